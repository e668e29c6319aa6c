"""Every address of the sessions module."""

from django.urls import path

from lianxin.work.sessions.pages import agenda, board, clues, documents, listing, printing, session

app_name = "sessions"
urlpatterns = [
    path("sessions/", listing.sessions, name="sessions"),
    path("sessions/new/", session.new, name="new"),
    path("sessions/clues/new/", clues.enter, name="enter"),
    path("sessions/items/<str:number>/", clues.file, name="item"),
    path("sessions/tasks/", board.board, name="board"),
    path("sessions/documents/", documents.documents, name="documents"),
    path("sessions/documents/<int:pk>/", documents.document, name="document"),
    path("sessions/documents/<int:pk>/files/<int:file>/", documents.document_file, name="document_file"),
    path("sessions/documents/<int:pk>/repeal/", documents.repeal, name="repeal"),
    path("sessions/<int:pk>/", session.session, name="session"),
    path("sessions/<int:pk>/change/", session.change, name="change"),
    path("sessions/<int:pk>/cancel/", session.cancel, name="cancel"),
    path("sessions/<int:pk>/hold/", session.hold, name="hold"),
    path("sessions/<int:pk>/minutes/", session.minutes, name="minutes"),
    path("sessions/<int:pk>/approve/", session.approve, name="approve"),
    path("sessions/<int:pk>/give-out/", session.give_out, name="give_out"),
    path("sessions/<int:pk>/put-on/", agenda.put_on, name="put_on"),
    path("sessions/<int:pk>/topics/", agenda.topic, name="topic"),
    path("sessions/<int:pk>/people/", agenda.people, name="people"),
    path("sessions/<int:pk>/came/", agenda.came, name="came"),
    path("sessions/<int:pk>/points/<int:point>/up/", agenda.up, name="up"),
    path("sessions/<int:pk>/points/<int:point>/remove/", agenda.remove, name="remove"),
    path("sessions/<int:pk>/points/<int:point>/conclude/", agenda.conclude, name="conclude"),
    path("sessions/<int:pk>/points/<int:point>/task/", agenda.task, name="task"),
    path("sessions/<int:pk>/points/<int:point>/adopt/", agenda.adopt, name="adopt"),
    path("sessions/<int:pk>/<slug:which>.<slug:form>", printing.paper, name="paper"),
]
