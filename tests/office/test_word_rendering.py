"""Reports as Word files: an official's own document, filled with a report, or its faults named."""

import base64
import io
import json
import struct
import unicodedata
import zipfile
import zlib
from collections.abc import Mapping
from typing import Any

import pytest
from docx import Document as open_word
from docx.shared import Inches, Mm, Pt

from thidua.core.text.bilingual import Language, Text
from thidua.core.text.fault import Fault, Refused
from thidua.core.workspace.templates import Document, Filling, TemplateFile
from thidua.office import word_child, word_filling, word_rendering
from thidua.office.word_filling import fill_word
from thidua.office.word_guard import check_word
from thidua.office.word_rendering import faults_of_word, render_word
from thidua.plugins.confinement import Limits
from thidua.plugins.confinement.child import Work

ROWS = [{"name": "Sở Công Thương", "points": "92,5"}, {"name": "Sở Tài chính", "points": "90"}]


def filled(content: bytes, values: Mapping[str, Any]) -> Any:
    """The document, filled in this very process."""
    return open_word(io.BytesIO(fill_word(content, "mau.docx", values)))


def texts(word: Any) -> list[str]:
    return [paragraph.text for paragraph in word.paragraphs]


def faults(content: bytes, values: Mapping[str, Any]) -> tuple[Fault, ...]:
    with pytest.raises(Refused) as caught:
        fill_word(content, "mau.docx", values)
    return caught.value.faults


def rendered(content: bytes, data: Mapping[str, Any], language: Language = "vi") -> Any:
    (word,) = render_word((Filling(TemplateFile("docx", content, "mau.docx"), data),), language)
    return open_word(io.BytesIO(word))


def picture(width: int = 2, height: int = 2) -> str:
    def chunk(kind: bytes, content: bytes) -> bytes:
        check = zlib.crc32(kind + content)
        return struct.pack(">I", len(content)) + kind + content + struct.pack(">I", check)

    pixels = (b"\x00" + b"\xff\x00\x00" * width) * height
    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    chunks = chunk(b"IHDR", head) + chunk(b"IDAT", zlib.compress(pixels)) + chunk(b"IEND", b"")
    return base64.b64encode(b"\x89PNG\r\n\x1a\n" + chunks).decode()


def test_every_part_of_the_document_is_filled(word_file: Any) -> None:
    content = word_file(
        "Xin {{ a }}", "{{ language }}", header="Đ {{ a }}", footer="C {{ a }}",
        footnote="N {{ a }}", title="T {{ a }}", comments="B {{ a }}",
    )  # fmt: skip
    word = rendered(content, {"a": "chào"}, "en")
    assert texts(word) == ["Xin chào", "en"]
    assert word.sections[0].header.paragraphs[0].text == "Đ chào"
    assert word.sections[0].footer.paragraphs[0].text == "C chào"
    assert word.core_properties.title == "T chào"
    assert word.core_properties.comments == "B chào"
    (notes,) = [part for part in word.part.package.iter_parts() if "footnotes" in part.partname]
    assert "N chào" in notes.blob.decode()


def test_paragraphs_and_rows_are_repeated(word_file: Any) -> None:
    with_table = open_word(io.BytesIO(word_file("{%p for row in rows %}", "{{ row.name }}")))
    with_table.add_paragraph("{%p endfor %}")
    table = with_table.add_table(rows=3, cols=2)
    table.cell(0, 0).text = "{%tr for row in rows %}"
    table.cell(1, 0).text = "{{ loop.index }}. {{ row.name }}"
    table.cell(1, 1).text = "{{ row.points }}"
    table.cell(2, 0).text = "{%tr endfor %}"
    content = io.BytesIO()
    with_table.save(content)
    word = filled(content.getvalue(), {"rows": ROWS})
    assert texts(word) == ["Sở Công Thương", "Sở Tài chính"]
    assert [[cell.text for cell in row.cells] for row in word.tables[0].rows] == [
        ["1. Sở Công Thương", "92,5"],
        ["2. Sở Tài chính", "90"],
    ]


