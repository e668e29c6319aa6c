from django.apps import AppConfig


class SecretsConfig(AppConfig):
    name = "lianxin.kernel.secrets"
    label = "secrets"
