from django.apps import AppConfig


class FiguresConfig(AppConfig):
    name = "lianxin.kernel.figures"
    label = "figures"
