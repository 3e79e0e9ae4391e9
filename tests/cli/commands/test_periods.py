"""Periods: opened with what holds on that day, refused with every reason, listed and shown."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from thidua.core.text.fault import refuse

if TYPE_CHECKING:
    from tests.cli.conftest import Desk

Twice = Callable[..., tuple[str, str]]

YEAR = ("--from", "01/01/2027", "--to", "31/12/2027")
OFFICIAL = ("--criteria", "labour-social-2026")


def test_period_is_opened_for_a_cluster(desk: "Desk") -> None:
    asked = ("period", "open", "2027", "--cluster", "phong", *YEAR, *OFFICIAL)
    assert desk.done(*asked) == "Đã mở kỳ 2027 cho cụm phong: 3 thành viên.\n"
    said = desk.done("period", "open", "2028", *asked[3:], "--lang", "en")
    assert said == "Period 2028 is open for cluster phong: 3 members.\n"


def test_period_is_not_opened_twice(desk: "Desk", refused_twice: Twice) -> None:
    asked = ("--cluster", "phong", "--from", "01/01/2026", "--to", "31/12/2026", *OFFICIAL)
    vi, en = refused_twice("period", "open", "2026", *asked)
    assert vi.endswith("Cụm phong đã mở trong kỳ 2026; cách tính điểm không đổi được nữa.")
    assert "2026" in en and "phong" in en


def test_unknown_cluster(desk: "Desk", refused_twice: Twice) -> None:
    assert refused_twice("period", "open", "2027", "--cluster", "phogn", *YEAR, *OFFICIAL) == (
        "không có cụm “phogn”. Có phải là “phong”?",
        "there is no cluster “phogn”. Did you mean “phong”?",
    )


def test_criteria_of_a_sector_that_is_not_enabled(desk: "Desk", refused_twice: Twice) -> None:
    asked = ("period", "open", "2027", "--cluster", "phong", *YEAR, "--criteria")
    vi, en = refused_twice(*asked, "industry-trade-2026")
    assert vi.startswith("Bảng điểm “industry-trade-2026” thuộc ngành “industry-trade”")
    assert vi.endswith("Bật ngành bằng lệnh: thidua sector enable industry-trade")
    assert "belongs to the sector “industry-trade”" in en
    assert en.endswith("Enable the sector with: thidua sector enable industry-trade")
    desk.done("sector", "enable", "industry-trade", "--department", "so")
    desk.done(*asked, "industry-trade-2026")


def test_misspelt_criteria_are_answered_with_the_nearest(
    desk: "Desk", refused_twice: Twice
) -> None:
    asked = ("period", "open", "2027", "--cluster", "phong", *YEAR)
    assert refused_twice(*asked, "--criteria", "labor-social-2026") == (
        "Không có bảng điểm nào mang mã “labor-social-2026”."
        " Có phải ý bạn là “labour-social-2026”?",
        "There is no criteria set with the code “labor-social-2026”."
        " Did you mean “labour-social-2026”?",
    )


def test_everything_wrong_with_a_period_at_once(desk: "Desk") -> None:
    asked = ("period", "open", "năm nay", "--cluster", "phong", "--from", "31/02/2027")
    rest = ("--to", "cuối năm", "--deadline", "1/13/2028", "--kind", "month", *OFFICIAL)
    lines = desk.refused(*asked, *rest).splitlines()
    assert lines[0] == "Không thực hiện được, 5 lỗi:"
    assert "“năm nay” không phải là mã" in lines[1]
    assert "--from:" in lines[2] and "không có trong lịch" in lines[2]
    assert "--to:" in lines[3] and "không phải là ngày tháng" in lines[3]
    assert "--deadline:" in lines[4]
    assert lines[5].endswith("loại kỳ là một trong: quarter, half-year, year, stage, movement.")
    said = desk.refused(*asked, *rest, "--lang", "en")
    assert said.startswith("Refused, 5 faults:") and "is no code" in said


def test_period_that_ends_before_it_starts(desk: "Desk", refused_twice: Twice) -> None:
    asked = ("--cluster", "phong", "--from", "31/12/2027", "--to", "01/01/2027", *OFFICIAL)
    assert refused_twice("period", "open", "2027", *asked) == (
        "--to đứng trước --from.",
        "--to is before --from.",
    )


def test_one_way_of_scoring_is_named(desk: "Desk") -> None:
    asked = ("period", "open", "2027", "--cluster", "phong", *YEAR)
    for more in ((), (*OFFICIAL, "--scheme", "x.toml")):
        answer = desk.run(*asked, *more)
        assert answer.code == 2
        assert "cần đúng một trong --criteria và --scheme." in answer.err
        answer = desk.run(*asked, *more, "--lang", "en")
        assert "exactly one of --criteria and --scheme is needed." in answer.err


def test_kind_is_told_by_the_length_or_named(desk: "Desk") -> None:
    opened = ("--cluster", "phong", *OFFICIAL)
    quarter = ("--from", "01/01/2027", "--to", "31/03/2027")
    desk.done("period", "open", "q1", *opened, *quarter)
    desk.done("period", "open", "phat-dong", *opened, *quarter, "--kind", "movement")
    said = json.loads(desk.done("period", "list", "--format", "json"))
    assert {item["code"]: item["kind"] for item in said} == {
        "2026": "year",
        "q1": "quarter",
        "phat-dong": "movement",
    }


def test_set_outside_its_validity_is_used_with_a_notice(desk: "Desk") -> None:
    asked = ("--cluster", "phong", "--from", "01/01/2025", "--to", "31/12/2025", *OFFICIAL)
    answer = desk.run("period", "open", "2025", *asked)
    assert answer.code == 0
    assert answer.err.startswith("Lưu ý: Bảng điểm “Bảng điểm thi đua ngành Lao động")
    assert "không có hiệu lực trong kỳ này, được dùng vì đã gọi đích danh." in answer.err
    told = "! Bảng điểm “Bảng điểm thi đua ngành Lao động"
    for shown in (("period", "show", "2025"), ("rank", "phong", "--period", "2025")):
        assert any(line.startswith(told) for line in desk.done(*shown).splitlines())
        said = json.loads(desk.done(*shown, "--format", "json"))
        assert said.get("clusters", [said])[0]["outside_validity"] == ["labour-social-2026"]
    answer = desk.run("period", "open", "2024", *asked, "--lang", "en")
    assert answer.code == 1 or answer.err.startswith("Notice: Criteria set")


def test_list_of_periods(desk: "Desk") -> None:
    assert desk.done("period", "list", "--format", "csv").splitlines() == [
        "code,kind,start,end,state,deadline",
        "2026,year,01/01/2026,31/12/2026,open,",
    ]
    assert json.loads(desk.done("period", "list", "--format", "json")) == [
        {
            "code": "2026",
            "kind": "year",
            "start": "2026-01-01",
            "end": "2026-12-31",
            "state": "open",
            "deadline": None,
        }
    ]
    printed = desk.done("period", "list")
    assert "Từ ngày" in printed and "01/01/2026" in printed and "đang mở" in printed


def test_period_shown(desk: "Desk", refused_twice: Twice) -> None:
    printed = desk.done("period", "show", "2026")
    assert printed.startswith("2026: 01/01/2026 - 31/12/2026 (năm, đang mở)")
    assert "labour-social-2026" in printed and "bảng điểm đề xuất" in printed
    said = json.loads(desk.done("period", "show", "2026", "--format", "json"))
    [cluster] = said["clusters"]
    assert (cluster["code"], cluster["members"], cluster["basis"]) == ("phong", 3, "proposal")
    assert len(cluster["digest"]) == 64
    assert refused_twice("period", "show", "2062") == (
        "không có kỳ chấm điểm “2062”. Có phải là “2026”?",
        "there is no period “2062”. Did you mean “2026”?",
    )


def test_cluster_without_members_on_the_day(desk: "Desk", refused_twice: Twice) -> None:
    asked = ("--cluster", "phong", "--from", "01/01/2018", "--to", "31/12/2018", *OFFICIAL)
    vi, en = refused_twice("period", "open", "2018", *asked)
    assert "cụm không có thành viên nào vào ngày 01/01/2018." in vi
    assert "the cluster has no member on 01/01/2018." in en


SET = """\
code = "to-2026"
title = {{ vi = "Bảng điểm", en = "Table" }}
basis = "proposal"
points = {points}

