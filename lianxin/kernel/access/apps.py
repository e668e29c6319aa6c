from django.apps import AppConfig


class AccessConfig(AppConfig):
    name = "lianxin.kernel.access"
    label = "access"
