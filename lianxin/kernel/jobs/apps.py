from django.apps import AppConfig


class JobsConfig(AppConfig):
    name = "lianxin.kernel.jobs"
    label = "jobs"