[[criteria]]
code = "X-1"
title = {{ vi = "Tiêu chí một", en = "Criterion one" }}
points = 40

[[criteria]]
code = "X-2"
title = {{ vi = "Tiêu chí hai", en = "Criterion two" }}
points = 50
formula = "{formula}"
"""


def test_criteria_that_do_not_add_up(desk: "Desk", refused_twice: Twice) -> None:
    file = desk.file("criteria-to.toml", SET.format(points=100, formula="points"))
    vi, en = refused_twice(
        "period", "open", "2027", "--cluster", "phong", *YEAR, "--criteria", file
    )
    assert "criteria-to.toml, dòng/line 4, points" in vi
    assert "cộng lại là 90, nhưng ở đây ghi 100" in vi
    assert "criteria-to.toml" in en and "90" in en and "100" in en


def test_criteria_that_have_changed_since_the_same_days_were_opened_are_told(desk: "Desk") -> None:
    def opened(code: str, formula: str, days: tuple[str, ...], *more: str) -> str:
        text = SET.format(points=90, formula=formula)
        file = str(desk.file("criteria-to.toml", text))
        asked = ("--cluster", "phong", *days, "--criteria", file, *more)
        answer = desk.run("period", "open", code, *asked)
        assert answer.code == 0
        return answer.err

    half = ("--from", "01/01/2027", "--to", "30/06/2027")
    assert opened("2027", "points", YEAR) == ""
    assert opened("2027a", "points", YEAR) == ""
    assert opened("2027h", "points / 2", half) == ""
    said = opened("2027b", "points / 2", YEAR)
    assert said.startswith("Lưu ý: “to-2026” đã đổi nội dung từ khi mở kỳ 2027 của cùng những ngày")
    assert "mở kỳ 2027a" in said and "2027h" not in said
    english = opened("2027c", "points / 3", YEAR, "--lang", "en")
    assert "“to-2026” has changed since period 2027 of the same days was opened" in english


def test_names_that_do_not_resolve_in_a_file(desk: "Desk", refused_twice: Twice) -> None:
    file = desk.file("criteria-to.toml", SET.format(points=90, formula="points * job_created"))
    vi, en = refused_twice(
        "period", "open", "2027", "--cluster", "phong", *YEAR, "--criteria", file
    )
    assert "criteria-to.toml" in vi and "job_created" in vi and "jobs_created" in vi
    assert "criteria-to.toml" in en and "jobs_created" in en


def test_files_that_are_not_there(desk: "Desk", tmp_path: Path, refused_twice: Twice) -> None:
    file = tmp_path / "gone.toml"
    for name in ("--criteria", "--scheme"):
        asked = ("period", "open", "2027", "--cluster", "phong", *YEAR, name, file)
        assert refused_twice(*asked) == (
            f"{file}: không có tệp này.",
            f"{file}: there is no such file.",
        )


SCHEME = """\
code = "hai-phan"
rounding = {{ mode = "half-up", total = 2 }}

