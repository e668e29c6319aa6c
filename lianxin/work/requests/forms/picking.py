"""Fields that people fill by typing a part of a name: a category; and photos."""

from __future__ import annotations

from typing import Any

from django import forms
from django.forms.models import ModelChoiceIteratorValue
from django.utils.translation import gettext_lazy as _

from lianxin.kernel.files import Refused, intake
from lianxin.kernel.files.cleaned import Cleaned
from lianxin.work.requests.models import Category

MOST_PHOTOS = 6


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
