"""What an administrator sees of people, roles and units: those of the own territory."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from django.db.models import Count, Q, QuerySet

from lianxin.kernel.access import rules
from lianxin.kernel.access.actor import Actor
from lianxin.kernel.access.administering import city
from lianxin.kernel.access.models import Delegation, Role, RoleGrant, Unit, User, in_force
from lianxin.kernel.places.paths import under


def territory(actor: Actor, field: str) -> Q:
    """Rows whose path lies in what the actor administers; rows without one only for the top."""
    found = Q(pk__in=[])
    for path in actor.paths(rules.MANAGE):
        found |= under(field, path)
    if rules.is_top(actor, city()):
        found |= Q(**{f"{field}__isnull": True}) | Q(**{field: ""})
    return found


def people(actor: Actor, filters: Mapping[str, str]) -> QuerySet[User]:
    """Staff of the territory. filters: q (name, login, unit), place (path), state ("off"), role (code)."""
    rows = User.objects.filter(territory(actor, "unit__place_path"), kind=User.STAFF).select_related("unit")
    rows = rows.filter(is_active=filters.get("state") != "off")
    if words := filters.get("q"):
        rows = rows.filter(Q(name__icontains=words) | Q(login__icontains=words) | Q(unit__name__icontains=words))
    if filters.get("place"):
        rows = rows.filter(under("unit__place_path", filters["place"]))
    if filters.get("role"):
        rows = rows.filter(pk__in=RoleGrant.objects.filter(in_force(), role__code=filters["role"]).values("user"))
    return rows


def grants_of(users: Sequence[User]) -> dict[int, list[RoleGrant]]:
    """The roles of several people, in one query."""
    found: dict[int, list[RoleGrant]] = {user.pk: [] for user in users}
    for row in RoleGrant.objects.filter(user__in=users).select_related("role", "unit").order_by("role__id"):
        found[row.user_id].append(row)
    return found


def person(actor: Actor, pk: int) -> User:
    """One of the territory. Raises User.DoesNotExist."""
    return User.objects.filter(territory(actor, "unit__place_path"), kind=User.STAFF).select_related("unit").get(pk=pk)


def covers(user: User) -> list[Delegation]:
    """Leave cover given or taken that has not ended, the latest first."""
    rows = Delegation.objects.filter(Q(giver=user) | Q(taker=user), ended_at__isnull=True)
    return list(rows.select_related("giver", "taker").order_by("-starts_on")[:20])


def roles() -> QuerySet[Role]:
    """All roles, each with how many people hold it today as ``holders``."""
    count = Count("grants__user", distinct=True, filter=in_force("grants__"))
    return Role.objects.annotate(holders=count).order_by("id")


def units(actor: Actor, filters: Mapping[str, str]) -> QuerySet[Unit]:
    """Units of the territory, each with its people as ``staff``. filters: q, kind, place, state ("off")."""
    rows = Unit.objects.filter(territory(actor, "place_path"))
    rows = rows.filter(is_active=filters.get("state") != "off")
    if words := filters.get("q"):
        rows = rows.filter(Q(name__icontains=words) | Q(code__istartswith=words))
    if filters.get("kind"):
        rows = rows.filter(kind=filters["kind"])
    if filters.get("place"):
        rows = rows.filter(under("place_path", filters["place"]))
    return rows.annotate(staff=Count("people", filter=Q(people__is_active=True)))


def unit(actor: Actor, pk: int) -> Unit:
    """One of the territory. Raises Unit.DoesNotExist."""
    return Unit.objects.filter(territory(actor, "place_path")).get(pk=pk)
