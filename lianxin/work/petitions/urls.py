"""Every address of petitions and receptions: staff first, then what residents see."""

from django.urls import path

from lianxin.work.petitions.pages import accusing, desk, papers, public, receptions, registers

app_name = "petitions"
urlpatterns = [
    path("petitions/new/", desk.new, name="desk"),
    path("petitions/<str:number>/receipt/", desk.receipt, name="receipt"),
    path("petitions/<str:number>/papers/", papers.paper, name="paper"),
    path("petition-windows/", registers.windows, name="windows"),
    path("petition-windows/new/", registers.new_window, name="new_window"),
    path("petition-windows/export/", registers.export_windows, name="export_windows"),
    path("petition-windows/<int:pk>/", registers.window, name="window"),
    path("petition-agents/", registers.agents, name="agents"),
    path("petition-agents/new/", registers.new_agent, name="new_agent"),
    path("petition-agents/export/", registers.export_agents, name="export_agents"),
    path("petition-agents/<int:pk>/", registers.agent, name="agent"),
    path("petition-rules/", registers.policies, name="policies"),
    path("petition-rules/new/", registers.new_policy, name="new_policy"),
    path("petition-rules/<int:pk>/", registers.policy, name="policy"),
    path("receptions/", receptions.rota, name="rota"),
    path("receptions/new-sitting/", receptions.new_sitting, name="new_sitting"),
    path("receptions/sittings/<int:pk>/cancel/", receptions.cancel, name="cancel_sitting"),
    path("receptions/<str:on>/", receptions.day, name="reception_day"),
    path("receptions/<str:on>/register/", receptions.register, name="register_visit"),
    path("visit/", public.visit, name="visit"),
    path("visit/accuse/", accusing.accuse, name="accuse"),
    path("visit/units.json", accusing.units, name="accused_units"),
    path("visit/places.json", accusing.places, name="accuse_places"),
]
