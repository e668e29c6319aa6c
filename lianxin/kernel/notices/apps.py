from django.apps import AppConfig


class NoticesConfig(AppConfig):
    name = "lianxin.kernel.notices"
    label = "notices"
