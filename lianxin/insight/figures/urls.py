"""Addresses of the figures and of the public numbers."""

from django.urls import path

from lianxin.insight.figures.pages import copies, public, reading

app_name = "figures"
urlpatterns = [
    path("figures/", reading.catalogue, name="catalogue"),
    path("figures/signed/<int:pk>/", copies.signed, name="signed"),
    path("figures/<slug:id>/", reading.figure, name="figure"),
    path("figures/<slug:id>/records/", reading.records, name="records"),
    path("figures/<slug:id>/download/", copies.download, name="download"),
    path("figures/<slug:id>/sign/", copies.sign, name="sign"),
    path("numbers/", public.numbers, name="numbers"),
]
