"""The addresses of the residents' pages; ``urls.py`` puts them beside those of staff."""

from django.urls import path

from lianxin.work.requests.pages.public import codes, home, map, rating, report, tracking

urlpatterns = [
    path("", home.home, name="home"),
    path("report/", report.report, name="report"),
    path("report/places.json", report.places, name="report_places"),
    path("report/nearby", report.nearby, name="nearby"),
    path("report/follow/<str:token>/", report.follow, name="follow"),
    path("report/done/<str:code>/", report.done, name="done"),
    path("track/", tracking.enter, name="track_enter"),
    path("track/<str:code>/", tracking.track, name="track"),
    path("track/<str:code>/qr.svg", codes.qr, name="qr"),
    path("track/<str:code>/card.png", codes.card, name="card"),
    path("track/<str:code>/photo/<int:pk>/", codes.photo, name="track_photo"),
    path("track/<str:code>/photo/<int:pk>/small/", codes.photo_small, name="track_photo_small"),
    path("track/<str:code>/<slug:verb>/", tracking.act, name="track_act"),
    path("r/<str:token>/", rating.rate, name="rate"),
    path("rated/", rating.rated, name="rated"),
    path("map/", map.page, name="map"),
    path("map/cells.geojson", map.map_cells, name="map_cells"),
]
