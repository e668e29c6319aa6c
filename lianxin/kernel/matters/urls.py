from django.urls import path

from lianxin.kernel.matters import pages

app_name = "matters"
urlpatterns = [
    path("work/", pages.work, name="work"),
    path("work/bulk/", pages.bulk, name="bulk"),
    path("m/<str:number>/", pages.matter, name="matter"),
    path("m/<str:number>/contact/", pages.contact, name="contact"),
    path("m/<str:number>/<slug:name>/", pages.move, name="move"),
]
