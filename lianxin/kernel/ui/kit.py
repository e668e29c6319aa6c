"""The kit page: every component in all its states, on made-up data. Living documentation, and what tests look at."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django import forms
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from lianxin.kernel.access.gate import signed_in
from lianxin.kernel.ui.keyset import Page
from lianxin.kernel.ui.lists import Filter, FilterBar, Lenses
from lianxin.kernel.ui.render import render

LAMPS = ("on_time", "near", "overdue", "serious", "paused", "met", "none")


class Sample(forms.Form):
    """One field of every type."""

    text = forms.CharField(label=gettext_lazy("标题"), max_length=60, help_text=gettext_lazy("一句话说清楚"))
    words = forms.CharField(label=gettext_lazy("详细情况"), widget=forms.Textarea, required=False)
    phone = forms.RegexField(
        r"^1\d{10}$",
        label=gettext_lazy("手机号"),
        help_text=gettext_lazy("只用来告诉您办理结果"),
        error_messages={"invalid": gettext_lazy("手机号应是 11 位数字")},
    )
    on = forms.DateField(label=gettext_lazy("哪一天"), widget=forms.DateInput(attrs={"type": "date"}), required=False)
    number = forms.IntegerField(label=gettext_lazy("几户"), min_value=0, required=False)
    category = forms.ChoiceField(
        label=gettext_lazy("类别"),
        choices=[
            ("", gettext_lazy("请选择")),
            ("light", gettext_lazy("路灯不亮")),
            ("hole", gettext_lazy("路面坑洼")),
            ("rubbish", gettext_lazy("垃圾未清运")),
            ("water", gettext_lazy("停水")),
        ],
    )
    outcome = forms.ChoiceField(
        label=gettext_lazy("解决了吗"),
        widget=forms.RadioSelect,
        choices=[
            ("yes", gettext_lazy("解决了")),
            ("half", gettext_lazy("解决了一部分")),
            ("no", gettext_lazy("没有解决")),
        ],
    )
    helpers = forms.MultipleChoiceField(
        label=gettext_lazy("请谁一起办"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        choices=[("a", gettext_lazy("城管")), ("b", gettext_lazy("住建")), ("c", gettext_lazy("供水公司"))],
    )
    agree = forms.BooleanField(label=gettext_lazy("我看过个人信息说明"))
    photo = forms.ImageField(label=gettext_lazy("照片"), required=False)
    lon = forms.FloatField(required=False, widget=forms.HiddenInput)
    lat = forms.FloatField(required=False, widget=forms.HiddenInput)
    place_words = forms.CharField(label=gettext_lazy("地点说明"), required=False)

    KEYS = {
        "light": "路灯 灯不亮 太黑 ludeng ld lubd",
        "hole": "坑 坑洼 路面 lmkw kw",
        "rubbish": "垃圾 卫生 lj ljwqy",
        "water": "没水 水管 ts",
    }


def _rows() -> list[dict[str, Any]]:
    now = timezone.now()
    titles = [
        _("丁香路与槐树街路口路灯不亮"),
        _("幸福里小区 3 号楼前垃圾三天没有清运，气味很大，希望尽快处理"),
        _("菜市场南门积水"),
    ]
    places = [_("示例区 · 丁香街道 · 槐树社区"), _("示例区 · 丁香街道 · 幸福社区"), _("示例区 · 河东街道 · 市场社区")]
    states = [(_("办理中"), "open"), (_("待反映人评价"), "waiting"), (_("已派单"), "open")]
    tell = [_("剩 3 个工作日"), _("明天到期"), _("超期 2 天"), _("超期 9 天"), _("等待反映人"), "", ""]
    return [
        {
            "number": f"RQ-150100-2026-{n + 1:05d}",
            "title": titles[n % 3],
            "place": places[n % 3],
            "state": states[n % 3][0],
            "tone": "closed" if lamp == "met" else states[n % 3][1],
            "lamp": lamp,
            "lamp_text": tell[n],
            "holder": _("示例区城市管理局"),
            "opened_at": now - timedelta(days=n * 2, hours=n),
            "mark": _("督办") if n == 3 else "",
        }
        for n, lamp in enumerate(LAMPS)
    ]


def _events() -> list[dict[str, Any]]:
    now, unit = timezone.now(), _("示例区城市管理局")
    parts = [
        (0.1, _("答复"), _("示例员甲"), unit, _("灯杆电缆已更换，今晚起恢复照明。"), "move", True),
        (1, _("内部备注"), _("示例员甲"), unit, _("电缆备件下午到货。"), "note", False),
        (2, _("受理"), _("示例员甲"), unit, "", "move", True),
        (2.2, _("派单"), _("示例员乙"), _("示例街道办事处"), "", "move", True),
        (2.3, _("按规则建议承办单位"), "", "", "", "system", False),
        (2.4, _("收到"), _("居民"), "", _("晚上回家看不见路，老人容易摔。"), "move", True),
    ]
    names = ("days", "label", "who", "unit", "note", "kind", "public")
    return [dict(zip(names, part, strict=True)) | {"at": now - timedelta(days=part[0])} for part in parts]


def _clocks() -> list[dict[str, Any]]:
    due = timezone.now() + timedelta(days=3)
    parts = [
        ("on_time", _("办理期限"), _("还剩 3 个工作日"), 40),
        ("near", _("答复期限"), _("今天下班前"), 85),
        ("serious", _("整改期限"), _("已超 9 天"), 100),
        ("paused", _("补充材料"), _("暂停，等待反映人"), 50),
    ]
    return [{"lamp": a, "label": b, "text": c, "done": d, "due_at": due} for a, b, c, d in parts]


def _moves() -> list[dict[str, Any]]:
    return [
        {"name": "answer", "label": _("答复"), "href": "?move=answer", "tone": "primary", "confirm": ""},
        {"name": "extend", "label": _("申请延期"), "href": "?move=extend", "tone": "plain", "confirm": ""},
        {
            "name": "withdraw",
            "label": _("退回"),
            "action": "/kit/",
            "tone": "danger",
            "version": 3,
            "confirm": _("退回后由上一级决定交给谁办，确定退回吗？"),
        },
    ]


def _context(request: HttpRequest) -> dict[str, Any]:
    choices = [("open", _("办理中")), ("waiting", _("待评价")), ("closed", _("已办结"))]
    bar = FilterBar(
        request,
        [
            Filter("q", _("搜索"), "text", placeholder=_("编号、地点、内容")),
            Filter("state", _("状态"), "choice", choices),
            Filter("from", _("收到不早于"), "day"),
            Filter("late", _("只看超期"), "check"),
        ],
        key="kit",
    )
    bad = Sample({"phone": "12345", "category": "light"})
    bad.is_valid()
    return {
        "rows": _rows(),
        "page": Page(_rows(), next="?after=x", previous="?before=x"),
        "bar": bar,
        "lens": Lenses(request),
        "lamps": LAMPS,
        "events": _events(),
        "clock_items": _clocks(),
        "moves_list": _moves(),
        "form": Sample(auto_id="s_%s"),
        "bad": bad,
        "now_at": timezone.now(),
        "long_ago": timezone.now() - timedelta(days=700),
        "files": [
            {"href": "#", "name": _("现场照片.jpg"), "size": 348_160, "thumb": ""},
            {"href": "#", "name": _("整改通知书.pdf"), "size": 1_280_000, "thumb": ""},
        ],
        "months": [_("%(n)d月") % {"n": n} for n in range(1, 9)],
        "series": [
            {"name": _("已办结"), "data": [31, 42, 38, 55, 61, 58, 70, 66]},
            {"name": _("已解决"), "data": [22, 30, 29, 41, 49, 45, 52, 51]},
        ],
    }


def _staff_only(request: HttpRequest) -> None:
    if not request.actor.is_staff:  # type: ignore[attr-defined]
        raise Http404


@signed_in
def kit(request: HttpRequest) -> HttpResponse:
    _staff_only(request)
    return render(request, "ui/kit.html", _context(request))


@signed_in
def kit_public(request: HttpRequest) -> HttpResponse:
    _staff_only(request)
    return render(request, "ui/kit_public.html", _context(request))


@signed_in
def points(request: HttpRequest) -> HttpResponse:
    """Made-up points for the map of the kit."""
    rows = _rows()
    features = [
        {
            "type": "Feature",
            "geometry": {"type": "Point", "coordinates": [111.66 + 0.012 * n, 40.81 + 0.007 * (n % 3)]},
            "properties": {"title": row["title"], "sub": row["state"], "tone": row["lamp"], "href": "#"},
        }
        for n, row in enumerate(rows)
    ]
    return JsonResponse({"type": "FeatureCollection", "features": features})


@signed_in
def areas(request: HttpRequest) -> HttpResponse:
    """Two made-up districts."""
    shapes = [(111.64, _("丁香街道")), (111.70, _("河东街道"))]
    features = [
        {
            "type": "Feature",
            "properties": {"title": name},
            "geometry": {
                "type": "Polygon",
                "coordinates": [[[x, 40.79], [x + 0.06, 40.795], [x + 0.058, 40.845], [x + 0.004, 40.84], [x, 40.79]]],
            },
        }
        for x, name in shapes
    ]
    return JsonResponse({"type": "FeatureCollection", "features": features})
