"""``files:attachment`` and ``files:thumbnail``."""

from django.urls import path

from lianxin.kernel.files import pages

app_name = "files"
urlpatterns = [
    path("files/<int:pk>/", pages.attachment, name="attachment"),
    path("files/<int:pk>/small/", pages.thumbnail, name="thumbnail"),
]