def test_tag_that_word_has_split_over_runs(word_file: Any) -> None:
    split = open_word(io.BytesIO(word_file("{")))
    for piece in ("{ letter", "head.", "issuer }", "}"):
        split.paragraphs[0].add_run(piece).bold = True
    content = io.BytesIO()
    split.save(content)
    assert texts(filled(content.getvalue(), {"letterhead": {"issuer": "SỞ"}})) == ["SỞ"]


def test_curly_quotes_inside_a_tag(word_file: Any) -> None:
    assert texts(filled(word_file("{{ names | join(“; ”) }}"), {"names": ["a", "b"]})) == ["a; b"]


def test_text_of_a_report_is_never_markup(word_file: Any) -> None:
    name = "<w:p>&\"A\" 'b' </w:t> {{ 7 * 7 }} {% x %} ]]>"
    everywhere = dict.fromkeys(("header", "footer", "footnote", "title"), "{{ a }}")
    word = rendered(word_file("{{ a }}", **everywhere), {"a": name})
    assert texts(word) == [name]
    assert word.sections[0].header.paragraphs[0].text == name
    assert word.core_properties.title == name


def test_footnotes_of_two_sections_are_filled_once(word_file: Any) -> None:
    two = open_word(io.BytesIO(word_file("x", footnote="{{ a }}")))
    two.add_section()
    content = io.BytesIO()
    two.save(content)
    word = filled(content.getvalue(), {"a": "{{ a.b }}"})
    (notes,) = [part for part in word.part.package.iter_parts() if "footnotes" in part.partname]
    assert "{{ a.b }}" in notes.blob.decode()


def test_line_ends_tabs_control_signs_and_letters_of_two_pieces(word_file: Any) -> None:
    value = unicodedata.normalize("NFD", "Sở") + "\r\nhai\tba\x0b\x07\x0c\x00\ufffe"
    assert texts(rendered(word_file("{{ a }}"), {"a": value})) == ["Sở\nhai\tba"]


def test_same_report_is_the_same_file(word_file: Any) -> None:
    filling = Filling(
        TemplateFile("docx", word_file("{{ a }} {{ pictures.x }}"), "mau.docx"),
        {"a": "1", "pictures": {"x": {"png": picture(), "width_mm": 20}}},
    )
    first, second = render_word((filling, filling), "vi")
    assert first == second == render_word((filling,), "vi")[0]
    with zipfile.ZipFile(io.BytesIO(first)) as archive:
        assert {member.date_time[0] for member in archive.infolist()} == {1980}
    assert open_word(io.BytesIO(first)).core_properties.modified.year == 2026


def test_a_picture_is_made_to_fit_the_text_of_a_page(word_file: Any) -> None:
    pictures = {
        "wide": {"png": picture(9, 1), "width_mm": 900},
        "high": {"png": picture(1, 9), "width_mm": 120},
    }
    word = rendered(word_file("{{ pictures.wide }}{{ pictures.high }}"), {"pictures": pictures})
    wide, high = word.inline_shapes
    assert (wide.width, round(wide.height.inches * 9, 2)) == (Inches(6), 6)
    assert high.height + Pt(24) <= Inches(9) < high.height + Pt(26)
    assert round(high.height / high.width) == 9


def test_pictures_are_placed_with_their_width(word_file: Any) -> None:
    data = {
        "pictures": {
            "bars": {"png": picture(4, 2), "width_mm": 50},
            "map": f"data:image/png;base64,{picture(3, 3)}",
            "none": "",
        }
    }
    content = word_file("{{ pictures.bars }}{{ pictures.map }}{{ pictures.none }}")
    word = rendered(content, data)
    assert [shape.width for shape in word.inline_shapes] == [Mm(50), Inches(6)]
    assert texts(rendered(word_file("a{% if pictures.none %}b{% endif %}"), data)) == ["a"]
    header = filled(word_file("x", header="{{ pictures.bars }}"), data).sections[0].header
    assert any("image" in relation.reltype for relation in header.part.rels.values())


