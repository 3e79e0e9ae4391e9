"""Reports as HTML: what a template may say, what it may never reach, and how a fault is named."""

from html.parser import HTMLParser
from typing import Any

import pytest
from attrs import evolve

from thidua import office, standard
from thidua.core.exact.figure import Bound
from thidua.core.text.bilingual import Text
from thidua.core.text.fault import Refused
from thidua.core.workspace.documents.contents import PICTURES
from thidua.core.workspace.report_data import (
    AuditRow,
    Award,
    FigureGroup,
    FigureKind,
    FigureRow,
    Letterhead,
    Movement,
    Notices,
    RankingRow,
    RankingTable,
    SummaryReport,
    TargetRow,
    Verdict,
    as_plain,
)
from thidua.core.workspace.templates import Document, TemplateFile
from thidua.office import html_rendering
from thidua.office.html_rendering import render_html
from thidua.sectors import industry_trade, labour_social

SUMMARIES = {
    template.code: page
    for plugin in (industry_trade, labour_social, standard)
    for template in plugin.thidua_report_templates()
    if template.document is Document.SUMMARY and (page := template.file_of("html"))
}

REPORT = SummaryReport(
    department="bac-kan",
    department_name="Sở Công Thương tỉnh Bắc Kạn",
    period="giai đoạn 2015 - 2020",
    letterhead=Letterhead(
        superior="ỦY BAN NHÂN DÂN TỈNH BẮC KẠN",
        issuer="SỞ CÔNG THƯƠNG",
        number="Số: …/BC-SCT",
        place_and_date="Bắc Kạn, ngày … tháng … năm 2020",
        subject="Tổng kết công tác và phong trào thi đua giai đoạn 2015 - 2020",
        legal_bases=("Căn cứ Luật Thi đua, khen thưởng", "Căn cứ Nghị định số 98/2023/NĐ-CP"),
        recipients=("UBND tỉnh (để báo cáo)",),
    ),
    notices=Notices(basis="Bảng điểm đề xuất.", illustrative="Có dùng số liệu minh hoạ."),
    figures=(
        FigureGroup(
            "Thi đua, khen thưởng",
            (
                FigureRow("certificates", "Giấy khen của Giám đốc Sở", "3", "tập thể"),
                FigureRow(
                    "jobs_created",
                    "Giải quyết việc làm",
                    "trên 24.000",
                    "người",
                    bound=Bound.OVER,
                    target="23.500 người",
                    share="trên 102,1 %",
                ),
                FigureRow(
                    "poverty_rate",
                    "Tỷ lệ hộ nghèo",
                    "dưới 6",
                    "%",
                    bound=Bound.UNDER,
                    kind=FigureKind.TARGET,
                    kind_text="chỉ tiêu",
                    illustrative=True,
                ),
            ),
        ),
    ),
    next_targets=(
        TargetRow("jobs_created", "Việc làm", "23.500", below_result=True, flag="Thấp hơn kết quả"),
    ),
    audit=(
        AuditRow(
            "poverty",
            "Mức giảm bình quân",
            "1,62",
            "1,795",
            verdict=Verdict.DISAGREES,
            verdict_text="Không khớp",
        ),
    ),
    rankings=(
        RankingTable(
            "kinh-te",
            "Khối kinh tế - kỹ thuật",
            "Bảng điểm chung",
            sections=("A", "B"),
            rows=(
                RankingRow("1", "sct", "Sở Công Thương", ("571,50", "180,25"), total="751,75"),
                RankingRow(
                    "-",
                    "stc",
                    "Sở Tài chính",
                    ("-", "-"),
                    status="unscored",
                    status_text="Chưa chấm được",
                    reasons=("thiếu số liệu xuất khẩu",),
                ),
            ),
        ),
    ),
    movements=(Movement("Doanh nghiệp Việt Nam hội nhập và phát triển"),),
    awards=(Award("Giấy khen", "3"),),
    limits=("Việc nhân rộng điển hình còn chậm",),
)


class Rows(HTMLParser):
    """The rows of a page: attributes of each ``tr``, and its cells by ``data-cell``."""

    def __init__(self) -> None:
        super().__init__()
        self.rows: list[tuple[dict[str, str | None], dict[str, str]]] = []
        self._cell: str | None = None

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "tr":
            self.rows.append((dict(attrs), {}))
        if tag == "td":
            self._cell = dict(attrs).get("data-cell")

    def handle_data(self, data: str) -> None:
        if self._cell is not None:
            cells = self.rows[-1][1]
            cells[self._cell] = cells.get(self._cell, "") + data

    def handle_endtag(self, tag: str) -> None:
        if tag == "td":
            self._cell = None


