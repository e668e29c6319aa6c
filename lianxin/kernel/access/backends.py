"""How a person proves who they are: a password, or the city's own identity provider."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.contrib.auth.backends import BaseBackend
from django.http import HttpRequest

from lianxin.kernel.access.models import User
from lianxin.kernel.access.queries import signed_in_user


class PasswordBackend(BaseBackend):
    def authenticate(
        self, request: HttpRequest | None, username: str = "", password: str = "", **kwargs: Any
    ) -> User | None:
        user = User.objects.filter(login=username).first()
        if user is None:
            User().set_password(password)  # the same work, so that time does not tell whether the login exists
            return None
        return user if user.is_active and user.check_password(password) else None

    def get_user(self, user_id: int) -> User | None:
        return signed_in_user(user_id)


def is_sent_by_provider(request: HttpRequest, _credentials: dict[str, Any] | None = None) -> bool:
    """The provider counts wrong passwords itself; strangers whom it sends here do not lock a whole office out."""
    return request.path == "/oidc/callback/"


if settings.OIDC_ISSUER:
    from mozilla_django_oidc.auth import OIDCAuthenticationBackend

    class OidcBackend(OIDCAuthenticationBackend):  # type: ignore[misc]
        """Signs in an account that an administrator made; a stranger with a valid token gets none."""

        def filter_users_by_claims(self, claims: dict[str, Any]) -> Any:
            return User.objects.filter(login=claims.get("preferred_username", ""), is_active=True)

        def verify_claims(self, claims: dict[str, Any]) -> bool:
            return bool(claims.get("preferred_username")) and claims.get("iss", settings.OIDC_ISSUER) == (
                settings.OIDC_ISSUER
            )

        def get_user(self, user_id: int) -> User | None:
            return signed_in_user(user_id)