@pytest.mark.parametrize(
    "tag",
    [
        "{{ pictures.bars.tpl }}",
        "{{ pictures.bars['image_descriptor'] }}",
        "{{ pictures.bars.png }}",
        "{{ pictures.bars | upper }}",
        "{{ pictures.bars ~ 'x' }}",
        "{{ pictures.bars | length }}",
        "{{ pictures }}",
        "{{ pictures ~ '' }}",
        "{{ pictures | lower }}",
    ],
)
def test_a_picture_shows_nothing_of_itself(tag: str, word_file: Any) -> None:
    (fault,) = faults(word_file("x", tag), {"pictures": {"bars": {"png": picture()}}})
    assert fault.place == f"mau.docx, thân văn bản, “{tag}”"


@pytest.mark.parametrize("part", ["footnote", "title"])
def test_a_picture_stands_in_text_only(part: str, word_file: Any) -> None:
    (fault,) = faults(
        word_file("x", **{part: "{{ pictures.x }}"}), {"pictures": {"x": {"png": picture()}}}
    )
    assert "“{{ pictures.x }}”" in fault.place


@pytest.mark.parametrize(
    "value",
    [
        {"png": "AAAA"}, {"png": "?"}, {}, {"png": picture(), "width_mm": 0},
        {"png": picture(), "width_mm": "1"}, "data:image/png;base64,AAAA",
    ],
)  # fmt: skip
def test_what_is_no_picture_is_named(value: Any, word_file: Any) -> None:
    (fault,) = faults(word_file("{{ pictures.x }}"), {"pictures": {"x": value}})
    assert fault.what == Text("Hình “x” không phải là ảnh PNG.", "“x” is no PNG picture.")


def test_every_unknown_field_is_named_with_part_words_and_the_nearest(word_file: Any) -> None:
    paragraphs = {
        "Kính gửi: {{ letterhead.isuer }}": "issuer",
        "{% for row in rows %}{{ row.nmae }}{% endfor %}": "name",
        "{{ rows[0].point }}": "points",
        "{{ (rows | first).names }}": "name",
        "{{ language.x }}": None,
    }
    content = word_file(*paragraphs, header="{{ figurs }}", title="{{ letterhead['nubmer'] }}")
    letterhead = {"issuer": "", "number": ""}
    values: dict[str, Any] = {
        "letterhead": letterhead,
        "rows": ROWS,
        "figures": "",
        "language": "vi",
    }
    assert [(fault.place, fault.remedy) for fault in faults(content, values)] == [
        (
            f"mau.docx, {part}, “{words}”",
            near and Text(f"Có phải ý là “{near}”?", f"Did you mean “{near}”?"),
        )
        for part, words, near in (
            *(("thân văn bản", words, near) for words, near in paragraphs.items()),
            ("đầu trang", "{{ figurs }}", "figures"),
            ("thuộc tính “title” của tệp", "{{ letterhead['nubmer'] }}", "number"),
        )
    ]


def test_fields_that_cannot_be_foreseen_are_found_while_filling(word_file: Any) -> None:
    content = word_file("{% for row in rows %}{{ row.name }}{{ row.points }}{% endfor %}")
    (fault,) = faults(content, {"rows": [*ROWS, {"name": "x", "point": "1"}]})
    assert fault.remedy == Text("Có phải ý là “point”?", "Did you mean “point”?")
    assert "{{ row.points }}" in fault.place


def test_what_an_empty_list_or_an_absent_group_would_hold_is_not_guessed(word_file: Any) -> None:
    content = word_file(
        "{% for row in rows if row.name %}{{ row.name }}{% else %}-{% endfor %}"
        "{% if group %}{{ group.name }}{% endif %}"
        "{{ names[place] }}"
    )
    values: dict[str, Any] = {"rows": [], "group": None, "names": {"a": "1"}, "place": "a"}
    assert texts(filled(content, values)) == ["-1"]


