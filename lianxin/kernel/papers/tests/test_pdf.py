import io
from datetime import UTC, datetime

import pytest
from pdfminer.high_level import extract_text
from PIL import Image

from lianxin.kernel.papers import Facts, Paper, Para, Photo, Seal, Table
from lianxin.kernel.papers.pdf import missing_glyphs, to_pdf
from lianxin.kernel.papers.tests.samples import opinion, picture, reader, squeezed, text_of

A4 = (595.28, 841.89)


def test_each_page_is_a4() -> None:
    pages = reader(to_pdf(opinion())).pages
    assert len(pages) >= 3
    assert {(round(float(p.mediabox.width), 2), round(float(p.mediabox.height), 2)) for p in pages} == {A4}


def test_the_text_can_be_copied_as_chinese_by_two_readers() -> None:
    data = to_pdf(opinion())
    for text in (text_of(data), squeezed(extract_text(io.BytesIO(data)))):
        for words in ("信访事项处理意见书", "青信处〔2026〕12号", "申请人反映的“楼道堆放杂物", "第30次上门核实"):
            assert words in text
        for words in ("《信访工作条例》第三十二条", "图一", "签名、盖章或者按指印", "2026年7月1日"):
            assert words in text


def test_both_typefaces_are_inside_and_only_in_part() -> None:
    data = to_pdf(opinion())
    fonts = [f.get_object() for sheet in reader(data).pages for f in sheet["/Resources"]["/Font"].values()]
    assert {font["/BaseFont"].split("+")[1] for font in fonts} == {"NotoSerifSC", "NotoSansSC"}
    for font in fonts:
        assert font["/BaseFont"].partition("+")[1] == "+"  # the sign of a subset
        assert len(font["/DescendantFonts"][0].get_object()["/FontDescriptor"]["/FontFile2"].get_data()) > 1000
    assert len(data) < 150_000


def test_the_same_paper_is_the_same_bytes_without_a_moment() -> None:
    data = to_pdf(opinion())
    assert data == to_pdf(opinion())
    assert reader(data).metadata == {"/Title": opinion().title, "/Producer": "Lianxin"}


def test_a_moment_is_there_when_it_was_given() -> None:
    moment = datetime(2026, 7, 1, 8, 30, tzinfo=UTC)
    assert reader(to_pdf(opinion(), made_at=moment)).metadata.creation_date == moment


def test_the_page_number_stands_at_the_outer_side_below_the_text() -> None:
    found: list[tuple[int, float, float]] = []
    for number, sheet in enumerate(reader(to_pdf(opinion())).pages, 1):

        def see(text: str, _cm: object, tm: list[float], *_rest: object, number: int = number) -> None:
            if text.strip() == f"— {number} —":
                found.append((number, tm[4] * 25.4 / 72, 297 - tm[5] * 25.4 / 72))

        sheet.extract_text(visitor_text=see)
    assert [number for number, _x, _y in found] == list(range(1, len(found) + 1))
    assert all(y > 37 + 225 for _number, _x, y in found)
    assert all((x > 105) == (number % 2 == 1) for number, x, _y in found)


def test_a_missing_character_is_shown_named_and_logged(caplog: pytest.LogCaptureFixture) -> None:
    paper = Paper("回执", blocks=[Para("𠮷田、ᠮᠣ和🙂︎")])
    assert missing_glyphs(paper) == ("𠮷", "ᠮ", "ᠣ", "🙂")
    text = text_of(to_pdf(paper))
    assert "〓田、〓〓和〓" in text
    assert "U+20BB7" in text
    assert "U+20BB7" in caplog.text


def test_a_paper_that_prints_in_full_says_nothing_of_missing_characters(caplog: pytest.LogCaptureFixture) -> None:
    assert missing_glyphs(opinion()) == ()
    assert "〓" not in text_of(to_pdf(opinion()))
    assert caplog.text == ""


def test_control_characters_and_turned_text_do_not_get_in() -> None:
    assert "甲乙丙" in text_of(to_pdf(Paper("回执\x00", blocks=[Para("甲\x07乙\u202e丙"), Para("\ud800\ufffe")])))


def test_a_table_repeats_its_head_and_keeps_its_rows_in_order() -> None:
    rows = [(str(n), "内容" * (n % 40)) for n in range(1, 120)]
    pages = [
        sheet.extract_text() for sheet in reader(to_pdf(Paper("清单", blocks=[Table(("编号栏", "说明"), rows)]))).pages
    ]
    assert len(pages) > 3
    assert all("编号栏" in page for page in pages)
    text = squeezed("".join(pages))
    assert text.count("内容") == sum(n % 40 for n in range(1, 120))


def test_a_row_taller_than_a_page_goes_on_over_the_next() -> None:
    data = to_pdf(Paper("清单", blocks=[Facts([("经过", "字" * 3000), ("结果", "已办结")])]))
    assert len(reader(data).pages) >= 3
    assert text_of(data).count("字") == 3000
    assert "已办结" in text_of(data)


def test_photos_lose_their_metadata_and_a_broken_one_is_said() -> None:
    exif = Image.Exif()
    exif[0x010F] = "SECRETX"  # the maker of the camera
    photo = picture(exif=exif.tobytes())
    assert b"SECRETX" in photo
    data = to_pdf(Paper("照片", blocks=[Photo(photo, "图一"), Photo(b"no picture", "图二")]))
    assert len(reader(data).pages[0].images) == 1
    assert b"SECRETX" not in b"".join(image.data for image in reader(data).pages[0].images)
    assert "〔图片无法读取〕图二" in text_of(data)


def test_the_red_head_carries_issuer_and_number_before_the_title() -> None:
    text = text_of(to_pdf(opinion(issuer="青禾市东风区青山街道办事处文件")))
    assert text.index("街道办事处文件") < text.index("青信处〔2026〕12号") < text.index("关于青禾苑小区")


def test_a_seal_without_a_day_leaves_blanks() -> None:
    assert "年月日" in text_of(to_pdf(Paper("回执", blocks=[Seal("青山街道办事处")])))
