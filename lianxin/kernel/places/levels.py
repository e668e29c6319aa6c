"""The levels of the tree, top first."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Level(models.TextChoices):
    """How deep a place is. ``rank`` grows downwards; a place's parent has a smaller rank."""

    CITY = "city", _("市")
    COUNTY = "county", _("区县")
    STREET = "street", _("街道乡镇")
    COMMUNITY = "community", _("社区村")
    GRID = "grid", _("网格")
    MICRO_GRID = "micro_grid", _("微网格")
    BUILDING = "building", _("楼栋")

    @property
    def rank(self) -> int:
        return list(Level).index(self)


STATISTICAL = (Level.CITY, Level.COUNTY, Level.STREET, Level.COMMUNITY)
