from django.apps import AppConfig


class PlacesConfig(AppConfig):
    name = "lianxin.kernel.places"
    label = "places"
