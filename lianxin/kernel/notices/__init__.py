"""Telling people: in the program, by e-mail, SMS or the unit's work chat. See README.md."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from lianxin.kernel.access.models import Unit, User
    from lianxin.kernel.matters.models import Contact
    from lianxin.kernel.notices.people import Reachable


def send(
    *,
    to_user: User | int | None = None,
    to_unit: Unit | int | None = None,
    to_contact: Contact | None = None,
    to_person: Reachable | None = None,
    kind: str,
    subject: str,
    body: str,
    link: str = "",
    matter_id: int | None = None,
) -> None:
    """Tell one user, one unit, one reporter or one other person, in the caller's transaction.

    Give exactly one receiver (a record or its id). Users and units get a notice in the program; e-mail, SMS
    and work chat go out by jobs after the commit. kind: dotted, ``clock.near``; subject: at most 200 characters;
    link: a path on this site. to_person: a record of a module that keeps somebody's sealed telephone, such as a party.
    """
    from lianxin.kernel.notices.sending import Text, tell

    tell(Text(kind, subject, body, link, matter_id), to_user, to_unit, to_contact, to_person)
