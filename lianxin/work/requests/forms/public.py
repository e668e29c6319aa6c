"""What residents fill in: a report, a code, a rating, a few words."""

from __future__ import annotations

import math
from collections.abc import Mapping
from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from lianxin.kernel.files import Refused, intake
from lianxin.kernel.files.cleaned import Cleaned
from lianxin.kernel.matters.asking import CodeField, KeyField, Reachable
from lianxin.work.requests import rules
from lianxin.work.requests.models import Category

PHOTOS_MOST = 3
GRADES = [("satisfied", _("满意")), ("basic", _("基本满意")), ("unsatisfied", _("不满意"))]
YES_NO = [("yes", _("是")), ("no", _("否"))]


class ManyFiles(forms.FileInput):
    allow_multiple_selected = True


class Photos(forms.FileField):
    """Up to PHOTOS_MOST files; ``clean`` gives a list of :class:`Cleaned` photos, written anew without metadata."""

    widget = ManyFiles(attrs={"multiple": True, "data-max": PHOTOS_MOST})

    def clean(self, data: Any, initial: Any = None) -> list[Cleaned]:
        files: list[UploadedFile] = [file for file in data or [] if file]
        if len(files) > PHOTOS_MOST:
            raise forms.ValidationError(_now("最多 %(n)d 张照片。") % {"n": PHOTOS_MOST})
        try:
            return [intake.accept_photo(file) for file in files]
        except Refused as refused:
            raise forms.ValidationError(str(refused)) from refused


class Report(Reachable):
    """One snap report. Nothing but the words is needed; a position that cannot be read is left out, not refused.

    categories: code → category of those that may be chosen. words: the pack's emergency words.
    """

    photos = Photos(label=_("拍照（可以不拍）"), required=False)
    text = forms.CharField(
        label=_("是什么问题"),
        max_length=2000,
        widget=forms.Textarea,
        help_text=_("写清楚是什么、有什么影响。只写物件和地点，不写别人的名字。"),
        error_messages={"required": _("请写一句是什么问题，例如：东门路灯不亮。")},
    )
    category = forms.CharField(label=_("类别（可以不选）"), required=False, max_length=40)
    place_words = forms.CharField(
        label=_("地点说明"),
        required=False,
        max_length=200,
        help_text=_("例如：槐树社区东门、3号楼旁边"),
    )
    lon = forms.CharField(required=False, widget=forms.HiddenInput)
    lat = forms.CharField(required=False, widget=forms.HiddenInput)
    place = forms.CharField(label=_("社区或村（不知道就不填）"), required=False, max_length=160)
    place_label = forms.CharField(required=False, max_length=100)
    is_private = forms.BooleanField(label=_("不要计入公开地图，也不给附近的人看"), required=False)
    client_key = KeyField()
    emergency_seen = forms.CharField(required=False, max_length=1, widget=forms.HiddenInput)

    def __init__(self, *args: Any, categories: Mapping[str, Category], words: list[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.categories, self.words = categories, words
        self.emergency: list[str] = []
        self.is_about_a_person = False

    def clean_category(self) -> Category | None:
        """A kind that is no longer there (an old draft) is left to the desk."""
        return self.categories.get(self.cleaned_data["category"])

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        text = data.get("text", "")
        self.emergency = rules.emergency_words(text, self.words)
        self.is_about_a_person = not rules.accepts_report_of("snap", text)
        if self.is_about_a_person:
            self.add_error("text", _now("这里只收物件和地点的问题。关于个人的情况，请看上面写的地方。"))
        elif self.emergency and not data.get("emergency_seen"):
            self.add_error(None, _now("可能是紧急情况：请先打电话。打过了，或者不是紧急情况，再点一次“送出”。"))
        return data

    def position(self) -> tuple[float, float] | None:
        """(lon, lat) in degrees, WGS-84, when both are there and on the earth."""
        try:
            lon, lat = float(self.cleaned_data["lon"]), float(self.cleaned_data["lat"])
        except ValueError:
            return None
        return (lon, lat) if math.isfinite(lon + lat) and abs(lon) <= 180 and abs(lat) <= 90 else None


class Code(forms.Form):
    """The tracking code that a person types, with or without dashes."""

    code = CodeField(
        label=_("查询码"),
        error_messages={"required": _("请输入查询码。它在您送出时的页面上、短信里，或窗口给的回执上。")},
    )


class Rate(forms.Form):
    """The person's own word on an answer."""

    solved = forms.ChoiceField(
        label=_("问题解决了吗？"),
        widget=forms.RadioSelect,
        choices=[("yes", _("解决了")), ("no", _("没有解决，请继续办"))],
        error_messages={"required": _("请选“解决了”或“没有解决”。")},
    )
    contacted = forms.ChoiceField(
        label=_("办的人联系过您吗？（可以不选）"), widget=forms.RadioSelect, choices=YES_NO, required=False
    )
    grade = forms.ChoiceField(
        label=_("对办理满意吗？（可以不选）"), widget=forms.RadioSelect, choices=GRADES, required=False
    )
    comment = forms.CharField(
        label=_("还想说什么（可以不写）"),
        widget=forms.Textarea,
        required=False,
        max_length=1000,
        help_text=_("没有解决的话，请写还差什么，会转给承办单位。"),
    )


class Words(forms.Form):
    """A few words of the person: what was asked for, or why it is not at an end."""

    text = forms.CharField(
        label=_("请写在这里"), widget=forms.Textarea, max_length=2000, error_messages={"required": _("请写几句话。")}
    )
