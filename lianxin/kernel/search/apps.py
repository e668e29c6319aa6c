from django.apps import AppConfig


class SearchConfig(AppConfig):
    name = "lianxin.kernel.search"
    label = "search"