def test_a_template_can_be_checked_before_there_is_a_report(word_file: Any) -> None:
    good = word_file("{% for table in rankings %}{{ table.rows[0].total }}{% endfor %}")
    bad = word_file("{% for table in rankings %}{{ table.rows[0].totl }}{% endfor %}")
    assert faults_of_word(TemplateFile("docx", good, "a.docx"), Document.SUMMARY) == ()
    (fault,) = faults_of_word(TemplateFile("docx", bad, "a.docx"), Document.SUMMARY)
    assert fault.remedy == Text("Có phải ý là “total”?", "Did you mean “total”?")


def test_a_text_compared_with_a_number_by_size_is_named(word_file: Any) -> None:
    (fault,) = faults(word_file("{% if a <= 2 %}x{% endif %}"), {"a": "1"})
    assert fault.what.en == "A text and a number cannot be compared by size."


@pytest.mark.parametrize(
    ("paragraph", "said"),
    [
        ("{% if a %}", "This if is never closed."),
        ("{{ a", "unexpected"),
        ("{% frobnicate %}", "unknown tag"),
        ("{{ 1 | upper(2) }}", "argument"),
        ("{% for x in a %}{% endfor %}", "only a list"),
        ("{{ a | lower | first | nosuch }}", "cannot be used"),
    ],
)
def test_a_fault_of_the_text_is_placed(paragraph: str, said: str, word_file: Any) -> None:
    found = faults(word_file("x", paragraph), {"a": "1"})
    assert said in found[0].what.en
    assert paragraph in found[0].place


@pytest.mark.parametrize("part", ["body", "header", "footnote"])
def test_tags_that_tear_the_document_are_named(part: str, word_file: Any) -> None:
    torn = "{% if a %}{% raw %}{{ </w:t> }}{% endraw %}{% endif %}"
    escaped = torn.replace("<", "&lt;").replace(">", "&gt;") if part == "footnote" else torn
    content = word_file(torn) if part == "body" else word_file("x", **{part: escaped})
    (fault,) = faults(content, {"a": "1"})
    assert "one level" in fault.what.en and fault.remedy is not None


def test_what_begins_in_a_table_and_ends_below_it_is_named(word_file: Any) -> None:
    word = open_word(io.BytesIO(word_file("x")))
    word.add_table(rows=2, cols=1).cell(0, 0).text = "{% if a %}"
    word.add_paragraph("{% endif %}")
    content = io.BytesIO()
    word.save(content)
    (fault,) = faults(content.getvalue(), {"a": ""})
    assert "one level" in fault.what.en and "(noticed near “" in fault.what.en


@pytest.mark.parametrize(
    ("paragraph", "kind"),
    [
        ("Danh sách: {%p if a %}", "p"),
        ("{%p if a %}{{ a }}{%p endif %}", "p"),
        ("{{p a }} chữ", "p"),
        ("{#p ghi chú #} chữ", "p"),
        ("chữ {%tr if a %}", "tr"),
        ("{%tc if a %} chữ", "tc"),
    ],
)
@pytest.mark.parametrize("part", ["body", "header"])
def test_words_that_would_be_lost_beside_a_tag_are_named(
    paragraph: str, kind: str, part: str, word_file: Any
) -> None:
    word: Any = open_word(io.BytesIO(word_file("x", header="y")))
    story = word if part == "body" else word.sections[0].header
    if kind == "p":
        story.add_paragraph(paragraph)
    else:
        width: dict[str, Any] = {} if part == "body" else {"width": Mm(100)}
        story.add_table(rows=1, cols=1, **width).cell(0, 0).text = paragraph
    content = io.BytesIO()
    word.save(content)
    found = [fault for fault in faults(content.getvalue(), {"a": "1"}) if "lost" in fault.what.en]
    assert [fault.place for fault in found] == [
        "mau.docx, thân văn bản" if part == "body" else "mau.docx, đầu trang"
    ]
    assert f"{{%{kind} … %}} phải đứng một mình" in found[0].what.vi


