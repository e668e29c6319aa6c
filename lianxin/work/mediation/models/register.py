"""The register of mediators and of the bodies that they work in. Public: the menu from which parties choose."""

from __future__ import annotations

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from lianxin.kernel.places.paths import PathField
from lianxin.kernel.secrets.fields import SealedTextField
from lianxin.work.mediation.words import BODY_KINDS, MEDIATOR_KINDS, ORGANS, unpacked


class Body(models.Model):
    """A people's mediation committee, or a named studio, room or alliance. Public data.

    organ: who set a committee up; empty for the others.
    """

    name = models.CharField(_("名称"), max_length=80)
    kind = models.CharField(_("类别"), max_length=20, choices=list(BODY_KINDS.items()))
    organ = models.CharField(_("设立单位"), max_length=20, blank=True, choices=list(ORGANS.items()))
    place_path = PathField(_("服务区域"))
    unit = models.ForeignKey(
        "access.Unit", models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("所属单位")
    )
    address = models.CharField(_("地址"), max_length=120, blank=True)
    honour = models.CharField(_("荣誉"), max_length=120, blank=True)
    term_starts_on = models.DateField(_("本届起始"), null=True, blank=True)
    is_active = models.BooleanField(_("在用"), default=True)

    class Meta:
        ordering: ClassVar = ["place_path", "name"]

    def __str__(self) -> str:
        return self.name


class Mediator(models.Model):
    """One mediator of the register.

    forms: codes of ``words.FORMS``; fields: codes of dispute types, none for all; languages: codes; all three kept
    as ``,a,b,`` so that one can be looked for.
    most: how many open disputes at once; 0 without a limit. phone_index: to know that a mediator is a party.
    """

    name = models.CharField(_("姓名"), max_length=40)
    kind = models.CharField(_("身份"), max_length=20, choices=list(MEDIATOR_KINDS.items()))
    forms = models.CharField(_("调解方式"), max_length=120, blank=True)
    fields = models.CharField(_("擅长"), max_length=400, blank=True)
    languages = models.CharField(_("语言"), max_length=120, blank=True)
    place_path = PathField(_("服务区域"))
    unit = models.ForeignKey(
        "access.Unit", models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("工作单位")
    )
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("登录账号")
    )
    bodies = models.ManyToManyField(Body, related_name="mediators", blank=True, verbose_name=_("所在组织"))
    is_woman = models.BooleanField(_("女"), null=True, blank=True)
    hours = models.CharField(_("服务时间"), max_length=80, blank=True)
    intro = models.CharField(_("简介"), max_length=200, blank=True)
    phone = SealedTextField(blank=True, default="")
    phone_index = models.CharField(max_length=64, blank=True)
    most = models.PositiveSmallIntegerField(_("同时最多几件"), default=5)
    is_active = models.BooleanField(_("在册"), default=True)
    since = models.DateField(_("入册日期"), default=timezone.localdate)

    class Meta:
        ordering: ClassVar = ["place_path", "name", "id"]
        indexes: ClassVar = [models.Index(fields=["place_path"], name="mediator_place")]

    def __str__(self) -> str:
        return self.name

    @property
    def form_codes(self) -> list[str]:
        return unpacked(self.forms)

    @property
    def field_codes(self) -> list[str]:
        return unpacked(self.fields)

    @property
    def language_codes(self) -> list[str]:
        return unpacked(self.languages)
