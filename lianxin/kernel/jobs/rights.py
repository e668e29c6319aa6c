"""Who may look at the queue."""

from lianxin.kernel.access.actor import Actor, Denied


def require(actor: Actor, permission: str) -> None:
    """Raise Denied unless the permission is held somewhere. The queue lies in no place, so no place can narrow it."""
    if not actor.holds(permission):
        raise Denied(permission)
