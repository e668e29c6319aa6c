from django.apps import AppConfig


class UiConfig(AppConfig):
    name = "lianxin.kernel.ui"
    label = "ui"
