"""The addresses of the suggestions module: for everybody, and for staff."""

from django.urls import path

from lianxin.work.suggestions.pages import entry, ledger
from lianxin.work.suggestions.pages.public import calls, home, suggest

app_name = "suggestions"
urlpatterns = [
    path("", home.home, name="home"),
    path("new/", suggest.suggest, name="new"),
    path("done/<str:code>/", suggest.done, name="done"),
    path("calls/<int:pk>/", calls.call, name="call"),
    path("calls/<int:pk>/evaluate/", calls.evaluate, name="evaluate"),
    path("ledger/", ledger.ledger, name="ledger"),
    path("enter/", entry.enter, name="enter"),
    path("enter/<str:number>/receipt/", entry.receipt, name="receipt"),
    path("calls/new/", entry.new_call, name="new_call"),
]
