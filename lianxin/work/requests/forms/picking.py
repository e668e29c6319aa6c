"""Fields that people fill by typing a part of a name: a place, a category; and photos."""

from __future__ import annotations

from typing import Any

from django import forms
from django.forms.models import ModelChoiceIteratorValue
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from lianxin.kernel.access.actor import Actor
from lianxin.kernel.files import Refused, intake
from lianxin.kernel.files.cleaned import Cleaned
from lianxin.kernel.places import tree
from lianxin.kernel.places.nodes import Node
from lianxin.work.requests import queries_desk
from lianxin.work.requests.models import Category

MOST_PHOTOS = 6


class PlaceInput(forms.TextInput):
    """Shows the name of a place and keeps its path; without scripts the name or code is typed out."""

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        node = tree.get(str(value)) if value else None
        if node is None:
            return super().get_context(name, value, attrs)
        facts = queries_desk.facts_of(node)
        return super().get_context(name, facts["label"], {**(attrs or {}), "data-value": node.path})


class PlaceField(forms.CharField):
    """One place where the actor holds a permission. Cleans to its path."""

    def __init__(self, *, actor: Actor, permission: str, **kwargs: Any) -> None:
        self.actor, self.permission = actor, permission
        address = f"{reverse('requests:pick_places')}?for={permission}&q="
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
        full = [
            node
            for node in queries_desk.places_of(self.actor, self.permission, 5000)
            if queries_desk.facts_of(node)["label"] == words
        ]
        return full[0] if len(full) == 1 else None


class CategorySelect(forms.Select):
    """Options are found by synonyms and pinyin initials too."""

    def create_option(self, name: str, value: Any, *args: Any, **kwargs: Any) -> dict[str, Any]:
        option: dict[str, Any] = super().create_option(name, value, *args, **kwargs)
        row = getattr(value, "instance", None) if isinstance(value, ModelChoiceIteratorValue) else None
        if isinstance(row, Category):
            option["attrs"]["data-keys"] = f"{row.synonyms} {row.initials} {row.code}"
        return option


class CategoryField(forms.ModelChoiceField):  # type: ignore[type-arg]
    """One active leaf category."""

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("label", _("属于哪一类"))
        super().__init__(
            Category.objects.filter(is_active=True, is_leaf=True),
            empty_label=_("请选择类别"),
            to_field_name="code",
            widget=CategorySelect(attrs={"data-pick": ""}),
            **kwargs,
        )
        self.error_messages |= {"required": _("请选择类别。"), "invalid_choice": _("请从列表中选择类别。")}


class PhotosInput(forms.ClearableFileInput):
    allow_multiple_selected = True


class PhotosField(forms.FileField):
    """Up to MOST_PHOTOS photos. Cleans to what ``files.intake`` has made of them."""

    widget = PhotosInput

    def clean(self, data: Any, initial: Any = None) -> list[Cleaned]:
        uploads = data if isinstance(data, list | tuple) else [data] if data else []
        if self.required and not uploads:
            raise forms.ValidationError(self.error_messages["required"])
        if len(uploads) > MOST_PHOTOS:
            raise forms.ValidationError(_("最多 %(most)d 张照片。") % {"most": MOST_PHOTOS})
        try:
            return [intake.accept_photo(upload) for upload in uploads]
        except Refused as refused:
            raise forms.ValidationError(str(refused)) from refused


def degrees(most: int) -> forms.FloatField:
    """A hidden longitude (180) or latitude (90)."""
    return forms.FloatField(required=False, min_value=-most, max_value=most, widget=forms.HiddenInput)


def client_key() -> forms.CharField:
    """The sender's own key, so that a form sent twice counts once."""
    return forms.CharField(required=False, max_length=64, widget=forms.HiddenInput)
