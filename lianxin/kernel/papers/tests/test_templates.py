from datetime import date, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from lianxin.kernel.papers import Facts, Heading, PageBreak, Para, Photo, Quote, Seal, Signatures, Table
from lianxin.kernel.papers.pdf import to_pdf
from lianxin.kernel.papers.templates import MissingValue, TemplateError, from_template
from lianxin.kernel.papers.tests.samples import picture, text_of

HEAD = "---\ntitle: 回执\n---\n"
RECEIPT = {
    "name": "王小明（化名）", "number": "SQ-1", "received_on": date(2026, 7, 1), "channel": "随手拍",
    "text": "路灯不亮", "holder": "青山街道办事处", "due_on": date(2026, 7, 8), "tracking_code": "K7M2",
    "hotline": 12345,
    "unit": "青山街道办事处", "on": date(2026, 7, 1),
}  # fmt: skip


@pytest.fixture
def write(tmp_path: Path):
    """Writes a template of a module's own, and makes its paper."""

    def make(body: str, **values: object):
        (tmp_path / "sample.md").write_text(body, encoding="utf-8")
        return from_template("sample", values, fallback=tmp_path, photos={"front": picture()})

    return make


def test_the_demo_pack_writes_a_receipt() -> None:
    paper = from_template("request-receipt", RECEIPT)
    assert paper.title == "诉求事项收件回执"
    assert Seal("青山街道办事处", date(2026, 7, 1)) in paper.blocks
    text = text_of(to_pdf(paper))
    assert "您于2026年7月1日通过随手拍提出的诉求已经收到" in text
    assert "查询码K7M2" in text


def test_what_is_none_can_be_left_out() -> None:
    assert "查询码" not in repr(from_template("request-receipt", RECEIPT | {"tracking_code": None}))


@pytest.mark.parametrize("field", sorted(RECEIPT))
def test_a_value_that_was_not_given_is_named(field: str) -> None:
    values = {name: value for name, value in RECEIPT.items() if name != field}
    with pytest.raises(MissingValue, match=f"“{field}”") as raised:
        from_template("request-receipt", values)
    assert raised.value.field == field


def test_printing_none_and_a_missing_part_are_named_too(write) -> None:
    with pytest.raises(MissingValue, match="“holder”"):
        from_template("request-receipt", RECEIPT | {"holder": None})
    with pytest.raises(MissingValue, match=r"“party\.phone”"):
        write(HEAD + "{{ party.phone }}", party={"name": "甲"})
    with pytest.raises(MissingValue, match=r"“party\.phone”"):
        write(HEAD + "{{ party.phone }}", party={"phone": None})


def test_each_sign_becomes_its_block(write) -> None:
    body = (
        "# 一、甲\n## （一）乙\n<丙：\n正文\n\n= 标签 | 值\n= 二 | 三\n"
        "|题名|日期|\n{% for row in rows %}\n|{{ row.a }}|{{ row.b }}\n{% endfor %}\n"
        "> 《某法》第一条 | 原文\n~ 甲方 | 签名\n~ 乙方\n@ 某单位 | 2026-07-01\n@ 某单位\n"
        "===\n!front | 图一\n\\# 不是标题\n"
    )
    paper = write(HEAD + body, rows=[{"a": "子", "b": date(2026, 7, 1)}, {"a": "丑", "b": 2}])
    assert paper.blocks == (
        Heading("一、甲", 1),
        Heading("（一）乙", 2),
        Para("丙：", flush=True),
        Para("正文"),
        Facts((("标签", "值"), ("二", "三"))),
        Table(("题名", "日期"), (("子", "2026年7月1日"), ("丑", "2"))),
        Quote("《某法》第一条", "原文"),
        Signatures((("甲方", "签名"), ("乙方", ""))),
        Seal("某单位", date(2026, 7, 1)),
        Seal("某单位"),
        PageBreak(),
        Photo(picture(), "图一"),
        Para("# 不是标题"),
    )


@pytest.mark.parametrize(
    "typed", ["# 标题", "=一|二", "@某单位|2026-07-01", "===", "!front", "\\甲", "{{ 7 * 7 }}", "a|b"]
)
def test_what_a_person_typed_stays_text(write, typed: str) -> None:
    assert write(HEAD + "{{ text }}", text=typed).blocks == (Para(typed),)
    assert write(HEAD + "=内容 | {{ text }}", text=typed).blocks == (Facts((("内容", typed),)),)


def test_typed_line_breaks_and_forged_marks_stay_inside_their_place(write) -> None:
    (facts,) = write(HEAD + "=内容 | {{ text }}", text="甲\n# 乙\x03\n===\x1f丙").blocks
    assert facts == Facts((("内容", "甲\n# 乙\n===丙"),))


def test_a_moment_is_written_in_local_time(write) -> None:
    moment = datetime(2026, 7, 1, 1, 5, tzinfo=ZoneInfo("UTC"))
    assert write(HEAD + "{{ at }}", at=moment).blocks == (Para("2026年7月1日9时05分"),)


@pytest.mark.parametrize(
    ("body", "words"),
    [
        ("没有开头", "第1行"),
        ("---\nauthor: 甲\n---\n", "title、number、issuer"),
        ("---\nnumber: 1\n---\n", "没有标题"),
        ("---\ntitle: 甲\n", "没有用“---”"),
        (HEAD + "@单位 | 昨天", "第4行"),
        (HEAD + "@单位 | 2026-02-30", "日期"),
        (HEAD + "|甲|乙\n|一", "格数"),
        (HEAD + "!side", "side"),
        (HEAD + "{% if x", "第4行"),
    ],
)
def test_a_template_that_cannot_be_read_says_where_and_why(write, body: str, words: str) -> None:
    with pytest.raises(TemplateError, match="sample") as raised:
        write(body)
    assert words in str(raised.value)


def test_a_template_reaches_nothing_behind_its_values(write) -> None:
    with pytest.raises(Exception, match=r"unsafe|需要"):
        write(HEAD + "{{ text.__class__.__mro__ }}", text="甲")


@pytest.mark.parametrize("name", ["../pack", "", "A", "a/b", "a.md"])
def test_a_name_is_only_a_name(name: str) -> None:
    with pytest.raises(ValueError, match="not the name"):
        from_template(name, {})


def test_a_template_that_is_not_there_is_said() -> None:
    with pytest.raises(FileNotFoundError, match="no-such-paper"):
        from_template("no-such-paper", {})
