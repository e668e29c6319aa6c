from django.apps import AppConfig


class SupervisionConfig(AppConfig):
    name = "lianxin.insight.supervision"
    label = "supervision"
