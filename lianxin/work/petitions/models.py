"""The particulars of petitions and receptions, the rota, and the registers of windows, agents and documents."""

from __future__ import annotations

from datetime import date
from typing import Any, ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from lianxin.kernel.access.actor import Actor
from lianxin.kernel.access.scope import EVERYTHING, NOTHING, ScopedManager
from lianxin.kernel.matters.models import Matter
from lianxin.kernel.places.paths import PathField
from lianxin.kernel.secrets.fields import SealedTextField
from lianxin.work.petitions import rules

LEVELS = [
    ("city", _("市级")),
    ("county", _("旗县区")),
    ("street", _("街道（乡镇、苏木）")),
    ("community", _("社区（村、嘎查）")),
]
CLASSES = [(code, _(label)) for code, label in rules.CLASSES.items()]
OPINIONS = [(code, _(label)) for code, label in rules.OPINIONS.items()]
DOORS = {"desk": _("代办窗口"), "reception": _("领导接访"), "handover": _("移交")}


def in_force(on: date, begins: str = "since_on", ends: str = "until_on") -> Q:
    """Rows that hold on a day, both ends included."""
    return Q(**{f"{begins}__lte": on}) & (Q(**{f"{ends}__isnull": True}) | Q(**{f"{ends}__gte": on}))


class Window(models.Model):
    """A place where petitions are carried for residents, or a joint centre for disputes. Public data."""

    AGENCY, CENTRE = "agency", "centre"
    KINDS: ClassVar = [(AGENCY, _("信访代办窗口")), (CENTRE, _("矛盾纠纷化解联合服务中心"))]

    code = models.CharField(_("代码"), max_length=40, unique=True)
    name = models.CharField(_("名称"), max_length=80)
    kind = models.CharField(_("种类"), max_length=10, choices=KINDS, default=AGENCY)
    level = models.CharField(_("层级"), max_length=10, choices=LEVELS)
    place_path = PathField(_("区域"))
    unit = models.ForeignKey(
        "access.Unit", models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("单位")
    )
    address = models.CharField(_("地址"), max_length=120, blank=True)
    phone = models.CharField(_("窗口电话"), max_length=40, blank=True)
    hours = models.CharField(_("开放时间"), max_length=80, blank=True)
    since_on = models.DateField(_("启用日期"))
    until_on = models.DateField(_("停用日期"), null=True, blank=True)

    class Meta:
        ordering: ClassVar = ["place_path", "code"]
        indexes: ClassVar = [models.Index(fields=["place_path", "kind"], name="petition_window_place")]

    def __str__(self) -> str:
        return self.name


class Agent(models.Model):
    """Somebody who carries petitions for residents in an area. The telephone is that of the duty, never private."""

    code = models.CharField(_("编号"), max_length=40, unique=True)
    name = models.CharField(_("姓名"), max_length=60)
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("登录账户")
    )
    window = models.ForeignKey(
        Window, models.PROTECT, null=True, blank=True, related_name="agents", verbose_name=_("窗口")
    )
    unit = models.ForeignKey(
        "access.Unit", models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("单位")
    )
    place_path = PathField(_("负责区域"))
    phone = models.CharField(_("值班电话"), max_length=40, blank=True)
    since_on = models.DateField(_("自"))
    until_on = models.DateField(_("至"), null=True, blank=True)

    class Meta:
        ordering: ClassVar = ["place_path", "code"]
        indexes: ClassVar = [models.Index(fields=["place_path"], name="petition_agent_place")]

    def __str__(self) -> str:
        return self.name


class Policy(models.Model):
    """A rule by which petition work is done, such as one of the five on lawful handling. Public data."""

    title = models.CharField(_("名称"), max_length=120, unique=True)
    number = models.CharField(_("文号"), max_length=60, blank=True)
    issuer = models.CharField(_("制定单位"), max_length=80)
    place_path = PathField(_("适用区域"))
    since_on = models.DateField(_("施行日期"))
    until_on = models.DateField(_("废止日期"), null=True, blank=True)

    class Meta:
        ordering: ClassVar = ["-since_on", "title"]

    def __str__(self) -> str:
        return self.title


