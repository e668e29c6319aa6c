"""A form field for one place of the actor's territory, filled by typing a part of its name."""

from __future__ import annotations

from typing import Any

from django import forms
from django.urls import reverse_lazy
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from lianxin.kernel.access.actor import ANONYMOUS, Actor
from lianxin.kernel.places import tree
from lianxin.kernel.places.nodes import Node

OFFERED = 12


def places_under(actor: Actor, permission: str) -> list[Node]:
    """The places where the actor holds the permission, each followed by all that lies in it."""
    found: list[Node] = []
    for path in actor.paths(permission):
        top = tree.get(path) if path else None
        found += [*([top] if top else []), *tree.current().descendants(path)]
    return found


def places_named(actor: Actor, permission: str, words: str) -> list[Node]:
    """Places where the actor holds the permission, by name, initials or code; without words the first ones."""
    if words:
        found = [node for path in actor.paths(permission) for node in tree.search(words, under=path, limit=OFFERED)]
    else:
        found = places_under(actor, permission)[:OFFERED]
    return sorted(found, key=lambda node: (len(node.path), node.path))[:OFFERED]


def facts_of(node: Node) -> dict[str, str]:
    """One line of the list: ``value`` the path, ``label`` the name with what it lies in, ``hint`` the code."""
    top = node.path.split(".")[0] + "."
    return {"value": node.path, "label": tree.full_name(node.path, top=top) or node.name, "hint": node.code}


class PlaceInput(forms.TextInput):
    """Shows the name of a place and keeps its path; without scripts the name or code is typed out."""

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        node = tree.get(str(value)) if value else None
        if node is None:
            return super().get_context(name, value, attrs)
        return super().get_context(name, facts_of(node)["label"], {**(attrs or {}), "data-value": node.path})


class PlaceField(forms.CharField):
    """One place where the actor holds a permission. Cleans to its path; "" when it is not required and left empty.

    A form that declares it sets ``actor`` on its own copy of the field; before that nobody may choose anything.
    """

    def __init__(self, *, permission: str, actor: Actor = ANONYMOUS, **kwargs: Any) -> None:
        self.actor, self.permission = actor, permission
        address = format_lazy("{}?for={}&q=", reverse_lazy("places:pick"), permission)
        kwargs.setdefault("label", _("在哪个社区（村）"))
        kwargs.setdefault("error_messages", {"required": _("请选择地点。")})
        super().__init__(
            widget=PlaceInput(
                attrs={
                    "data-pick": "",
                    "data-url": address,
                    "autocomplete": "off",
                    "placeholder": _("打名称、拼音首字母或代码"),
                }
            ),
            **kwargs,
        )

    def clean(self, value: Any) -> str:
        words = str(super().clean(value) or "").strip()
        if not words:
            return ""
        node = self._node(words)
        if node is None:
            raise forms.ValidationError(_("没有认出这个地点，请从列出的里面选一个。"))
        if not node.is_open or not self.actor.may(self.permission, node.path):
            raise forms.ValidationError(_("这个地点不在您的范围内。"))
        return node.path

    def _node(self, words: str) -> Node | None:
        known = tree.get(words) or tree.find(words)
        if known is not None:
            return known
        named = [node for path in self.actor.paths(self.permission) for node in tree.current().named(words, path)]
        if len(named) == 1:
            return named[0]
        full = [node for node in places_under(self.actor, self.permission) if facts_of(node)["label"] == words]
        return full[0] if len(full) == 1 else None
