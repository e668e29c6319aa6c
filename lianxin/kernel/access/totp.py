"""The second factor: time-based one-time codes (RFC 6238), each accepted once."""

from __future__ import annotations

import time

import pyotp
import segno
from django.db import transaction

from lianxin.kernel import audit
from lianxin.kernel.access.actor import Actor
from lianxin.kernel.access.models import User

STEP_SECONDS = 30


def new_secret() -> str:
    return pyotp.random_base32()


def address(user: User, secret: str, issuer: str) -> str:
    """The ``otpauth`` address that an authenticator reads."""
    return pyotp.TOTP(secret).provisioning_uri(name=user.login, issuer_name=issuer)


def picture(otpauth: str) -> str:
    """The address as a QR code: an SVG data address that the page may show as an image."""
    return str(segno.make(otpauth).svg_data_uri(scale=5, border=2))


@transaction.atomic
def enrol(user: User, secret: str, code: str, *, actor: Actor) -> bool:
    """Keeps the secret when the code shows that the phone has it."""
    step = _matching_step(secret, code, after=0)
    if step is None:
        return False
    user.totp_secret, user.totp_last_step = secret, step
    user.save(update_fields=["totp_secret", "totp_last_step"])
    audit.record(actor, "access.totp", subject=f"user:{user.pk}")
    return True


@transaction.atomic
def accept(user: User, code: str) -> bool:
    """Whether the code is right and new. A code that was used once is not right any more."""
    row = User.objects.select_for_update().get(pk=user.pk)
    secret = row.totp_secret.for_machine("checking the second factor")
    step = _matching_step(secret, code, after=row.totp_last_step)
    if step is None:
        return False
    User.objects.filter(pk=user.pk).update(totp_last_step=step)
    return True


@transaction.atomic
def forget(user: User, *, actor: Actor) -> None:
    """Takes the second factor away (a lost phone); the person enrols anew where it is required."""
    user.totp_secret, user.totp_last_step = "", 0
    user.save(update_fields=["totp_secret", "totp_last_step"])
    audit.record(actor, "access.forget_totp", subject=f"user:{user.pk}")


def _matching_step(secret: str, code: str, after: int) -> int | None:
    """The 30-second step that the code belongs to, one step early or late allowed."""
    digits = "".join(sign for sign in code if sign.isdigit())
    now = int(time.time()) // STEP_SECONDS
    for step in (now, now - 1, now + 1):
        if step > after and pyotp.utils.strings_equal(pyotp.HOTP(secret).at(step), digits):
            return step
    return None
