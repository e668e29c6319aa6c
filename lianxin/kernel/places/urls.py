"""``places:boundaries`` for maps, ``places:pick`` for the field of ``picking``."""

from django.urls import path

from lianxin.kernel.places import pages

app_name = "places"
urlpatterns = [
    path("boundaries.geojson", pages.boundaries, name="boundaries"),
    path("pick.json", pages.pick, name="pick"),
]
