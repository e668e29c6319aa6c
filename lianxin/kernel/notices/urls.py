from django.urls import path

from lianxin.kernel.notices import pages

app_name = "notices"
urlpatterns = [
    path("", pages.notice_list, name="list"),
    path("read/", pages.read_all, name="read_all"),
    path("<int:notice_id>/open/", pages.open_notice, name="open"),
]
