"""A template is checked before there is any report to write."""

import pytest

from thidua import office
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