def rows_with(page: str, attribute: str) -> list[tuple[dict[str, str | None], dict[str, str]]]:
    parser = Rows()
    parser.feed(page)
    return [row for row in parser.rows if attribute in row[0]]


def plain(report: SummaryReport) -> dict[str, Any]:
    """A report as templates read it, without charts."""
    return {**as_plain(report), "pictures": dict.fromkeys(PICTURES, "")}


def page_of(report: SummaryReport = REPORT, code: str = "industry-trade-summary") -> str:
    return render_html(SUMMARIES[code], plain(report), "vi").decode("utf-8")


def rendered(source: str, **data: Any) -> str:
    template = TemplateFile("html", source.encode(), "mau.html")
    return render_html(template, data, "vi").decode("utf-8")


def refusal(source: str, **data: Any) -> Refused:
    with pytest.raises(Refused) as caught:
        rendered(source, **data)
    return caught.value


@pytest.mark.parametrize("code", sorted(SUMMARIES))
def test_each_figure_is_one_row_with_label_unit_value_and_bound(code: str) -> None:
    rows = rows_with(page_of(code=code), "data-indicator")
    assert [(row["data-indicator"], row["data-bound"]) for row, _ in rows] == [
        ("certificates", "exact"),
        ("jobs_created", "over"),
        ("poverty_rate", "under"),
    ]
    _, jobs = rows[1]
    assert jobs["label"] == "Giải quyết việc làm"
    assert jobs["value"] == "trên 24.000"
    assert jobs["unit"] == "người"
    assert jobs["share"] == "trên 102,1 %"


def test_a_missing_target_is_said_and_an_illustrative_figure_is_marked() -> None:
    (_, certificates), _, (attributes, target) = rows_with(page_of(), "data-indicator")
    assert certificates["target"] == "chưa công bố chỉ tiêu"
    assert attributes["data-illustrative"] == "yes"
    assert "số liệu minh hoạ" in target["source"]
    assert target["target"] == "-"


def test_the_document_has_the_parts_of_an_administrative_report_in_order() -> None:
    page = page_of()
    parts = [
        "ỦY BAN NHÂN DÂN TỈNH BẮC KẠN",
        "SỞ CÔNG THƯƠNG",
        "Số: …/BC-SCT",
        "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
        "Độc lập - Tự do - Hạnh phúc",
        "Bắc Kạn, ngày … tháng … năm 2020",
        ">BÁO CÁO<",
        "Căn cứ Luật Thi đua, khen thưởng;",
        "Căn cứ Nghị định số 98/2023/NĐ-CP.",
        "Nơi nhận:",
        "GIÁM ĐỐC",
    ]
    places = [page.index(part) for part in parts]
    assert places == sorted(places)


def test_rankings_audit_and_coming_targets_are_readable_as_rows() -> None:
    page = page_of()
    first, unscored = (cells for _, cells in rows_with(page, "data-unit"))
    assert (first["rank"], first["total"]) == ("1", "751,75")
    assert unscored["reasons"] == "Chưa chấm được: thiếu số liệu xuất khẩu"
    ((audit, cells),) = rows_with(page, "data-audit")
    assert (audit["data-verdict"], cells["recomputed"]) == ("disagrees", "1,795")
    ((target, _),) = rows_with(page, "data-next-target")
    assert target["data-below-result"] == "yes"


def test_the_notices_are_printed_and_absent_ones_are_not() -> None:
    page = page_of()
    assert "Bảng điểm đề xuất." in page and "Có dùng số liệu minh hoạ." in page
    assert 'data-notice="provisional"' not in page


@pytest.mark.parametrize("code", sorted(SUMMARIES))
def test_a_report_of_nothing_is_still_a_whole_document(code: str) -> None:
    empty = SummaryReport("d", "Sở", "năm 2026", REPORT.letterhead)
    page = page_of(empty, code)
    assert "Chưa có số liệu." in page
    assert "Chưa công bố chỉ tiêu kỳ tới." in page
    assert page.rstrip().endswith("</html>")


