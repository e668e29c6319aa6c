from django.apps import AppConfig


class SuggestionsConfig(AppConfig):
    name = "lianxin.work.suggestions"
    label = "suggestions"
