"""A dispute's particulars, its parties, who mediates, and the file that grows until the return visit."""

from __future__ import annotations

from typing import Any, ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from lianxin.kernel.access.actor import Actor
from lianxin.kernel.access.scope import EVERYTHING, ScopedManager
from lianxin.kernel.matters.models import Matter
from lianxin.kernel.secrets.fields import SealedTextField
from lianxin.work.mediation.models.register import Body, Mediator
from lianxin.work.mediation.words import CONSENTS, FORMS, LEVELS, SIDES, TIES


class WithMatter(models.Model):
    """Rows that are seen by whoever sees their matter."""

    objects = ScopedManager()

    class Meta:
        abstract = True

    @classmethod
    def visible(cls, actor: Actor, **options: Any) -> Q:
        if actor.is_system:
            return EVERYTHING
        return Q(matter__in=Matter.objects.visible_to(actor, **options).values("pk"))


class Dispute(WithMatter):
    """The particulars of a dispute, with its agreement and its return visit. Money in fen (1/100 yuan).

    findings: codes of ``words.DANGERS`` found by the check of ``checked_at``. result: code of ``words.RESULTS``,
    set with ``ended_at`` when mediation itself ends. relapse_of: the dispute that broke out again.
    """

    matter = models.OneToOneField(Matter, models.PROTECT, primary_key=True, related_name="dispute")
    text = models.TextField(_("纠纷情况"))
    level = models.CharField(_("级别"), max_length=10, choices=list(LEVELS.items()), default="small")
    amount_fen = models.PositiveBigIntegerField(_("涉及金额"), default=0)
    place_words = models.CharField(_("地点说明"), max_length=200, blank=True)
    entrusted_by = models.CharField(_("委托单位"), max_length=80, blank=True)
    entrusted_ref = models.CharField(_("委托文号"), max_length=60, blank=True)
    client_key = models.CharField(max_length=64, blank=True)
    relapse_of = models.ForeignKey(Matter, models.PROTECT, null=True, related_name="relapses")
    asked_at = models.DateTimeField(null=True)
    checked_at = models.DateTimeField(null=True)
    findings = models.JSONField(default=list)
    form = models.CharField(_("调解方式"), max_length=20, choices=list(FORMS.items()), blank=True)
    body = models.ForeignKey(Body, models.PROTECT, null=True, related_name="+")
    started_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)
    result = models.CharField(max_length=20, blank=True)
    routes = models.JSONField(default=list)
    undisputed = models.TextField(_("无争议事实"), blank=True)

    is_written = models.BooleanField(_("书面协议"), null=True)
    facts = models.TextField(_("主要事实和争议"), blank=True)
    duties = models.TextField(_("各方责任"), blank=True)
    terms = models.TextField(_("协议内容"), blank=True)
    way = models.CharField(_("履行方式"), max_length=200, blank=True)
    agreed_fen = models.PositiveBigIntegerField(_("协议金额"), default=0)
    drafted_at = models.DateTimeField(null=True)
    agreed_at = models.DateTimeField(null=True)
    effective_on = models.DateField(null=True)
    confirm_until = models.DateField(null=True)
    court = models.CharField(_("法院"), max_length=80, blank=True)
    court_applied_on = models.DateField(null=True)
    court_result = models.CharField(max_length=20, blank=True)
    court_ref = models.CharField(max_length=60, blank=True)

    performed_at = models.DateTimeField(null=True)
    visited_at = models.DateTimeField(null=True)
    visited_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    visit_way = models.CharField(max_length=10, blank=True)
    visit_done = models.CharField(max_length=10, blank=True)
    visit_note = models.TextField(blank=True)
    has_relapsed = models.BooleanField(null=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["client_key"], condition=~Q(client_key=""), name="one_dispute_per_client_key"
            ),
            models.CheckConstraint(
                condition=~Q(result="agreement") | Q(agreed_at__isnull=False), name="an_agreement_has_its_moment"
            ),
        ]
        indexes: ClassVar = [
            models.Index(fields=["ended_at"], condition=Q(ended_at__isnull=False), name="dispute_ended"),
            models.Index(fields=["agreed_at"], condition=Q(agreed_at__isnull=False), name="dispute_agreed"),
        ]


