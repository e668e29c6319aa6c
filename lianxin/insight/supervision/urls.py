"""The address of the supervision board."""

from django.urls import path

from lianxin.insight.supervision import pages

app_name = "supervision"
urlpatterns = [path("board/", pages.board, name="board")]
