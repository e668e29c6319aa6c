from django.urls import path

from lianxin.kernel.matters import pages

app_name = "matters"
urlpatterns = [
    path("tasks/", pages.work, name="work"),
    path("tasks/bulk/", pages.bulk, name="bulk"),
    path("m/<str:number>/", pages.matter, name="matter"),
    path("m/<str:number>/contact/read/", pages.contact, name="contact"),
    path("m/<str:number>/<slug:name>/", pages.move, name="move"),
]
