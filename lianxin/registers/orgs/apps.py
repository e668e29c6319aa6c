from django.apps import AppConfig


class OrgsConfig(AppConfig):
    name = "lianxin.registers.orgs"
    label = "orgs"
