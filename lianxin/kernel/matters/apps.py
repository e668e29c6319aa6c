from django.apps import AppConfig


class MattersConfig(AppConfig):
    name = "lianxin.kernel.matters"
    label = "matters"
