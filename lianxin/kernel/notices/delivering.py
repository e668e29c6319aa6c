"""One attempt to send one delivery. Nothing is locked while the network is waited for."""

from __future__ import annotations

from django.conf import settings
from django.utils import timezone
from django.utils.translation import gettext as _

from lianxin.kernel.access.actor import SYSTEM
from lianxin.kernel.notices.adapters import Message, Undeliverable, adapter
from lianxin.kernel.notices.models import Delivery
from lianxin.kernel.notices.people import person
from lianxin.kernel.secrets.sealed import Sealed

REASON = "the outbox is the machinery's own"


def attempt(delivery_id: int) -> None:
    """Send it unless that is done. Any error but Undeliverable is left to the job, which tries again.

    A worker that dies between sending and writing it down sends twice, under the same message id.
    """
    rows = Delivery.objects.unscoped(reason=REASON).filter(pk=delivery_id)
    delivery = rows.select_related("user", "unit", "contact__matter").first()
    if delivery is None or delivery.state != Delivery.WAITING:
        return
    try:
        _send(delivery)
    except Undeliverable as error:
        rows.update(state=Delivery.GIVEN_UP, error=str(error)[:300])
    except Exception as error:
        rows.update(error=f"{type(error).__name__}: {error}"[:300])
        raise
    else:
        rows.update(state=Delivery.SENT, sent_at=timezone.now(), error="")


def _send(delivery: Delivery) -> None:
    way = adapter(delivery.channel)
    if way is None:
        raise Undeliverable(_("本市未开通这种发送方式"))
    address = _address(delivery)
    if not address:
        raise Undeliverable(_("收件人没有可用的联系方式"))
    link = f"{settings.PUBLIC_URL.rstrip('/')}{delivery.link}" if delivery.link.startswith("/") else delivery.link
    body = (
        delivery.body.replace(delivery.link, link)
        if delivery.link and delivery.link in delivery.body
        else delivery.body
    )
    shown = "" if link in body else link
    way.send(Message(f"lianxin-{delivery.pk}", delivery.channel, address, delivery.subject, body, shown))


def _address(delivery: Delivery) -> str:
    """E-mail, phone or unit code. Opening a reporter's own is written into the audit log, where they can see it."""
    if delivery.user:
        return str(delivery.user.email)
    if delivery.unit:
        return str(delivery.unit.code)
    if delivery.person:
        found = person(delivery.person)
        return _opened(found.phone, found.subject, found.matter.place_path) if found else ""
    contact = delivery.contact
    if contact is None:
        return ""
    sealed = contact.phone if delivery.channel == Delivery.SMS else contact.email
    return _opened(sealed, contact.matter.subject, contact.matter.place_path)


def _opened(sealed: Sealed, subject: str, place_path: str) -> str:
    if not sealed:
        return ""
    return str(sealed.reveal(SYSTEM, purpose=_("自动发送办理进展"), subject=subject, place_path=place_path))
