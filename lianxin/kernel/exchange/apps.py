from django.apps import AppConfig


class ExchangeConfig(AppConfig):
    name = "lianxin.kernel.exchange"
    label = "exchange"
