from django.apps import AppConfig


class FiguresPagesConfig(AppConfig):
    name = "lianxin.insight.figures"
    label = "insight_figures"
