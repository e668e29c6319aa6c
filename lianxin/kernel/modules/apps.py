from django.apps import AppConfig


class ModulesConfig(AppConfig):
    name = "lianxin.kernel.modules"
    label = "modules"
