"""The addresses of the staff pages of requests; ``urls.py`` puts them beside the public ones."""

from django.urls import path

from lianxin.work.requests.pages import ballots, desk, entry, importing, lookups, manage, paper, whistle

urlpatterns = [
    path("desk/", desk.desk, name="desk"),
    path("desk/bulk/", desk.bulk, name="desk_bulk"),
    path("desk/<str:number>/route/", desk.route, name="desk_route"),
    path("pick/units.json", lookups.units, name="pick_units"),
    path("enter/", entry.enter, name="enter"),
    path("enter/<str:number>/receipt/", entry.receipt, name="receipt"),
    path("found/", entry.found, name="found"),
    path("whistle/", whistle.whistle, name="whistle"),
    path("whistle/<str:number>/", whistle.whistled, name="whistled"),
    path("import/", importing.hotline, name="import"),
    path("paper/", paper.paper, name="paper"),
    path("ballots/<str:number>/", ballots.ballot, name="ballot"),
    path("manage/categories/", manage.categories, name="categories"),
    path("manage/categories/new/", manage.new_category, name="new_category"),
    path("manage/categories/<str:code>/", manage.category, name="category"),
    path("manage/routing/", manage.routing, name="routing"),
    path("manage/routing/<int:pk>/", manage.routing_line, name="routing_line"),
    path("manage/routing/<int:pk>/delete/", manage.delete_line, name="delete_line"),
    path("manage/replies/", manage.replies, name="replies"),
    path("manage/replies/<int:pk>/", manage.reply, name="reply"),
    path("manage/replies/<int:pk>/delete/", manage.delete_reply, name="delete_reply"),
]
