from django.urls import path

from lianxin.kernel.jobs import pages

app_name = "jobs"
urlpatterns = [
    path("", pages.overview, name="overview"),
    path("<uuid:run_id>/retry/", pages.retry, name="retry"),
]