class Petition(models.Model):
    """The particulars of a petition: one claim, its mandate, and where it stands in the official procedure.

    round: how often it has been answered. review_until, rereview_until: the last day to ask, null when unknown.
    route: of Art. 31, "1"-"6", for appeals. previous: the earlier petition of the same matter.
    """

    MANDATES: ClassVar = [("oral", _("口头委托，当面宣读")), ("paper", _("书面委托")), ("code", _("本人网上委托"))]

    matter = models.OneToOneField(Matter, models.PROTECT, primary_key=True, related_name="petition")
    kind = models.CharField(_("类别"), max_length=12, choices=CLASSES, blank=True)
    claim = models.TextField(_("请求"))
    facts = models.TextField(_("事实和理由"), blank=True)
    persons = models.PositiveSmallIntegerField(_("人数"), default=1)
    against_unit = models.ForeignKey("access.Unit", models.PROTECT, null=True, related_name="+")
    against_words = models.CharField(_("涉及的单位"), max_length=120, blank=True)
    agent = models.ForeignKey(Agent, models.PROTECT, null=True, related_name="+", verbose_name=_("代办员"))
    previous = models.ForeignKey(Matter, models.PROTECT, null=True, related_name="+")
    has_new_facts = models.BooleanField(default=False)
    client_key = models.CharField(max_length=64, blank=True)
    mandated_at = models.DateTimeField(_("委托时间"), null=True)
    mandate_by = models.CharField(max_length=10, choices=MANDATES, blank=True)
    witness = models.CharField(_("在场人"), max_length=60, blank=True)
    revoked_at = models.DateTimeField(null=True)
    draft = models.TextField(_("代拟材料"), blank=True)
    drafts = models.PositiveSmallIntegerField(default=0)
    approved_at = models.DateTimeField(null=True)
    route = models.CharField(max_length=1, blank=True)
    way = models.CharField(max_length=10, blank=True)
    organ = models.CharField(_("有权处理机关"), max_length=120, blank=True)
    routed_at = models.DateTimeField(null=True)
    accepted_at = models.DateTimeField(null=True)
    extension_days_asked = models.PositiveSmallIntegerField(default=0)
    extension_asked_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    extension_days = models.PositiveSmallIntegerField(default=0)
    extension_reason = models.CharField(max_length=500, blank=True)
    round = models.PositiveSmallIntegerField(default=0)
    answered_at = models.DateTimeField(null=True)
    answer = models.TextField(blank=True)
    answer_outcome = models.CharField(max_length=20, blank=True)
    review_until = models.DateField(null=True)
    rereview_until = models.DateField(null=True)
    final_at = models.DateTimeField(null=True)

    objects = ScopedManager()

    class Meta:
        indexes: ClassVar = [
            models.Index(fields=["answered_at"], condition=Q(answered_at__isnull=False), name="petition_answered"),
        ]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(extension_days__lte=rules.EXTENSION_DAYS_MOST), name="one_extension_of_30"
            ),
            models.CheckConstraint(condition=Q(persons__gte=1), name="somebody_petitions"),
            models.UniqueConstraint(
                fields=["client_key"], condition=~Q(client_key=""), name="one_petition_per_client_key"
            ),
        ]

    @classmethod
    def visible(cls, actor: Actor, **options: Any) -> Q:
        if actor.is_system:
            return EVERYTHING
        return Q(matter__in=Matter.objects.visible_to(actor, **options).values("pk"))


class Representative(models.Model):
    """One of at most five who speak for several petitioners (Art. 20). Sealed like the contact."""

    matter = models.ForeignKey(Matter, models.PROTECT, related_name="representatives")
    name = SealedTextField()
    phone = SealedTextField(blank=True, default="")
    place = models.PositiveSmallIntegerField()

    objects = ScopedManager()

    class Meta:
        ordering: ClassVar = ["matter", "place"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["matter", "place"], name="one_representative_a_place"),
            models.CheckConstraint(
                condition=Q(place__gte=1, place__lte=rules.REPRESENTATIVES_MOST), name="five_representatives_at_most"
            ),
        ]

    @classmethod
    def visible(cls, actor: Actor, **options: Any) -> Q:
        """Read only through the audited opening of a contact."""
        return EVERYTHING if actor.is_system else NOTHING


class Filing(models.Model):
    """One arrival at the official system (信访件). Of that system only the reference number is kept (RULES §0.3)."""

    STAGES: ClassVar = [("petition", _("提出")), ("review", _("复查")), ("rereview", _("复核"))]

    matter = models.ForeignKey(Matter, models.PROTECT, related_name="filings")
    stage = models.CharField(max_length=10, choices=STAGES, default="petition")
    office = models.CharField(_("递交到"), max_length=120)
    reference = models.CharField(_("信访系统编号"), max_length=60)
    channel = models.CharField(_("方式"), max_length=10)
    filed_at = models.DateTimeField()

    objects = ScopedManager()

    class Meta:
        ordering: ClassVar = ["filed_at", "id"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["matter", "office", "reference"], name="one_filing_a_reference"),
        ]

    @classmethod
    def visible(cls, actor: Actor, **options: Any) -> Q:
        if actor.is_system:
            return EVERYTHING
        return Q(matter__in=Matter.objects.visible_to(actor, **options).values("pk"))


