"""Addresses of the page kit; mounted at the root."""

from django.urls import path

from lianxin.kernel.ui import kit, pages

app_name = "ui"
urlpatterns = [
    path("display/", pages.display, name="display"),
    path("display/token/", pages.token, name="token"),
    path("display/words/<str:language>.js", pages.words, name="words"),
    path("display/filters/", pages.filters, name="filters"),
    path("sw.js", pages.service_worker, name="service_worker"),
    path("manifest.webmanifest", pages.manifest, name="manifest"),
    path("offline/", pages.offline, name="offline"),
    path("alive/", pages.alive, name="alive"),
    path("kit/", kit.kit, name="kit"),
    path("kit/public/", kit.kit_public, name="kit_public"),
    path("kit/points.json", kit.points, name="kit_points"),
    path("kit/areas.json", kit.areas, name="kit_areas"),
]