def test_fields_where_nothing_is_filled_in_are_named(word_file: Any) -> None:
    word = open_word(io.BytesIO(word_file("x")))
    word.add_comment(word.paragraphs[0].runs, text="{{ a }}")
    content = io.BytesIO()
    word.save(content)
    (fault,) = faults(content.getvalue(), {"a": "1"})
    assert fault.place == "mau.docx, /word/comments.xml"


def test_one_child_serves_all_documents_and_the_first_fault_ends_the_run(word_file: Any) -> None:
    content = word_file("{{ a }}")
    template = TemplateFile("docx", content, "mau.docx")
    words = render_word([Filling(template, {"a": str(number)}) for number in range(5)], "vi")
    assert [texts(open_word(io.BytesIO(word))) for word in words] == [[str(n)] for n in range(5)]
    with pytest.raises(Refused, match="no field “a”"):
        render_word([Filling(template, {"a": "1"}), Filling(template, {"b": "1"})], "vi")


@pytest.mark.parametrize("value", [1.5, ("a",), object(), {"b": [1.5]}])
def test_data_that_is_not_plain_is_a_mistake_of_the_caller(value: Any, word_file: Any) -> None:
    with pytest.raises(TypeError, match="not plain data"):
        rendered(word_file("x"), {"a": value})


def test_true_and_numbers_may_be_read(word_file: Any) -> None:
    content = word_file("{% if a and not b %}{{ n }}{% endif %}{% if c is none %}-{% endif %}")
    assert texts(rendered(content, {"a": True, "b": False, "n": 3, "c": None})) == ["3-"]


def test_a_document_that_takes_too_long_is_stopped_and_named(
    word_file: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(word_rendering, "LIMITS", Limits(wall_seconds=1, cpu_seconds=1))
    loops = "{% for a in rows %}" * 3 + "{{ a }}" * 100 + "{% endfor %}" * 3
    with pytest.raises(Refused) as caught:
        rendered(word_file(loops), {"rows": ["x"] * 58})
    (fault,) = caught.value.faults
    assert fault.place == "mau.docx"
    assert "lâu hơn mức cho phép" in fault.what.vi and fault.remedy is not None


def test_a_child_that_fails_is_told_as_a_refusal(
    word_file: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(word_rendering, "_CHILD", "json:loads")
    with pytest.raises(Refused, match="cannot be processed"):
        rendered(word_file("x"), {})


def test_the_child_gives_the_document_or_its_faults(word_file: Any) -> None:
    work: Work = word_child.work
    job = {"template": base64.b64encode(word_file("{{ a }}")).decode(), "place": "x.docx"}
    given = json.loads(work(json.dumps({**job, "values": {"a": "1"}}).encode()))
    assert texts(open_word(io.BytesIO(base64.b64decode(given["word"])))) == ["1"]
    given = json.loads(work(json.dumps({**job, "values": {"aa": "1"}}).encode()))
    assert given["faults"] == [
        {
            "what": ["Báo cáo không có trường “a”.", "The report has no field “a”."],
            "place": "x.docx, thân văn bản, “{{ a }}”",
            "remedy": ["Có phải ý là “aa”?", "Did you mean “aa”?"],
        }
    ]


def test_what_is_written_is_counted(word_file: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(word_filling, "MAX_OUTPUT_CHARACTERS", 10)
    (fault,) = faults(word_file("{{ a }}"), {"a": "1"})
    assert "too much" in fault.what.en
    monkeypatch.setattr(word_filling, "MAX_TEMPLATE_CHARACTERS", 10)
    (fault,) = faults(word_file("{{ a }}"), {"a": "1"})
    assert "too long" in fault.what.en


def test_a_document_of_word_with_ordinary_links_and_fields_is_welcome(word_file: Any) -> None:
    word = open_word(io.BytesIO(word_file("{{ a }}")))
    kind = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/hyperlink"
    word.part.relate_to("mailto:vanthu@example.vn", kind, is_external=True)
    content = io.BytesIO()
    word.save(content)
    check_word(content.getvalue(), "mau.docx")
    assert texts(filled(content.getvalue(), {"a": "1"})) == ["1"]
