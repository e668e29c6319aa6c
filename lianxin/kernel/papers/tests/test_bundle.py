from datetime import date

import pytest

from lianxin.kernel.papers import Attached, Paper, Para, Photo
from lianxin.kernel.papers.bundle import bundle, missing_in
from lianxin.kernel.papers.tests.samples import opinion, picture, reader, scan, squeezed, text_of

AGREEMENT = Paper("人民调解协议书", "青调〔2026〕3号", [Para("双方自愿达成协议如下：")])
PHOTOS = Paper("现场照片", blocks=[Photo(picture(), "图一")])


def pages(data: bytes) -> list[str]:
    return [squeezed(sheet.extract_text()) for sheet in reader(data).pages]


def test_cover_contents_and_parts_follow_each_other_with_numbers_running_through() -> None:
    found = pages(
        bundle([AGREEMENT, opinion(), PHOTOS], "人民调解卷宗", number="TJ-1", unit="调解委员会", on=date(2026, 7, 3))
    )
    assert all(words in found[0] for words in ("人民调解卷宗", "TJ-1", "调解委员会", "2026年7月3日"))
    assert "—1—" not in found[0] + found[1]
    assert "卷内目录" in found[1]
    assert "人民调解协议书" in found[2]
    for number, text in enumerate(found[2:], 1):
        assert f"—{number}—" in text
    last = len(found) - 2
    assert f"现场照片{last}" in found[1]
    assert "青信处〔2026〕12号2" in found[1]


def test_without_contents_the_parts_come_right_after_the_cover() -> None:
    assert "人民调解协议书" in pages(bundle([AGREEMENT], "卷宗", contents=False))[1]


def test_pages_of_an_attachment_are_a4_numbered_and_counted() -> None:
    data = bundle([Attached("证明材料", scan(3)), AGREEMENT], "卷宗")
    assert len(reader(data).pages) == 2 + 3 + 1
    assert {round(float(p.mediabox.width)) for p in reader(data).pages} == {595}
    assert [f"—{n}—" in text for n, text in enumerate(pages(data)[2:], 1)] == [True] * 4
    assert "人民调解协议书青调〔2026〕3号4" in pages(data)[1]


def test_what_an_attachment_says_is_still_there() -> None:
    from lianxin.kernel.papers.pdf import to_pdf

    inside = pages(bundle([Attached("处理意见书", to_pdf(opinion()))], "卷宗"))
    assert "信访事项处理意见书" in inside[2]


@pytest.mark.parametrize(
    ("data", "why"),
    [(b"", "文件损坏"), (b"%PDF-1.7 broken", "文件损坏"), (scan(password="x"), "有密码"), (scan(501), "超过500页")],
    ids=["empty", "broken", "locked", "long"],
)
def test_an_attachment_that_cannot_be_read_is_named_in_its_place(data: bytes, why: str) -> None:
    found = pages(bundle([Attached("银行流水", data), AGREEMENT], "卷宗"))
    assert len(found) == 4
    assert "银行流水" in found[2]
    assert why in found[2]


def test_the_same_parts_are_the_same_bytes() -> None:
    parts = [AGREEMENT, Attached("证明材料", scan()), PHOTOS]
    assert bundle(parts, "卷宗") == bundle(parts, "卷宗")


def test_each_part_has_its_bookmark() -> None:
    data = bundle([AGREEMENT, Attached("证明材料", scan()), PHOTOS], "卷宗")
    assert [mark.title for mark in reader(data).outline] == ["人民调解协议书", "证明材料", "现场照片"]
    assert [reader(data).get_destination_page_number(mark) for mark in reader(data).outline] == [2, 3, 5]


def test_a_long_contents_takes_several_pages_and_still_counts_from_the_first_part() -> None:
    parts = [Paper(f"第{n}件材料", blocks=[Para("正文")]) for n in range(1, 61)]
    data = bundle(parts, "卷宗")
    fronts = len(reader(data).pages) - 60
    assert fronts >= 3
    assert "第60件材料60" in text_of(data)
    assert "—1—" in pages(data)[fronts]


def test_missing_characters_of_all_parts_are_known_beforehand() -> None:
    assert missing_in([AGREEMENT, Paper("𠮷"), Attached("🙂", b"")], "卷宗") == ("𠮷", "🙂")
