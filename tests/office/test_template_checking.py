"""A template is checked before there is any report to write."""

import pytest

from thidua import office
from thidua.core.text.bilingual import Text
from thidua.core.text.fault import Fault
from thidua.core.workspace.documents.sample import sample_report
from thidua.core.workspace.templates import Document, TemplateFile
from thidua.plugins.manager import Plugins


def faults(source: str) -> tuple[Fault, ...]:
    [html] = [item for item in office.thidua_renderers() if item.code == "html"]
    assert html.check is not None
    template = TemplateFile("html", source.encode(), "mine.html")
    return html.check(template, Document.SUMMARY)


def test_template_without_a_fault() -> None:
    assert faults("{% for table in rankings %}{{ table.title }}{% endfor %}") == ()


def test_all_unknown_fields_are_named_with_their_lines() -> None:
    first, second = faults("{{ perod }}\n{{ departmant_name }}")
    assert first.in_language("en") == (
        "mine.html:1: The report has no field “perod”. Did you mean “period”?"
    )
    assert second.place == "mine.html:2"


@pytest.mark.parametrize(
    "source",
    [
        "\n{% for table in rankings %}{{ table.titel }}{% endfor %}",
        "\n{% for table in rankings %}{{ table.rows[0].totl }}{% endfor %}",
        "\n{{ letterhead.isuer }}",
        "\n{% if %}",
    ],
)
def test_fault_deeper_inside_is_named_with_its_line(source: str) -> None:
    [fault] = faults(source)
    assert fault.place == "mine.html:2"


@pytest.mark.parametrize(
    ("sum_", "sign"),
    [("1 + 1", "+"), ("1 - 1", "-"), ("2 * 2", "*"), ("4 / 2", "/"), ("2 ** 2", "**"), ("-1", "-")],
)
def test_a_template_does_not_compute(sum_: str, sign: str) -> None:
    [fault] = faults(f"{{{{ {sum_} }}}}")
    assert fault.what.en == f"A report template may not compute ({sign})."
    assert fault.what.vi == f"Mẫu báo cáo không được tính toán ({sign})."
    assert fault.remedy is not None and "numbers arrive as text" in fault.remedy.en


@pytest.mark.parametrize(
    ("source", "line", "tag"),
    [
        ("\n{% for table in rankings %}\n{{ table.title }}\n", 2, "for"),
        ("{% for table in rankings %}\n{%- if table.title %}x{% else %}\n{% endfor %}", 2, "if"),
        ("{% if period %}{% endif %}\n\n{% block body %}", 3, "block"),
        ("{% if period %}{% endif %}\n{% if period %}{% endfor %}", 2, "if"),
    ],
)
def test_a_tag_that_is_never_closed_is_named_with_its_line(
    source: str, line: int, tag: str
) -> None:
    [fault] = faults(source)
    assert fault.place == f"mine.html:{line}"
    assert fault.what.en == f"This {tag} is never closed."
    assert fault.what.vi == f"Thẻ {tag} này chưa được đóng."
    assert fault.remedy is not None and f"{{% end{tag} %}}" in fault.remedy.vi


@pytest.mark.parametrize("source", ["{% if period %}{% odd %}{% endif %}", "{% endfor %}"])
def test_a_tag_that_there_is_not_is_told_as_it_is(source: str) -> None:
    [fault] = faults(source)
    assert "unknown tag" in fault.what.en


def test_a_block_that_the_layout_does_not_have_is_named_with_the_nearest() -> None:
    [fault] = faults('{% extends "tong-ket.html" %}\n{% block ket_thucc %}x{% endblock %}')
    assert fault.in_language("en") == (
        "mine.html:2: The layout has no block “ket_thucc”. Did you mean “ket_thuc”?"
    )
    assert fault.what.vi == "Bố cục không có khối “ket_thucc”."
    assert fault.remedy is not None and fault.remedy.vi == "Có phải ý là “ket_thuc”?"


def test_a_block_like_no_other_is_told_with_those_there_are() -> None:
    inside = "{% if period %}{% block zzzzzz %}x{% endblock %}{% endif %}"
    [fault] = faults(f'{{% extends "van-ban.html" %}}{inside}')
    assert fault.remedy is not None
    assert fault.remedy.en.startswith("Its blocks: kieu_trang, ky_ten, loai_van_ban, noi_dung")


@pytest.mark.parametrize(
    "source",
    [
        '{% extends "tong-ket.html" %}{% block trich_yeu %}x{% endblock %}',
        '{% extends "van-ban.html" %}'
        "{% block noi_dung %}{% block mine %}x{% endblock %}{% endblock %}",
        "{% block mine %}x{% endblock %}",
    ],
)
def test_blocks_of_the_frame_and_new_ones_that_are_shown_are_no_fault(source: str) -> None:
    assert faults(source) == ()


@pytest.mark.parametrize("layout", ["'nope.html'", "period"])
def test_blocks_of_a_layout_that_there_is_not_are_not_looked_at(layout: str) -> None:
    [fault] = faults(f"{{% extends {layout} %}}{{% block mine %}}x{{% endblock %}}")
    assert fault.what.en == "There is no such layout."


@pytest.mark.parametrize("test", ["row.rank <= 2", "2 > row.rank", "row.total | upper < 1.5"])
def test_texts_and_numbers_are_not_compared_by_size(test: str) -> None:
    [fault] = faults(
        "{% for table in rankings %}{% for row in table.rows %}\n"
        f"{{% if {test} %}}x{{% endif %}}{{% endfor %}}{{% endfor %}}"
    )
    assert fault.place == "mine.html:2"
    assert fault.what == Text(
        "Chữ và số không so sánh lớn nhỏ với nhau được.",
        "A text and a number cannot be compared by size.",
    )
    assert fault.remedy == Text(
        'Số vào mẫu dưới dạng chữ: viết row.rank == "1".',
        'Numbers arrive as text: write row.rank == "1".',
    )


def test_report_to_try_templates_on_has_one_of_everything() -> None:
    sample = sample_report()
    [table] = sample["rankings"]
    assert table["rows"] and sample["audit"] and sample["limits"] == ["…"]


def test_templates_that_come_with_thidua_have_none() -> None:
    catalogue = Plugins.load(only=["labour-social", "industry-trade"]).catalogue(
        ["labour-social", "industry-trade"]
    )
    files = [(it.document, file) for it in catalogue.templates.values() for file in it.files]
    pages = [(document, file) for document, file in files if file.format == "html"]
    check = catalogue.renderer("html").check
    assert len(pages) >= 2 and check is not None
    assert [check(file, document) for document, file in pages] == [()] * len(pages)
