"""Charts: what is drawn is what was passed in, word for word and in its order."""

import struct
import sys
import unicodedata
from collections.abc import Mapping
from fractions import Fraction
from functools import cache
from itertools import pairwise
from typing import Any
from xml.etree import ElementTree

import pytest
from attrs import evolve
from hypothesis import given, settings
from hypothesis import strategies as st

from thidua.core.text.bilingual import LANGUAGES, Language
from thidua.core.text.fault import Refused
from thidua.core.workspace.documents.charts import (
    BarPart,
    Change,
    ChangeRow,
    Chart,
    HeatCell,
    HeatColumn,
    HeatMap,
    HeatRow,
    RankingBar,
    RankingBars,
    RankRange,
    RankSpan,
    TargetBar,
    TargetBars,
    Turn,
    chart_as_plain,
)
from thidua.office.charts import can_draw, draw
from thidua.office.charts.drawing import LANDSCAPE, PORTRAIT, Drawing, vega_spec
from thidua.office.charts.lettering import balanced, width_of, wrapped
from thidua.office.charts.palette import PAPER, SECTIONS, SHARES, brightness, ink_on
from thidua.office.charts.ranking_bars import ranking_drawing
from thidua.office.charts.rows import Scale, round_steps, stacked_rows

SVG = "{http://www.w3.org/2000/svg}"
LONGEST = "Văn phòng Đoàn đại biểu Quốc hội và Hội đồng nhân dân tỉnh Bà Rịa - Vũng Tàu"
NAMES = (LONGEST, "Sở Công Thương & <Kế hoạch>", "Ủy ban nhân dân quận Ô Môn")

RANKING = RankingBars(
    title="Điểm và thứ hạng: Khối thi đua Kinh tế - Kỹ thuật, năm 2026",
    sections=("Mục I: Nhiệm vụ chuyên môn", "Mục II: Công tác Đảng", "Mục III: Điểm trừ"),
    rows=(
        RankingBar(
            NAMES[0],
            "1",
            "82.5",
            "82,5",
            (BarPart("55.25", "55,25"), BarPart("28.24", "28,24"), BarPart("-1", "-1,00")),
        ),
        RankingBar(
            NAMES[1],
            "2",
            "95.00",
            "95,00",
            (BarPart("60", "60,00"), BarPart("35", "35,00"), BarPart("0", "0,00")),
            status="capped",
            status_text="không xét mức khen cao nhất",
        ),
        RankingBar(NAMES[2], "-", None, "chưa chấm được", (), "unscored", "chưa chấm được"),
    ),
    notes=("Điểm thẩm định.", "Thứ hạng tạm thời."),
)
HEAT = HeatMap(
    title="Tỷ lệ điểm đạt được theo tiêu chí (%)",
    columns=(HeatColumn("LS-01", "Giải quyết việc làm"), HeatColumn("LS-02", "Hộ nghèo")),
    rows=(
        HeatRow(NAMES[0], (HeatCell("1.1", "110"), HeatCell("0.3333", "33"))),
        HeatRow(NAMES[1], (HeatCell(None, "?"), HeatCell(None, "-"))),
        HeatRow(NAMES[2], (HeatCell("0.75", "75"), HeatCell("0.6", "60"))),
    ),
)
TARGETS = TargetBars(
    title="Kết quả so với mức giao",
    rows=(
        TargetBar("Việc làm", "người", "trên 24.000", "23.500", "1.0212", "trên 102,1 %", met=True),
        TargetBar("Hộ nghèo", "%", "6,5", "6", "1.0833", "chưa đạt", met=False),
        TargetBar("Quỹ", "tỷ đồng", "gần 12,5", "4", "3.125", "gần 312,5 %", "gần"),
        TargetBar("Khiếu nại", "-", "2", "0", None, "-"),
    ),
)
CHANGE = Change(
    title="Thay đổi so với kỳ trước",
    before_title="2025",
    after_title="2026",
    rows=(
        ChangeRow("Việc làm", "người", "20.000", "21.000", "+5 %", Turn.GOOD, "105"),
        ChangeRow("Khiếu nại", "đơn", "2", "9", "+350 %", Turn.BAD, "450"),
        ChangeRow("Cháy nổ", "vụ", "5", "-1", "−120 %", Turn.GOOD, "-20"),
        ChangeRow("Qua đào tạo", "%", "60", "60", "không đổi", Turn.NONE, "100"),
        ChangeRow("Mô hình", "mô hình", "0", "3", "+3", Turn.GOOD, None),
    ),
)
RANGES = RankRange(
    title="Thứ hạng chắc đến đâu",
    rows=(
        RankSpan(NAMES[0], "1", "1", "2", "82,5", "0,25 (số tiêu chí đạt điểm tối đa cao hơn)"),
        RankSpan(NAMES[1], "2", "1", "3", "82,25", ""),
        RankSpan(NAMES[2], "-", None, None, "-", ""),
    ),
)
CHARTS: Mapping[str, Chart] = {
    chart.kind.value: chart for chart in (RANKING, HEAT, TARGETS, CHANGE, RANGES)
}


