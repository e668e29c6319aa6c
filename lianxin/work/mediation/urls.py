"""Every address of mediation: for residents and parties, and for staff."""

from django.urls import path

from lianxin.work.mediation.pages import entry, papers, people, register, statistics
from lianxin.work.mediation.pages.public import applying, party

app_name = "mediation"
urlpatterns = [
    path("mediate/", applying.home, name="home"),
    path("mediate/menu/", applying.menu, name="menu"),
    path("mediate/apply/", applying.apply, name="apply"),
    path("mediate/places.json", applying.places, name="apply_places"),
    path("mediate/code/", party.enter, name="enter_code"),
    path("mediate/p/<str:code>/", party.page, name="party"),
    path("mediate/p/<str:code>/<slug:verb>/", party.act, name="party_act"),
    path("mediation/register/", entry.register, name="register"),
    path("mediation/mediators/", register.mediators, name="mediators"),
    path("mediation/mediators/new/", register.new_mediator, name="new_mediator"),
    path("mediation/mediators/<int:pk>/", register.mediator, name="mediator"),
    path("mediation/bodies/", register.bodies, name="bodies"),
    path("mediation/bodies/new/", register.new_body, name="new_body"),
    path("mediation/bodies/<int:pk>/", register.body, name="body"),
    path("mediation/statistics/", statistics.statistics, name="statistics"),
    path("mediation/statistics/download/", statistics.download, name="statistics_download"),
    path("mediation/<str:number>/folder/", papers.folder, name="folder"),
    path("mediation/<str:number>/file/", papers.file, name="file"),
    path("mediation/<str:number>/agreement/<slug:form>/", papers.agreement, name="agreement"),
    path("mediation/<str:number>/party/<int:order>/card/", people.card, name="party_card"),
    path("mediation/<str:number>/party/<int:order>/contact/", people.contact, name="party_contact"),
]