def test_text_of_a_report_is_never_markup() -> None:
    name = "Sở <script>alert(1)</script> & \"Con\" 'cái'"
    page = page_of(evolve(REPORT, department_name=name))
    assert "<script>" not in page
    assert "&lt;script&gt;alert(1)&lt;/script&gt; &amp; &#34;Con&#34; &#39;cái&#39;" in page


def test_fields_of_a_report_are_not_templates_themselves() -> None:
    assert rendered("{{ a }}", a="{{ 7 * 7 }}") == "{{ 7 * 7 }}"


@pytest.mark.parametrize(
    "payload",
    [
        "{{ a() }}",
        "{{ a.clear() }}",
        "{{ ''.__class__.__mro__[1].__subclasses__() }}",
        "{{ '{0.__class__}'.format(a) }}",
        "{{ lipsum(n=1000000) }}",
        "{{ cycler.__init__.__globals__.os.popen('id').read() }}",
        "{% for i in range(9) %}{% endfor %}",
        "{{ self.__init__ }}{{ self.b() }}",
        "{{ 9 ** 9 ** 9 }}",
        "{{ 'a' * 1000000000 }}",
        "{{ '%s' % a }}",
        "{{ a + a }}",
        "{{ -1 }}",
        "{{ a[1:2] }}",
        "{{ a | attr('__class__') }}",
        "{{ a | safe }}",
        "{{ a | map(attribute='x') | list }}",
        "{{ a is callable }}",
        "{% set x = 'aaaa' %}{{ x }}",
        "{% with x = 1 %}{% endwith %}",
        "{% macro m() %}{% endmacro %}",
        "{% autoescape false %}{{ a }}{% endautoescape %}",
        "{% import 'van-ban.html' as x %}",
        "{% from 'van-ban.html' import x %}",
        "{% include 'van-ban.html' %}",
        "{% extends '/etc/passwd' %}",
        "{% extends '../tong-ket.html' %}",
        "{% extends a %}",
        "{% for x in a recursive %}{{ loop(x) }}{% endfor %}",
        "{% call a() %}{% endcall %}",
        "{% filter safe %}<b>{% endfilter %}",
    ],
)
def test_what_could_reach_python_or_compute_is_refused_with_its_line(payload: str) -> None:
    found = refusal("\n" + payload, a=["x"])
    assert found.faults[0].place == "mau.html:2"


@pytest.mark.parametrize(
    "payload",
    [
        "{{ a.__class__ }}",
        "{{ a['__class__'] }}",
        "{{ a.keys }}",
        "{{ a.text.upper }}",
        "{{ language.format }}",
        "{{ a.items[0] }}",
        "{% for x in a.list %}{{ loop._iterable }}{% endfor %}",
        "{% for x in a.list %}{{ loop.changed }}{% endfor %}",
        "{{ a.list[7] }}",
        "{{ a.list.append }}",
    ],
)
def test_only_keys_and_items_can_be_reached_never_attributes(payload: str) -> None:
    found = refusal(payload, a={"text": "x", "list": ["y"]})
    assert "không có trường" in found.faults[0].what.vi
    assert "no field" in found.faults[0].what.en


@pytest.mark.parametrize(
    "payload",
    ["{{ a }}", "{{ a.list }}", "{{ a ~ '' }}", "{{ a | upper }}", "{{ [a] | join }}",
     "{{ b | join(', ') }}"],
)  # fmt: skip
def test_a_whole_list_or_group_is_not_printed(payload: str) -> None:
    refusal(payload, a={"text": "x", "list": ["y"]}, b=[{"x": "1"}])


def test_texts_are_joined_by_name_too() -> None:
    assert rendered("{{ b | join(', ', attribute='x') }}", b=[{"x": "1"}, {"x": "2"}]) == "1, 2"


def test_keys_win_over_the_methods_of_a_dict() -> None:
    assert rendered("{{ a.items }}{{ a['keys'] }}", a={"items": "1", "keys": "2"}) == "12"


def test_a_template_knows_where_a_loop_stands() -> None:
    source = (
        "{% for x in a %}{{ loop.index }}{{ x[0] }}{% if not loop.last %},{% endif %}{% endfor %}"
    )
    assert rendered(source, a=[["x"], ["y"]]) == "1x,2y"


