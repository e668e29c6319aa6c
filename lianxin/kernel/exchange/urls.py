"""Files in: choose, read on trial, take or leave."""

from django.urls import path

from lianxin.kernel.exchange import pages

app_name = "exchange"
urlpatterns = [
    path("", pages.runs, name="runs"),
    path("new/<str:name>/", pages.upload, name="upload"),
    path("<int:pk>/", pages.run, name="run"),
    path("<int:pk>/bad.xlsx", pages.bad_rows, name="bad_rows"),
    path("<int:pk>/commit/", pages.commit, name="commit"),
    path("<int:pk>/discard/", pages.discard, name="discard"),
]
