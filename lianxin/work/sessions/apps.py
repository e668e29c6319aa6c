from django.apps import AppConfig


class SessionsConfig(AppConfig):
    name = "lianxin.work.sessions"
    label = "work_sessions"  # Django's own session store has taken the plain name
