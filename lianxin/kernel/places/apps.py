from typing import Any

from django.apps import AppConfig
from django.db.models.signals import post_delete, post_migrate, post_save


class PlacesConfig(AppConfig):
    name = "lianxin.kernel.places"
    label = "places"

    def ready(self) -> None:
        from lianxin.kernel.places import tree
        from lianxin.kernel.places.models import Alias, Boundary, Place

        def touched(**_: Any) -> None:
            tree.touch()

        def emptied(**_: Any) -> None:
            tree.forget()

        for model in (Place, Alias, Boundary):
            post_save.connect(touched, sender=model, weak=False, dispatch_uid=f"places.saved.{model.__name__}")
            post_delete.connect(touched, sender=model, weak=False, dispatch_uid=f"places.deleted.{model.__name__}")
        # flush (between two tests that commit) sends it too
        post_migrate.connect(emptied, sender=self, weak=False, dispatch_uid="places.emptied")
