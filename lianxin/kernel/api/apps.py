from django.apps import AppConfig


class ApiConfig(AppConfig):
    name = "lianxin.kernel.api"
    label = "api"