class Party(WithMatter):
    """One side of a dispute, a person or a body. Name and telephone are sealed; ``code`` opens the party's own page.

    unit: set when the party is a unit of this installation. confirmed: pks of sessions whose record it has confirmed,
    each with ``at`` and ``is_assisted``. The ``word_…`` are its own say at the return visit.
    """

    matter = models.ForeignKey(Matter, models.PROTECT, related_name="parties")
    order = models.PositiveSmallIntegerField()
    side = models.CharField(_("地位"), max_length=12, choices=list(SIDES.items()))
    is_body = models.BooleanField(_("是单位"), default=False)
    name = SealedTextField()
    phone = SealedTextField(blank=True, default="")
    phone_index = models.CharField(max_length=64, blank=True)
    unit = models.ForeignKey("access.Unit", models.PROTECT, null=True, related_name="+")
    code = models.CharField(max_length=16, unique=True)
    consent = models.CharField(max_length=10, choices=list(CONSENTS.items()), default="asked")
    consent_at = models.DateTimeField(null=True)
    is_assisted = models.BooleanField(_("代为记录"), default=False)
    how = models.CharField(max_length=10, blank=True)
    confirmed = models.JSONField(default=dict)
    word_at = models.DateTimeField(null=True)
    word_done = models.CharField(max_length=10, blank=True)
    word_grade = models.CharField(max_length=12, blank=True)
    word_comment = models.TextField(blank=True)
    word_is_assisted = models.BooleanField(default=False)

    class Meta:
        ordering: ClassVar = ["order"]
        constraints: ClassVar = [models.UniqueConstraint(fields=["matter", "order"], name="parties_are_numbered")]

    @property
    def label(self) -> str:
        return f"{SIDES[self.side]}{self.order}"

    @property
    def subject(self) -> str:
        """The name under which the audit trail speaks of this party, and under which the party reads who saw it."""
        return f"party:{self.pk}"


class Chosen(WithMatter):
    """Somebody chosen to mediate one dispute: on the menu (``mediator``) or off it (``name``, sealed).

    party: which party chose; None when the committee appointed. state: chosen · recused · tied.
    """

    CHOSEN, RECUSED, TIED = "chosen", "recused", "tied"

    matter = models.ForeignKey(Matter, models.PROTECT, related_name="chosen")
    mediator = models.ForeignKey(Mediator, models.PROTECT, null=True, related_name="chosen")
    name = SealedTextField(blank=True, default="")
    party = models.ForeignKey(Party, models.PROTECT, null=True, related_name="+")
    state = models.CharField(max_length=10, default=CHOSEN)
    is_lead = models.BooleanField(default=False)
    chosen_at = models.DateTimeField()
    disclosed_at = models.DateTimeField(null=True)
    why = models.CharField(max_length=300, blank=True)

    class Meta:
        ordering: ClassVar = ["id"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["matter", "mediator"], name="a_mediator_is_chosen_once"),
            models.UniqueConstraint(fields=["matter"], condition=Q(is_lead=True), name="one_responsible_mediator"),
        ]
        indexes: ClassVar = [models.Index(fields=["mediator", "state"], name="chosen_load")]


class Tie(WithMatter):
    """A tie between a mediator and a party of one dispute, declared or known: that mediator is not offered."""

    matter = models.ForeignKey(Matter, models.PROTECT, related_name="ties")
    mediator = models.ForeignKey(Mediator, models.PROTECT, related_name="ties")
    kind = models.CharField(max_length=12, choices=list(TIES.items()))
    note = models.CharField(max_length=300, blank=True)
    at = models.DateTimeField()

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["matter", "mediator"], name="one_tie_a_mediator")]


class Session(WithMatter):
    """One mediation session and its record. ``record_at`` set: written and read back, waiting to be confirmed."""

    matter = models.ForeignKey(Matter, models.PROTECT, related_name="sessions")
    order = models.PositiveSmallIntegerField()
    at = models.DateTimeField(_("时间"))
    place_words = models.CharField(_("地点"), max_length=120)
    is_public = models.BooleanField(_("公开进行"), default=False)
    present = models.TextField(_("到场人员"), blank=True)
    record = models.TextField(_("笔录"), blank=True)
    record_at = models.DateTimeField(null=True)

    class Meta:
        ordering: ClassVar = ["order"]
        constraints: ClassVar = [models.UniqueConstraint(fields=["matter", "order"], name="sessions_are_numbered")]


class Step(WithMatter):
    """One thing that an agreement promises by a day. Money in fen."""

    matter = models.ForeignKey(Matter, models.PROTECT, related_name="steps")
    order = models.PositiveSmallIntegerField()
    words = models.CharField(_("内容"), max_length=200)
    amount_fen = models.PositiveBigIntegerField(default=0)
    due_on = models.DateField(_("期限"))
    done_on = models.DateField(null=True)
    note = models.CharField(max_length=300, blank=True)

    class Meta:
        ordering: ClassVar = ["order"]
        constraints: ClassVar = [models.UniqueConstraint(fields=["matter", "order"], name="steps_are_numbered")]


class Referral(WithMatter):
    """A party was shown to another service, with its consent: legal aid, counselling, police, court."""

    matter = models.ForeignKey(Matter, models.PROTECT, related_name="referrals")
    kind = models.CharField(max_length=12)
    to_words = models.CharField(_("接受单位"), max_length=80, blank=True)
    note = models.CharField(max_length=300, blank=True)
    at = models.DateTimeField()

    class Meta:
        ordering: ClassVar = ["id"]