@cache
def svg_of(kind: str, language: Language = "vi") -> str:
    return draw(chart_as_plain(CHARTS[kind]), language, ".svg").decode("utf-8")


def texts(svg: str) -> list[str]:
    """Every text of the drawing in its order, lines joined."""
    found = ElementTree.fromstring(svg).iter(f"{SVG}text")
    return [" ".join(part for part in text.itertext()) for text in found]


def paths(svg: str) -> dict[str, tuple[str, str]]:
    """The bars with a meaning: its words to (path, fill)."""
    return {
        path.attrib["aria-label"]: (path.attrib["d"], path.attrib["fill"])
        for path in ElementTree.fromstring(svg).iter(f"{SVG}path")
        if "aria-label" in path.attrib
    }


def span_of(path: str) -> tuple[Fraction, Fraction]:
    """Where a bar begins and how wide it is: ``M10,20h30v…``."""
    start, _, rest = path.removeprefix("M").partition(",")
    return Fraction(start), Fraction(rest.partition("h")[2].partition("v")[0])


def words_in(value: object) -> list[str]:
    """Every text of a plain chart that is for the reader."""
    if isinstance(value, str):
        return [value]
    if isinstance(value, list):
        return [word for one in value for word in words_in(one)]
    hidden = "kind points share ratio index status met turn bound total".split()
    items = value.items() if isinstance(value, dict) else ()
    return [word for key, one in items if key not in hidden for word in words_in(one)]


@pytest.mark.parametrize("kind", CHARTS)
def test_every_word_that_is_passed_in_can_be_read(kind: str) -> None:
    svg = svg_of(kind)
    said = unicodedata.normalize("NFC", " ".join([*texts(svg), *paths(svg)]))
    missing = [word for word in words_in(chart_as_plain(CHARTS[kind])) if word and word not in said]
    assert missing == []


@pytest.mark.parametrize("kind", CHARTS)
def test_rows_are_drawn_in_the_order_in_which_they_come(kind: str) -> None:
    found = texts(svg_of(kind))
    labels = [row["label"] for row in chart_as_plain(CHARTS[kind])["rows"]]
    places = [
        next(place for place, text in enumerate(found) if text.startswith(label))
        for label in labels
    ]
    assert places == sorted(places)
    plain = chart_as_plain(CHARTS[kind])
    turned = {**plain, "rows": plain["rows"][::-1]}
    again = texts(draw(turned, "vi", ".svg").decode("utf-8"))
    places = [
        next(place for place, text in enumerate(again) if text.startswith(label))
        for label in labels
    ]
    assert places == sorted(places, reverse=True)


@pytest.mark.parametrize("kind", CHARTS)
def test_a_drawing_says_in_words_what_it_shows(kind: str) -> None:
    root = ElementTree.fromstring(svg_of(kind))
    title, description = root.find(f"{SVG}title"), root.find(f"{SVG}desc")
    assert root.attrib["role"] == "img"
    assert title is not None and title.text == CHARTS[kind].title
    assert description is not None and description.text is not None
    assert all(row.label in description.text for row in CHARTS[kind].rows)


@pytest.mark.parametrize("kind", CHARTS)
def test_a_drawing_is_the_same_each_time_and_fits_the_page(kind: str) -> None:
    svg = svg_of(kind)
    assert svg == draw(chart_as_plain(CHARTS[kind]), "vi", ".svg").decode("utf-8")
    assert PORTRAIT <= int(ElementTree.fromstring(svg).attrib["width"]) <= PORTRAIT + 10
    assert "http" not in svg.replace("http://www.w3.org/", "")


@pytest.mark.parametrize("kind", CHARTS)
def test_words_of_the_chart_itself_are_in_the_language_of_the_document(kind: str) -> None:
    own = {
        language: set(texts(svg_of(kind, language))) - set(words_in(chart_as_plain(CHARTS[kind])))
        for language in LANGUAGES
    }
    if kind != "ranking-bars":
        assert own["vi"] - own["en"] and own["en"] - own["vi"]
    told = {
        "heat-map": {"dưới 25 %", "100 % trở lên"},
        "target-bars": {"Kết quả", "Mức giao", "Đạt mức giao", "Chưa đạt", "Chưa kết luận được"},
        "change": {"Chỉ số (kỳ trước = 100)", "Tốt lên", "Kém đi"},
        "rank-range": {"Thứ hạng hiện tại", "Khoảng thứ hạng có thể có", "Hơn hạng dưới"},
    }
    assert told.get(kind, set()) <= own["vi"]


