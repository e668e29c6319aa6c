"""Who is acting, with which permissions, over which places and for which unit.

Plain values: no Django here. An actor is made once per request, job or command and handed down
by keyword; nothing below reads a session, a token or a thread-local.
"""

from dataclasses import dataclass, field
from typing import Literal

Kind = Literal["staff", "resident", "reporter", "system", "anonymous"]


class Denied(PermissionError):
    """The actor may not do this here. Pages answer 403, or 404 where existence itself is not theirs to know."""


@dataclass(frozen=True, slots=True)
class Grant:
    """One role held over one subtree, or over what one unit holds.

    place_path: dotted path with a trailing dot; "" is the whole installation.
    unit_id: when set, the grant speaks only of matters that this unit holds, wherever they are.
    """

    role: str
    permissions: frozenset[str]
    place_path: str = ""
    unit_id: int | None = None

    def covers(self, permission: str, place_path: str, unit_id: int | None) -> bool:
        if permission not in self.permissions:
            return False
        if self.unit_id is not None:
            return unit_id == self.unit_id
        return place_path.startswith(self.place_path)


@dataclass(frozen=True, slots=True)
class Actor:
    """The one who acts. ``matter_id`` is set only for a reporter who came by their own tracking code."""

    kind: Kind
    name: str = ""
    user_id: int | None = None
    unit_id: int | None = None
    unit_name: str = ""
    place_path: str = ""
    grants: tuple[Grant, ...] = ()
    matter_id: int | None = None
    language: str = "zh-hans"
    scopes: frozenset[str] | None = field(default=None)
    """Permissions that an API token is limited to; None when the actor came by a session."""
    within: str = ""
    """The subtree that an API token is limited to; "" for every place of the grants."""

    @property
    def is_staff(self) -> bool:
        return self.kind == "staff"

    @property
    def is_system(self) -> bool:
        return self.kind == "system"

    def may(self, permission: str, place_path: str = "", unit_id: int | None = None) -> bool:
        """Whether the permission is held at this place, or over what this unit holds."""
        if self.is_system:
            return True
        if self.scopes is not None and permission not in self.scopes:
            return False
        if not place_path.startswith(self.within):
            return False
        return any(grant.covers(permission, place_path, unit_id) for grant in self.grants)

    def holds(self, permission: str) -> bool:
        """Whether the permission is held anywhere at all; for menus, never for a decision."""
        if self.is_system:
            return True
        if self.scopes is not None and permission not in self.scopes:
            return False
        return any(permission in grant.permissions for grant in self.grants)

    def require(self, permission: str, place_path: str = "", unit_id: int | None = None) -> None:
        if not self.may(permission, place_path, unit_id):
            raise Denied(permission)

    def paths(self, permission: str) -> tuple[str, ...]:
        """The subtrees over which the permission is held, without those that lie in another of them."""
        if self.is_system:
            return ("",)
        if self.scopes is not None and permission not in self.scopes:
            return ()
        held = {g.place_path for g in self.grants if g.unit_id is None and permission in g.permissions}
        found = {max(path, self.within, key=len) for path in held if _overlap(path, self.within)}
        return tuple(sorted(p for p in found if not any(p != q and p.startswith(q) for q in found)))

    def units(self, permission: str) -> tuple[int, ...]:
        """The units over whose held matters the permission is held."""
        if self.scopes is not None and permission not in self.scopes:
            return ()
        return tuple(sorted({g.unit_id for g in self.grants if g.unit_id is not None and permission in g.permissions}))


def _overlap(path: str, other: str) -> bool:
    """Whether one of two subtrees lies in the other; then the longer path is what they share."""
    return path.startswith(other) or other.startswith(path)


SYSTEM = Actor(kind="system", name="system")
ANONYMOUS = Actor(kind="anonymous")


def reporter(matter_id: int, language: str = "zh-hans") -> Actor:
    """The person who brought this one matter and holds its tracking code or one-time link."""
    return Actor(kind="reporter", matter_id=matter_id, language=language)
