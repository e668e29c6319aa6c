from django.apps import AppConfig


class AuditConfig(AppConfig):
    name = "lianxin.kernel.audit"
    label = "audit"