# Ranking bars


def test_totals_are_printed_as_they_come_and_never_added_up() -> None:
    """55,25 + 28,24 - 1 is not 82,5: the total is that of the ranking all the same."""
    found = texts(svg_of("ranking-bars"))
    assert "82,5" in found and "82,49" not in found
    assert found.count("95,00") == 1


def test_the_parts_of_a_bar_follow_each_other_and_deductions_go_left_of_zero() -> None:
    bars = paths(svg_of("ranking-bars"))
    first, first_width = span_of(bars[f"{NAMES[0]}; Mục I: Nhiệm vụ chuyên môn: 55,25"][0])
    second, second_width = span_of(bars[f"{NAMES[0]}; Mục II: Công tác Đảng: 28,24"][0])
    less, less_width = span_of(bars[f"{NAMES[0]}; Mục III: Điểm trừ: -1,00"][0])
    cent = Fraction(1, 50)
    assert abs(first + first_width - second) <= cent
    assert abs(less + less_width - first) <= cent
    assert abs(first_width / second_width - Fraction(5525, 2824)) < Fraction(1, 1000)


def test_a_member_without_points_has_words_in_place_of_a_bar() -> None:
    svg = svg_of("ranking-bars")
    assert "chưa chấm được" in texts(svg)
    assert not any(words.startswith(NAMES[2]) for words in paths(svg))
    assert f"{NAMES[1]} (không xét mức khen cao nhất)" in texts(svg)


def test_a_cluster_that_nobody_can_score_yet_is_still_drawn() -> None:
    unscored = evolve(RANKING, rows=RANKING.rows[2:])
    found = texts(draw(chart_as_plain(unscored), "vi", ".svg").decode("utf-8"))
    assert NAMES[2] in found and "chưa chấm được" in found
    for chart in CHARTS.values():
        assert draw({**chart_as_plain(chart), "rows": []}, "en", ".svg").startswith(b"<svg")


def test_a_long_ranking_fits_the_height_of_a_page() -> None:
    member = evolve(RANKING.rows[1], label=LONGEST, status_text="")
    whole = ranking_drawing(chart_as_plain(evolve(RANKING, rows=(member,) * 30)), "vi")
    assert whole.width == PORTRAIT
    assert whole.height <= 960


def test_neighbouring_sections_differ_in_black_and_white() -> None:
    grey = [brightness(colour) for colour in SECTIONS]
    assert all(abs(one - other) > 0.3 for one, other in pairwise([*grey, grey[0]]))
    assert all(one > other for one, other in pairwise(map(brightness, SHARES)))


def test_words_on_a_colour_are_read_easily() -> None:
    for colour in (*SECTIONS, *SHARES, PAPER):
        pair = sorted((brightness(colour), brightness(ink_on(colour))), reverse=True)
        assert (pair[0] + 0.05) / (pair[1] + 0.05) >= 4.5


# Heat map


def test_a_cell_is_as_dark_as_its_share_and_blank_where_there_is_none() -> None:
    bars = paths(svg_of("heat-map"))
    fills = {words.rpartition("; ")[2]: fill for words, (_, fill) in bars.items()}
    assert fills["LS-01 Giải quyết việc làm: 110"] == SHARES[4]
    assert fills["LS-02 Hộ nghèo: 33"] == SHARES[1]
    assert fills["LS-01 Giải quyết việc làm: 75"] == SHARES[3]
    assert fills["LS-02 Hộ nghèo: 60"] == SHARES[2]
    assert fills["LS-01 Giải quyết việc làm: ?"] == fills["LS-02 Hộ nghèo: -"]
    assert fills["LS-02 Hộ nghèo: -"] not in SHARES


def test_many_criteria_take_a_page_across_and_their_codes_stand_upright() -> None:
    wide = evolve(
        HEAT,
        columns=tuple(HeatColumn(f"LS-{place}", "Tiêu chí") for place in range(31)),
        rows=(HeatRow(LONGEST, (HeatCell("1", "100"),) * 31),),
    )
    svg = draw(chart_as_plain(wide), "vi", ".svg").decode("utf-8")
    assert LANDSCAPE <= int(ElementTree.fromstring(svg).attrib["width"]) <= LANDSCAPE + 10
    assert svg.count("rotate(-90)") == 31
    assert "rotate" not in svg_of("heat-map")


# Targets, changes, ranges