def test_an_undefined_field_is_named_with_the_nearest_and_its_line() -> None:
    found = refusal("\n\n{{ letterhead.isuer }}", letterhead={"issuer": "SỞ", "number": "1"})
    (fault,) = found.faults
    assert fault.place == "mau.html:3"
    assert fault.what.vi == "Báo cáo không có trường “isuer”."
    assert fault.remedy == Text("Có phải ý là “issuer”?", "Did you mean “issuer”?")


def test_every_unknown_name_is_told_before_anything_is_rendered() -> None:
    found = refusal("{{ figurs }}\n{% if no %}{{ rankngs }}{% endif %}", figures=[], rankings=[])
    assert [(fault.place, fault.remedy and fault.remedy.en) for fault in found.faults] == [
        ("mau.html:1", "Did you mean “figures”?"),
        ("mau.html:2", None),
        ("mau.html:2", "Did you mean “rankings”?"),
    ]


def test_all_faults_of_a_template_come_at_once_in_the_order_of_its_lines() -> None:
    found = refusal("{{ b }}\n{{ a | safe }}\n{{ a() }}\n{% extends 'x' %}", a="1")
    assert [fault.place for fault in found.faults] == [f"mau.html:{line}" for line in (1, 2, 3, 4)]


def test_a_field_missing_in_a_layout_is_placed_in_the_layout() -> None:
    data = plain(REPORT)
    del data["letterhead"]["number"]
    with pytest.raises(Refused) as caught:
        render_html(SUMMARIES["summary"], data, "vi")
    assert caught.value.faults[0].place.startswith("van-ban.html:")


def test_a_syntax_error_is_placed() -> None:
    assert refusal("\n{% if a %}", a="1").faults[0].place == "mau.html:2"


def test_a_name_used_outside_its_loop_is_a_fault() -> None:
    found = refusal("{% for x in a %}{% endfor %}{{ x }}", a=[])
    assert "'x' is undefined" in found.faults[0].what.en


def test_only_lists_are_looped_over() -> None:
    assert "only a list" in refusal("{% for x in a %}{% endfor %}", a="text").faults[0].what.en


def test_four_nested_loops_are_refused_and_three_are_not() -> None:
    def nested(depth: int) -> str:
        return "{% for x in a %}" * depth + "." + "{% endfor %}" * depth

    assert rendered(nested(3), a=["1", "2"]) == "." * 8
    assert "3" in refusal(nested(4), a=["1"]).faults[0].what.en


def test_a_template_that_loops_too_long_is_stopped() -> None:
    source = "{% for x in a %}{% for y in a %}{% for z in a %}{% endfor %}{% endfor %}{% endfor %}"
    found = refusal(source, a=["x"] * 1000)
    assert found.faults[0].what.vi == "Mẫu báo cáo lặp hoặc in ra quá nhiều."


def test_a_template_that_writes_too_much_is_stopped(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(html_rendering, "MAX_OUTPUT_CHARACTERS", 10)
    found = refusal("{{ a }}{{ a }}", a="123456")
    assert "too much" in found.faults[0].what.en


@pytest.mark.parametrize(
    "source",
    ["x" * 200_001, "{{ " + "(" * 50_000, "{{ a" + ".b" * 50_000 + " }}", "{{ a }}\ud800"],
    ids=["long", "parentheses", "chain", "not-utf-8"],
)
def test_hostile_text_is_refused_not_run(source: str) -> None:
    content = source.encode("utf-8", "surrogatepass")
    template = TemplateFile("html", content, "mau.html")
    with pytest.raises(Refused):
        render_html(template, {"a": {}}, "vi")


@pytest.mark.parametrize("value", [1.5, ("a",), object(), {"b": [1.5]}, [{"c": {1, 2}}], REPORT])
def test_data_that_is_not_plain_is_a_mistake_of_the_caller(value: Any) -> None:
    with pytest.raises(TypeError, match="not plain data"):
        rendered("x", a=value)


def test_the_language_is_there_to_read() -> None:
    assert rendered("{{ language }}") == "vi"


def test_the_office_plugin_renders_templates_of_the_format_html() -> None:
    renderer, *_ = [it for it in office.thidua_renderers() if it.format == "html"]
    assert (renderer.format, renderer.suffix) == ("html", ".html")
    page = renderer.write(SUMMARIES["summary"], as_plain(REPORT), "vi")
    assert page.startswith(b"<!DOCTYPE html>")
