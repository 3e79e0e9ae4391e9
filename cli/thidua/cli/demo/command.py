"""``thidua demo``: one workspace of all the data, everything printed and written."""

import os
from pathlib import Path

import click

from thidua.cli.bilingual_commands import command
from thidua.cli.demo.departments import (
    BLOC,
    DEPARTMENTS,
    DISTRICTS,
    PUBLISHED,
    YEAR,
    Department,
)
from thidua.cli.session import Session
from thidua.core.text.bilingual import Text
from thidua.core.text.fault import refuse

DEFAULT = "thidua-demo"


@command(
    "Việc chính trên số liệu thật: dựng một không gian làm việc mẫu trong THƯ_MỤC, in kết quả,"
    " viết báo cáo.",
    "The main job on real input: builds a sample workspace in DIR, prints the results, writes the"
    " reports.",
)
@click.argument("folder", metavar="[DIR]", required=False, type=click.Path(path_type=Path))
def demo(folder: Path | None) -> None:
    from thidua.core.workspace.folder import make_workspace

    place = _free_folder() if folder is None else folder
    _require_own_database()
    _require_empty(place)
    make_workspace(place)
    _show(Session(place))


def _free_folder() -> Path:
    """``thidua-demo``, or the first of ``thidua-demo-2`` … that is not there yet."""
    number = 1
    place = Path(DEFAULT)
    while place.exists():
        number += 1
        place = Path(f"{DEFAULT}-{number}")
    return place


def _require_empty(place: Path) -> None:
    if place.exists() and (not place.is_dir() or any(place.iterdir())):
        raise refuse(
            "thư mục đã có nội dung; bản mẫu cần một thư mục mới.",
            "there is something here already; the demonstration needs a new folder.",
            place=str(place),
            remedy=Text("Hãy chọn thư mục khác.", "Choose another folder."),
        )


def _require_own_database() -> None:
    """Sample figures must never reach a database that is in real use."""
    if os.environ.get("THIDUA_DATABASE_URL"):
        raise refuse(
            "bản mẫu chỉ ghi vào cơ sở dữ liệu của riêng nó.",
            "the demonstration writes to a database of its own only.",
            place="THIDUA_DATABASE_URL",
            remedy=Text("Hãy bỏ biến môi trường này rồi chạy lại.", "Unset it and run again."),
        )


def _show(session: Session) -> None:
    from thidua.cli.demo import appraisal, papers, published, questions, rankings
    from thidua.cli.demo.tables import chapter, line

    line(FOREWORD)
    chapter(1, Text("Nhập số liệu", "Taking the data in"))
    for department in DEPARTMENTS:
        _take_in(session, department)
    reports = {item.code: papers.report_on(session, item) for item in PUBLISHED}
    chapter(2, Text("Số liệu đã công bố của năm đơn vị", "What five departments have published"))
    for report in reports.values():
        published.show_figures(report)
    chapter(3, Text("Chỉ tiêu kỳ tới so với kết quả", "Coming targets against results"))
    published.show_targets(reports)
    chapter(4, Text("Đối chiếu số học", "The arithmetic audit"))
    published.show_audit(reports)
    chapter(5, Text("Một cuộc thẩm định thật: thị xã Cai Lậy", "A real appraisal: Cai Lậy town"))
    appraisal.show_appraisal(session)
    chapter(6, Text("Xếp hạng", "Rankings"))
    for ranking in (*reports["can-tho"].rankings, *reports["bac-kan"].rankings):
        rankings.show_ranking(ranking)
    chapter(7, Text("Giải thích, so sánh", "Explaining, comparing"))
    for cluster, unit, criteria in EXPLAINED:
        for criterion in criteria:
            place = f"--cluster {cluster} --period {YEAR}"
            questions.ask(session, f"explain {unit} {place} --criterion {criterion}")
    for cluster, first, second in COMPARED:
        questions.show_comparison(session, cluster, YEAR, first, second)
    chapter(8, Text("Báo cáo", "Reports"))
    for department in DEPARTMENTS:
        papers.write_papers(session, department)
    questions.ending(session)


FOREWORD = Text(
    "Số liệu của năm sở là số đã công bố; cuộc thẩm định ở thị xã Cai Lậy là thật. Những gì không"
    " nguồn nào công bố mà xếp hạng cần đến là số liệu minh hoạ, và được ghi rõ ở mọi chỗ.",
    "The figures of the five departments are published ones, and the appraisal of Cai Lậy is real."
    " What a ranking needs and no source publishes is illustrative (số liệu minh hoạ), and is"
    " marked wherever it appears.",
)
EXPLAINED = (
    (DISTRICTS, "can-tho-ninh-kieu", ("LS-01", "LS-13")),
    (BLOC, "bac-kan-sct", ("CC-02", "IT-01")),
)
COMPARED = (
    (DISTRICTS, "can-tho-ninh-kieu", "can-tho-phong-dien"),
    (DISTRICTS, "can-tho-binh-thuy", "can-tho-thoi-lai"),
    (BLOC, "bac-kan-ldtbxh", "bac-kan-sct"),
)


def _take_in(session: Session, department: Department) -> None:
    from thidua.cli.demo.building import build
    from thidua.cli.demo.tables import line

    taken = build(session, department)
    line(taken.in_words(department.code))
