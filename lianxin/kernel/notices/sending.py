"""From one ``send`` to a notice in the program and deliveries out of it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.db import transaction

from lianxin.kernel.access.models import Unit, User
from lianxin.kernel.notices.adapters import adapter
from lianxin.kernel.notices.models import Delivery, Notice
from lianxin.kernel.notices.people import key_of

if TYPE_CHECKING:
    from lianxin.kernel.matters.models import Contact
    from lianxin.kernel.notices.people import Reachable

SUBJECT_MAX = 200


@dataclass(frozen=True, slots=True)
class Text:
    kind: str
    subject: str
    body: str
    link: str
    matter_id: int | None


@transaction.atomic
def tell(
    text: Text,
    to_user: User | int | None = None,
    to_unit: Unit | int | None = None,
    to_contact: Contact | None = None,
    to_person: Reachable | None = None,
) -> None:
    """Write the notice and queue what goes out. Raises ValueError unless there is exactly one receiver."""
    if sum(receiver is not None for receiver in (to_user, to_unit, to_contact, to_person)) != 1:
        raise ValueError("a notice has exactly one receiver")
    if to_user is not None:
        _tell_user(text, to_user if isinstance(to_user, User) else User.objects.get(pk=to_user))
    elif to_unit is not None:
        _tell_unit(text, to_unit.pk if isinstance(to_unit, Unit) else to_unit)
    elif to_contact is not None:
        _tell_contact(text, to_contact)
    elif to_person is not None and to_person.phone:
        _queue(text, Delivery.SMS, person=key_of(to_person))


def _tell_user(text: Text, user: User) -> None:
    _notice(text, to_user=user)
    if user.email and user.is_active:
        _queue(text, Delivery.EMAIL, user=user)


def _tell_unit(text: Text, unit_id: int) -> None:
    _notice(text, to_unit_id=unit_id)
    _queue(text, Delivery.WECOM, unit_id=unit_id)


def _tell_contact(text: Text, contact: Contact) -> None:
    channel = Delivery.SMS if contact.phone else Delivery.EMAIL if contact.email else ""
    if channel:
        _queue(text, channel, contact=contact)


def _notice(text: Text, **receiver: Any) -> None:
    Notice.objects.create(
        kind=text.kind,
        subject=text.subject[:SUBJECT_MAX],
        body=text.body,
        link=text.link,
        matter_id=text.matter_id,
        **receiver,
    )


def _queue(text: Text, channel: str, **receiver: Any) -> None:
    from lianxin.kernel.notices.jobs import deliver

    if adapter(channel) is None:
        return
    delivery = Delivery.objects.create(
        channel=channel,
        kind=text.kind,
        subject=text.subject[:SUBJECT_MAX],
        body=text.body,
        link=text.link,
        **receiver,
    )
    deliver.enqueue(delivery.pk)
