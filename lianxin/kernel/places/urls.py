"""``places:boundaries``."""

from django.urls import path

from lianxin.kernel.places import pages

app_name = "places"
urlpatterns = [path("boundaries.geojson", pages.boundaries, name="boundaries")]