class Opinion(models.Model):
    """A written opinion as delivered: reply (处理意见书), review (复查意见), re-review (复核意见). Art. 32, 35, 36."""

    STAGES: ClassVar = [("reply", _("处理意见")), ("review", _("复查意见")), ("rereview", _("复核意见"))]

    matter = models.ForeignKey(Matter, models.PROTECT, related_name="opinions")
    stage = models.CharField(max_length=10, choices=STAGES)
    round = models.PositiveSmallIntegerField()
    opinion = models.CharField(max_length=15, choices=OPINIONS)
    issuer = models.CharField(_("出具机关"), max_length=120)
    number = models.CharField(_("文号"), max_length=60, blank=True)
    request = models.TextField(_("投诉请求"), blank=True)
    facts = models.TextField(_("事实和理由"), blank=True)
    text = models.TextField(_("处理意见"))
    basis = models.TextField(_("法律依据"), blank=True)
    delivered_at = models.DateTimeField(_("送达时间"))

    objects = ScopedManager()

    class Meta:
        ordering: ClassVar = ["delivered_at", "id"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["matter", "stage", "round"], name="one_opinion_a_round"),
        ]

    @classmethod
    def visible(cls, actor: Actor, **options: Any) -> Q:
        if actor.is_system:
            return EVERYTHING
        return Q(matter__in=Matter.objects.visible_to(actor, **options).values("pk"))


class Rating(models.Model):
    """The petitioner's own word on one answer. One a round; staff cannot write it (ETH-11, Art. 21)."""

    matter = models.ForeignKey(Matter, models.PROTECT, related_name="petition_ratings")
    round = models.PositiveSmallIntegerField()
    unit = models.ForeignKey("access.Unit", models.PROTECT, null=True, related_name="+")
    solved = models.BooleanField()
    grade = models.CharField(max_length=12)
    comment = models.TextField(blank=True)
    rated_at = models.DateTimeField()

    objects = ScopedManager()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["matter", "round"], name="one_petition_rating_a_round")
        ]
        indexes: ClassVar = [models.Index(fields=["rated_at"], name="petition_rated")]

    @classmethod
    def visible(cls, actor: Actor, **options: Any) -> Q:
        """Read one by one by nobody but the machinery of figures; staff see groups."""
        return EVERYTHING if actor.is_system else NOTHING


class Sitting(models.Model):
    """One line of the rota: which leader receives visitors where and when. Public data."""

    SITTING, DOWN = "sitting", "down"
    FORMS: ClassVar = [(SITTING, _("坐班接访")), (DOWN, _("下访"))]

    on = models.DateField(_("日期"))
    level = models.CharField(_("层级"), max_length=10, choices=LEVELS)
    place_path = PathField(_("区域"))
    leader = models.CharField(_("接访领导"), max_length=60)
    post = models.CharField(_("职务"), max_length=60, blank=True)
    form = models.CharField(_("方式"), max_length=10, choices=FORMS, default=SITTING)
    where = models.CharField(_("地点"), max_length=120)
    from_time = models.TimeField(_("开始"))
    until_time = models.TimeField(_("结束"))
    cancelled_because = models.CharField(_("取消原因"), max_length=200, blank=True)

    class Meta:
        ordering: ClassVar = ["on", "from_time", "place_path"]
        indexes: ClassVar = [models.Index(fields=["on", "place_path"], name="sitting_by_day")]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["on", "place_path", "leader", "from_time"], name="one_sitting_of_a_leader"),
            models.CheckConstraint(
                condition=Q(until_time__gt=models.F("from_time")), name="sitting_ends_after_it_begins"
            ),
        ]


class Reception(models.Model):
    """The particulars of one visit received: one batch (批次) of so many persons (人次). Never added to each other."""

    WINDOW = "window"
    FORMS: ClassVar = [*Sitting.FORMS, (WINDOW, _("窗口接待"))]

    matter = models.OneToOneField(Matter, models.PROTECT, primary_key=True, related_name="reception")
    sitting = models.ForeignKey(Sitting, models.PROTECT, null=True, related_name="receptions")
    level = models.CharField(_("层级"), max_length=10, choices=LEVELS)
    form = models.CharField(_("方式"), max_length=10, choices=FORMS)
    leader = models.CharField(_("接访领导"), max_length=60, blank=True)
    text = models.TextField(_("反映的问题"))
    persons = models.PositiveSmallIntegerField(_("来访人数"))
    representatives = models.PositiveSmallIntegerField(_("推选的代表"), default=0)
    received_at = models.DateTimeField(null=True)
    taken_on_at = models.DateTimeField(null=True)

    objects = ScopedManager()

    class Meta:
        indexes: ClassVar = [
            models.Index(fields=["level", "received_at"], name="reception_by_level"),
        ]
        constraints: ClassVar = [
            models.CheckConstraint(condition=Q(persons__gte=1), name="somebody_came"),
            models.CheckConstraint(
                condition=Q(representatives__lte=rules.REPRESENTATIVES_MOST), name="at_most_five_speak"
            ),
        ]

    @classmethod
    def visible(cls, actor: Actor, **options: Any) -> Q:
        if actor.is_system:
            return EVERYTHING
        return Q(matter__in=Matter.objects.visible_to(actor, **options).values("pk"))