def test_bars_too_long_for_the_scale_are_cut_with_an_arrow() -> None:
    """Their numbers stand beside them all the same."""
    for kind, cut in (("target-bars", 1), ("change", 2)):
        svg = svg_of(kind)
        symbols = [
            mark
            for mark in ElementTree.fromstring(svg).iter(f"{SVG}g")
            if "mark-symbol role-mark" in mark.attrib.get("class", "")
        ]
        assert [len(mark) for mark in symbols] == [cut]
    assert "gần 312,5 %" in texts(svg_of("target-bars"))


def test_a_change_is_drawn_from_100_to_the_side_it_goes() -> None:
    bars = paths(svg_of("change"))
    rise, _ = span_of(bars["Việc làm: +5 %"][0])
    fall, width = span_of(bars["Cháy nổ: −120 %"][0])
    assert abs(fall + width - rise) <= Fraction(1, 50)
    assert bars["Việc làm: +5 %"][1] == bars["Cháy nổ: −120 %"][1] != bars["Khiếu nại: +350 %"][1]
    assert not any(words.startswith("Mô hình") for words in bars)


def test_ranks_may_come_as_numbers() -> None:
    """The view of ``thidua robust`` counts them."""
    places: dict[str, int | str] = {"rank": 1, "best": 1, "worst": 3}
    row = {**places, "label": "A", "total_text": "9", "gap_text": "0,1"}
    drawn = draw({"kind": "rank-range", "title": "T", "rows": [row]}, "vi", ".svg")
    assert {"A", "1", "3", "0,1"} <= set(texts(drawn.decode("utf-8")))


# Files and refusals


def test_a_png_has_three_pixels_for_one_of_the_drawing() -> None:
    root = ElementTree.fromstring(svg_of("target-bars"))
    png = draw(chart_as_plain(TARGETS), "vi", ".png")
    assert png.startswith(b"\x89PNG\r\n\x1a\n")
    assert struct.unpack(">II", png[16:24]) == (
        3 * int(root.attrib["width"]),
        3 * int(root.attrib["height"]),
    )


@pytest.mark.parametrize("suffix", [".svg", ".png"])
def test_a_missing_library_is_named_with_the_command_that_installs_it(
    suffix: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert can_draw()
    monkeypatch.setitem(sys.modules, "vl_convert", None)
    assert not can_draw()
    with pytest.raises(Refused) as caught:
        draw(chart_as_plain(HEAT), "vi", suffix)
    (fault,) = caught.value.faults
    assert "vl-convert-python" in fault.what.vi and "vl-convert-python" in fault.what.en
    assert fault.remedy is not None and "pip install 'thidua[chart]'" in fault.remedy.vi


def test_a_kind_or_a_format_that_nobody_draws_is_refused() -> None:
    plain: Any = {**chart_as_plain(HEAT), "kind": "heat-mop"}
    with pytest.raises(Refused, match=r"“heat-mop”.*“heat-map”"):
        draw(plain, "vi", ".svg")
    with pytest.raises(Refused, match=r"“\.gif”"):
        draw(chart_as_plain(HEAT), "vi", ".gif")
    with pytest.raises(Refused):
        draw({}, "vi", ".svg")


# Layout


def test_a_specification_holds_its_data_and_sorts_nothing() -> None:
    spec = vega_spec(ranking_drawing(chart_as_plain(RANKING), "vi"))
    assert all(set(data) == {"name", "values"} for data in spec["data"])
    assert vega_spec(Drawing(10, 10, "T", ""))["legends"] == []


@settings(max_examples=60, deadline=None)
@given(st.text(max_size=120), st.integers(30, 300))
def test_lines_keep_every_word_and_headings_need_no_more_of_them(text: str, width: int) -> None:
    for lines in (wrapped(text, width), balanced(text, width)):
        assert " ".join(lines).split() == text.split()
        assert all(width_of(line) <= width or " " not in line for line in lines)
    assert len(balanced(text, width)) == len(wrapped(text, width))


@settings(max_examples=60, deadline=None)
@given(st.fractions(-1000, 1000, max_denominator=100), st.fractions(0, 5000, max_denominator=1000))
def test_round_numbers_lie_on_the_scale_at_even_steps(low: Fraction, length: Fraction) -> None:
    high = low + length + Fraction(1, 1000)
    ticks = round_steps(low, high)
    assert all(low <= tick <= high for tick in ticks)
    assert 1 <= len(ticks) <= 7
    assert len({after - before for before, after in pairwise(ticks)}) <= 1


def test_a_scale_is_exact_and_rows_follow_each_other() -> None:
    scale = Scale(Fraction(0), Fraction(3), 10, 20)
    assert scale.at(Fraction(1)) == Fraction(40, 3)
    assert scale.within(Fraction(5)) == 3 and scale.within(Fraction(-1)) == 0
    rows = stacked_rows(NAMES, 150, top=7)
    assert rows[0].top == 7
    assert all(one.bottom == other.top for one, other in pairwise(rows))
