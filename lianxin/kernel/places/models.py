"""Tables of the place tree. Places are public data and carry no scope."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from lianxin.kernel.places.levels import Level
from lianxin.kernel.places.paths import PathField


class Place(models.Model):
    """One place, from city to building. Its parent is told by its path.

    ``code``: the statistical code padded to 12 digits (COD-02); with 3 more digits for a grid and 3 more for a
    micro-grid (GRD-12); or a city's own code. Open means ``valid_to`` is empty; a closed place keeps its row.
    """

    path = PathField(_("路径"), unique=True)
    code = models.CharField(_("代码"), max_length=20, db_index=True)
    name = models.CharField(_("名称"), max_length=100)
    short_name = models.CharField(_("简称"), max_length=100, blank=True)
    level = models.CharField(_("级别"), max_length=12, choices=Level)
    kind = models.CharField(_("类型"), max_length=30, blank=True, help_text=_("如 镇、街道、嘎查"))
    urban_rural_code = models.CharField(_("城乡分类代码"), max_length=3, blank=True)
    lon = models.FloatField(_("经度"), null=True, blank=True)
    lat = models.FloatField(_("纬度"), null=True, blank=True)
    valid_from = models.DateField(_("启用日期"), null=True, blank=True)
    valid_to = models.DateField(_("停用日期"), null=True, blank=True)

    class Meta:
        verbose_name = _("地点")
        ordering = ["path"]

    def __str__(self) -> str:
        return self.name


class Alias(models.Model):
    """Another way to say a place: an old code, another edition's code, an old name, or a path it once had.

    The dates say when the other code or name was the official one; it is found on any day all the same.
    """

    class Kind(models.TextChoices):
        CODE = "code", _("代码")
        NAME = "name", _("名称")
        PATH = "path", _("路径")

    place = models.ForeignKey(Place, models.CASCADE, related_name="aliases", verbose_name=_("地点"))
    kind = models.CharField(_("种类"), max_length=4, choices=Kind)
    value = models.CharField(_("内容"), max_length=160, db_index=True)
    edition = models.CharField(_("版本"), max_length=40, blank=True)
    valid_from = models.DateField(_("启用日期"), null=True, blank=True)
    valid_to = models.DateField(_("停用日期"), null=True, blank=True)

    class Meta:
        verbose_name = _("地点别名")
        constraints = [models.UniqueConstraint(fields=["place", "kind", "value", "edition"], name="alias_once")]

    def __str__(self) -> str:
        return self.value


class Edition(models.Model):
    """A complete edition of a city's division codes that was imported, and the day it took effect."""

    city = PathField(_("城市"))
    name = models.CharField(_("版本"), max_length=40)
    on = models.DateField(_("生效日期"))

    class Meta:
        verbose_name = _("区划版本")
        constraints = [models.UniqueConstraint(fields=["city", "name"], name="edition_once")]

    def __str__(self) -> str:
        return self.name


class Boundary(models.Model):
    """The outline of a place: WKB, WGS-84, longitude first."""

    place = models.OneToOneField(Place, models.CASCADE, related_name="boundary", verbose_name=_("地点"))
    wkb = models.BinaryField(_("边界"))
    source = models.CharField(_("来源"), max_length=200, blank=True)
    area_km2 = models.FloatField(_("面积(约,平方公里)"))

    class Meta:
        verbose_name = _("边界")


class TreeVersion(models.Model):
    """One row, whose token is drawn anew in every transaction that changes the tree, its aliases or boundaries."""

    token = models.CharField(max_length=32)
