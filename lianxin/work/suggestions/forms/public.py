"""What residents fill in: a suggestion, an evaluation."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from lianxin.kernel.matters.asking import CodeField, KeyField, Reachable
from lianxin.kernel.places.nodes import Node
from lianxin.work.suggestions import rules
from lianxin.work.suggestions.models import AUTHORS


class Suggest(Reachable):
    """One suggestion: theme, reason, proposal (SUG-01). Everything else may stay empty.

    districts: the places that may be chosen. words: the pack's emergency words.
    """

    theme = forms.CharField(
        label=_("建议的主题"),
        max_length=80,
        help_text=_("一句话，例如：外卖柜旁边加一排休息凳。"),
        error_messages={"required": _("请写建议的主题。")},
    )
    reason = forms.CharField(
        label=_("为什么提"),
        max_length=3000,
        widget=forms.Textarea,
        help_text=_("现在是什么情况，影响了谁。"),
        error_messages={"required": _("请写为什么提这个建议。")},
    )
    proposal = forms.CharField(
        label=_("建议怎么做"),
        max_length=3000,
        widget=forms.Textarea,
        help_text=_("越具体越好办。"),
        error_messages={"required": _("请写您建议怎么做。")},
    )
    place = forms.ChoiceField(label=_("和哪个区有关（可以不选）"), required=False)
    author_kind = forms.ChoiceField(
        label=_("您是（可以不选，只用来分开计数）"),
        choices=list(AUTHORS.items()),
        required=False,
        widget=forms.RadioSelect,
        initial="resident",
    )
    is_private = forms.BooleanField(label=_("不要公开建议的内容，只计数"), required=False)
    client_key = KeyField()
    emergency_seen = forms.CharField(required=False, max_length=1, widget=forms.HiddenInput)
    elsewhere_seen = forms.CharField(required=False, max_length=1, widget=forms.HiddenInput)

    def __init__(self, *args: Any, districts: Sequence[Node], words: Sequence[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.words = list(words)
        self.emergency: list[str] = []
        self.elsewhere = ""
        self.fields["place"].choices = [  # type: ignore[attr-defined]
            ("", _("全市都有关")),
            *((node.path, node.name) for node in districts),
        ]

    def clean_author_kind(self) -> str:
        return self.cleaned_data["author_kind"] or "resident"

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        text = " ".join(data.get(name, "") for name in ("theme", "reason", "proposal"))
        self.emergency = rules.emergency_words(text, self.words)
        self.elsewhere = rules.belongs_elsewhere(text)
        if self.emergency and not data.get("emergency_seen"):
            self.add_error(None, _now("可能是紧急情况：请先打电话。打过了，或者不是紧急情况，再点一次“送出”。"))
        elif self.elsewhere and not data.get("elsewhere_seen"):
            self.add_error(None, _now("这像是您自己的事，走别的渠道更快，请看上面。还是要作为建议提，再点一次“送出”。"))
        return data


class Evaluate(forms.Form):
    """The author's own word on the feedback."""

    grade = forms.ChoiceField(
        label=_("对办理和反馈满意吗？"),
        widget=forms.RadioSelect,
        choices=[(code, _(label)) for code, label in rules.GRADES.items()],
        error_messages={"required": _("请选择满意程度。")},
    )
    comment = forms.CharField(label=_("还想说什么（可以不写）"), widget=forms.Textarea, required=False, max_length=1000)


class EvaluateByCode(Evaluate):
    """The same on the page of a call, by the code that each author holds."""

    code = CodeField(
        label=_("您的查询码"),
        help_text=_("您提建议时得到的 12 位查询码。一个查询码评价一次。"),
        error_messages={"required": _("请输入查询码。")},
    )
    field_order = ("code", "grade", "comment")


class Words(forms.Form):
    """A few words of the person, or none."""

    text = forms.CharField(label=_("想说的话（可以不写）"), widget=forms.Textarea, required=False, max_length=1000)
