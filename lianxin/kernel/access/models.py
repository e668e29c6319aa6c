"""Units, people who sign in, roles, and the grants that tie them to places."""

from __future__ import annotations

from typing import ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from lianxin.kernel.modules.pack import pack
from lianxin.kernel.places.paths import PathField
from lianxin.kernel.secrets.fields import SealedTextField


class Unit(models.Model):
    """An office that holds matters: a department, a street office, a community desk. Its kinds are pack data."""

    code = models.CharField(_("代码"), max_length=40, unique=True)
    name = models.CharField(_("名称"), max_length=80)
    kind = models.CharField(_("类别"), max_length=20)
    place_path = PathField(_("所在区域"))
    parent = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="children")
    phone = models.CharField(_("值班电话"), max_length=40, blank=True)
    is_active = models.BooleanField(_("在用"), default=True)

    class Meta:
        ordering: ClassVar = ["place_path", "code"]
        indexes: ClassVar = [models.Index(fields=["place_path"])]

    def __str__(self) -> str:
        return self.name


class UserManager(BaseUserManager["User"]):
    def get_by_natural_key(self, username: str | None) -> User:
        return self.get(login=username)


class User(AbstractBaseUser):
    """Somebody with a log-in. Residents need none; those who want one see their own matters and no more."""

    STAFF, RESIDENT = "staff", "resident"

    login = models.CharField(_("登录名"), max_length=60, unique=True)
    name = models.CharField(_("姓名"), max_length=60)
    kind = models.CharField(max_length=10, default=STAFF, choices=[(STAFF, _("工作人员")), (RESIDENT, _("居民"))])
    unit = models.ForeignKey(Unit, models.PROTECT, null=True, blank=True, related_name="people", verbose_name=_("单位"))
    email = models.EmailField(_("电子邮箱"), blank=True)
    language = models.CharField(_("界面语言"), max_length=10, blank=True)
    is_active = models.BooleanField(_("在用"), default=True)
    must_change_password = models.BooleanField(_("下次登录改密码"), default=False)
    requires_totp = models.BooleanField(_("必须使用动态口令"), default=False)
    totp_secret = SealedTextField(blank=True, default="")
    totp_last_step = models.BigIntegerField(default=0)
    session_epoch = models.PositiveIntegerField(default=0)
    grant_rows: list[RoleGrant]
    """Set by ``queries.signed_in_user`` alone, so that a request reads person and grants at once."""

    USERNAME_FIELD = "login"
    REQUIRED_FIELDS: ClassVar = ["name"]
    objects = UserManager()

    class Meta:
        ordering: ClassVar = ["login"]

    def __str__(self) -> str:
        return self.name


class Role(models.Model):
    """A bundle of permissions. The pack brings the first ones; an administrator may change them."""

    code = models.SlugField(_("代码"), max_length=40, unique=True)
    label = models.CharField(_("名称"), max_length=60)
    level = models.CharField(_("层级"), max_length=20, blank=True)
    permissions = models.JSONField(_("权限"), default=list)
    requires_totp = models.BooleanField(_("必须使用动态口令"), default=False)

    class Meta:
        ordering: ClassVar = ["id"]

    def __str__(self) -> str:
        """Its name in the reader's language: the pack's English one, unless an administrator has named it anew."""
        told = pack().toml("roles").get(self.code, {})
        is_the_pack_s = told.get("label") == self.label
        return str(told.get("label_en", self.label)) if get_language() == "en" and is_the_pack_s else self.label


def in_force(prefix: str = "") -> Q:
    """Rows whose ``starts_on``/``ends_on`` (both days included) hold today."""
    today = timezone.localdate()
    return Q(**{f"{prefix}starts_on__lte": today}) & (
        Q(**{f"{prefix}ends_on__isnull": True}) | Q(**{f"{prefix}ends_on__gte": today})
    )


class RoleGrant(models.Model):
    """A role held over a subtree, or (with ``unit``) over what one unit holds."""

    user = models.ForeignKey(User, models.CASCADE, related_name="grants")
    role = models.ForeignKey(Role, models.PROTECT, related_name="grants")
    place_path = PathField(_("区域"), blank=True)
    unit = models.ForeignKey(Unit, models.PROTECT, null=True, blank=True, related_name="grants")
    starts_on = models.DateField(_("自"), default=timezone.localdate)
    ends_on = models.DateField(_("至"), null=True, blank=True)
    granted_by = models.CharField(max_length=60, blank=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["user", "role", "place_path"], condition=Q(unit__isnull=True), name="one_grant_over_a_place"
            ),
            models.UniqueConstraint(
                fields=["user", "role", "unit"], condition=Q(unit__isnull=False), name="one_grant_over_a_unit"
            ),
        ]


class Delegation(models.Model):
    """Leave cover: for these days ``taker`` may do what ``giver`` may, administration of access left out."""

    giver = models.ForeignKey(User, models.CASCADE, related_name="given")
    taker = models.ForeignKey(User, models.CASCADE, related_name="taken")
    starts_on = models.DateField(_("自"))
    ends_on = models.DateField(_("至"))
    reason = models.CharField(_("事由"), max_length=200)
    created_at = models.DateTimeField(auto_now_add=True)
    ended_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(condition=Q(ends_on__gte=F("starts_on")), name="delegation_ends_after_it_starts"),
            models.CheckConstraint(condition=~Q(giver=F("taker")), name="delegation_to_another"),
        ]
