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
