from django.urls import path

from lianxin.registers.orgs import pages

app_name = "orgs"
urlpatterns = [
    path("", pages.listing, name="list"),
    path("export.xlsx", pages.export, name="export"),
    path("<str:uscc>/", pages.detail, name="detail"),
]