[[parts]]
code = "common"
title = {{ vi = "Phần chung", en = "Common part" }}
criteria = "common-2026"
weight = 600

[[parts]]
code = "sector"
title = {{ vi = "Phần riêng", en = "Own part" }}
weight = 400
by_sector = {{ {sector} = "{sector}-2026" }}
"""


def test_scheme_of_two_parts(desk: "Desk", refused_twice: Twice) -> None:
    asked = ("period", "open", "2027", "--cluster", "phong", *YEAR, "--scheme")
    file = desk.file("scheme.toml", SCHEME.format(sector="industry-trade"))
    vi, en = refused_twice(*asked, file)
    assert "thidua sector enable industry-trade" in vi
    assert "thidua sector enable industry-trade" in en
    desk.done("sector", "enable", "industry-trade")
    said = desk.refused(*asked, file)
    assert said.startswith("Không thực hiện được, 3 lỗi:")
    assert "đơn vị “vl” thuộc ngành “labour-social”, phần “Phần riêng” không có bảng điểm" in said
    said = desk.refused(*asked, file, "--lang", "en")
    assert "for which part “Own part” names no criteria set" in said
    file = desk.file("scheme.toml", SCHEME.format(sector="labour-social"))
    desk.done(*asked, file)
    shown = json.loads(desk.done("period", "show", "2027", "--format", "json"))
    assert shown["clusters"][0]["criteria"] == "hai-phan"


def test_scheme_file_with_faults(desk: "Desk", refused_twice: Twice) -> None:
    asked = ("period", "open", "2027", "--cluster", "phong", *YEAR, "--scheme")
    vi, en = refused_twice(*asked, desk.file("scheme.toml", 'code = "x"\nparts = 3\n'))
    assert "scheme.toml" in vi and "scheme.toml" in en


def test_a_period_is_shown_even_where_its_formulas_have_changed(
    desk: "Desk", monkeypatch: pytest.MonkeyPatch
) -> None:
    def changed(*_: object) -> None:
        raise refuse("công thức đã đổi.", "the formula has changed.")

    monkeypatch.setattr("thidua.core.model.freezing.thaw_scheme", changed)
    said = json.loads(desk.done("period", "show", "2026", "--format", "json"))
    assert said["clusters"][0]["outside_validity"] == []
