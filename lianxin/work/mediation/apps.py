from django.apps import AppConfig


class MediationConfig(AppConfig):
    name = "lianxin.work.mediation"
    label = "mediation"
