from django.apps import AppConfig


class ClockConfig(AppConfig):
    name = "lianxin.kernel.clock"
    label = "clock"
