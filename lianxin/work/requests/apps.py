from django.apps import AppConfig


class RequestsConfig(AppConfig):
    name = "lianxin.work.requests"
    label = "requests"
