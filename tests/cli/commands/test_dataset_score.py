"""``thidua dataset score``: a period in columns, scored by whoever is asked to."""

import csv
import json
import pickle
import re
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click
import pytest

from thidua.cli.dataset_formulas import WorkerFormulas, worker_formulas
from thidua.cli.session import Session
from thidua.core.dataset.parts import open_parts
from thidua.core.dataset.score_file import open_scores

if TYPE_CHECKING:
    from tests.cli.commands.conftest import Put
    from tests.cli.conftest import Desk


@pytest.fixture
def file(scored: "Desk") -> Path:
    """The small cluster as a dataset: vl 98, te 95, ncc 94."""
    path = scored.folder / "thu.parquet"
    scored.done("dataset", "export", "--period", "thu", "-o", path)
    return path


@pytest.fixture
def out(tmp_path: Path) -> Path:
    return tmp_path / "out.parquet"


def rows_of(out: Path) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = open_scores(out).table().to_pylist()
    return found


def test_what_was_scored_is_told(scored: "Desk", file: Path, out: Path) -> None:
    said = scored.run("dataset", "score", file, "-o", out)
    assert (said.code, said.err) == (0, "")
    assert said.out.splitlines() == [
        "Đã chấm 3 đơn vị trong 1 cụm.",
        "  xếp hạng: 3",
        f"Kết quả: {out}",
        "! bảng điểm đề xuất, chưa cơ quan nào ban hành",
    ]
    said = scored.run("dataset", "score", file, "-o", out, "--lang", "en")
    assert said.out.startswith(f"Scored 3 units in 1 cluster.\n  ranked: 3\nResult: {out}\n")


def test_the_scores_are_those_of_rank(scored: "Desk", file: Path, out: Path) -> None:
    scored.done("dataset", "score", file, "-o", out)
    told = json.loads(scored.done("rank", "phong", "--period", "thu", "--format", "json"))
    expected = {row["unit"]: row for row in told["rows"]}
    found = rows_of(out)
    assert [row["unit"] for row in found] == sorted(expected)
    for row in found:
        one = expected[row["unit"]]
        assert (row["rank"], str(row["points"])) == (one["rank"], one["total"])
        assert (row["band"], row["status"]) == (one["band"], one["status"])


@pytest.mark.parametrize("executor", ["processes", "dask"])
def test_whoever_scores_the_result_is_the_same(
    scored: "Desk", file: Path, out: Path, executor: str
) -> None:
    scored.done("dataset", "score", file, "-o", out)
    expected = out.read_bytes()
    out.unlink()
    asked = ("dataset", "score", file, "-o", out, "--executor", executor, "--workers", "1")
    answer = scored.run(*asked)
    assert (answer.code, answer.err) == (0, "")
    assert out.read_bytes() == expected
    assert not out.with_name("out.parquet.parts").exists()


def test_what_could_not_be_scored_is_counted(
    small: "Desk", enter: "Put", out: Path, tmp_path: Path
) -> None:
    for unit in ("vl", "te"):
        for indicator, value in {"tasks": "90", "late": "0", "rate": "96"}.items():
            enter(unit, indicator, value)
        enter(unit, "tasks", "100", "target")
    file = tmp_path / "thu.parquet"
    small.done("dataset", "export", "--period", "thu", "-o", file)
    assert small.done("dataset", "score", file, "-o", out).splitlines()[:4] == [
        "Đã chấm 3 đơn vị trong 1 cụm.",
        "  xếp hạng: 2",
        "  chưa chấm được: 1",
        "Thứ hạng còn tạm tính ở 1 cụm.",
    ]
    said = small.done("dataset", "score", file, "-o", out, "--lang", "en")
    assert "Ranks are provisional in 1 cluster.\n" in said


def test_numbers_for_programs(scored: "Desk", file: Path, out: Path) -> None:
    asked = ("dataset", "score", file, "-o", out, "--format")
    expected = {
        "output": str(out),
        "units": 3,
        "clusters": 1,
        "ranked": 3,
        "unscored": 0,
        "excluded": 0,
        "suspended": 0,
        "capped": 0,
        "provisional": 0,
        "partitions": 1,
        "resumed": 0,
    }
    beside = {"basis": {"thu-2026": "proposal"}, "illustrative": False}
    assert json.loads(scored.done(*asked, "json")) == {**expected, **beside}
    (row,) = csv.DictReader(scored.done(*asked, "csv").splitlines())
    assert row == {key: str(value) for key, value in expected.items()}


def test_a_run_that_was_stopped_is_taken_up(
    scored: "Desk", file: Path, out: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from thidua.core.dataset import scoring_run

    def stop(*_: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr(scoring_run, "write_scores", stop)
        assert "đã dừng theo yêu cầu" in scored.refused("dataset", "score", file, "-o", out)
    assert not out.exists() and out.with_name("out.parquet.parts").is_dir()
    said = scored.done("dataset", "score", file, "-o", out, "--lang", "en")
    assert "1 part of 1 kept from before.\n" in said
    assert not out.with_name("out.parquet.parts").exists()


def test_the_parts_of_other_figures_must_be_dropped_first(
    scored: "Desk", file: Path, out: Path
) -> None:
    open_parts(out, "others").keep("1", b"")
    said = scored.refused("dataset", "score", file, "-o", out)
    assert f"{out}.parts: thư mục giữ phần dở dang của lần chấm khác" in said
    assert "--afresh" in said
    assert "Dùng lại" not in scored.done("dataset", "score", file, "-o", out, "--afresh")


def test_an_unreachable_scheduler_is_refused(
    scored: "Desk", file: Path, out: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("thidua.core.dataset.executors.dask_workers.PATIENCE", 0.2)
    asked = ("dataset", "score", file, "-o", out, "--executor", "dask", "--address", "127.0.0.1:1")
    assert "127.0.0.1:1: không có bộ điều phối Dask nào trả lời" in scored.refused(*asked)
    assert not list(out.parent.glob("out*"))


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (("--address", "a:1"), "--address cần --executor dask."),
        (("--executor", "dask", "--address", "a:1", "--workers", "2"), "không dùng cùng --address"),
        (("--executor", "spark"), "serial, processes, dask"),
        (("--workers", "0"), "--workers"),
    ],
)
def test_words_that_do_not_go_together(
    scored: "Desk", file: Path, out: Path, words: tuple[str, ...], told: str
) -> None:
    answer = scored.run("dataset", "score", file, "-o", out, *words)
    assert answer.code == 2
    assert told in answer.err
    assert answer.err != scored.run("dataset", "score", file, "-o", out, *words, "--lang", "en").err


def test_what_is_no_dataset_is_refused(scored: "Desk", file: Path, out: Path) -> None:
    content = file.read_bytes()
    for name, damaged in {"cut": content[:-100], "turned": b"x" + content, "empty": b""}.items():
        other = file.with_name(name)
        other.write_bytes(damaged)
        assert name in scored.refused("dataset", "score", other, "-o", out)
        assert name in scored.refused("dataset", "info", other)
    assert not list(out.parent.glob("out*"))


@pytest.mark.parametrize("command", ["info", "score"])
def test_without_the_extra_the_command_names_it(
    scored: "Desk", file: Path, out: Path, monkeypatch: pytest.MonkeyPatch, command: str
) -> None:
    from thidua.core.dataset import scale

    monkeypatch.setattr(scale, "find_spec", lambda name: None)
    asked = ("dataset", command, file, *(("-o", out) if command == "score" else ()))
    for language in ("vi", "en"):
        assert "pip install 'thidua[scale]'" in scored.refused(*asked, "--lang", language)


def test_without_dask_its_executor_names_the_extra(
    scored: "Desk", file: Path, out: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from thidua.core.dataset import scale

    monkeypatch.setattr(scale, "find_spec", lambda name: None if name == "dask" else name)
    said = scored.refused("dataset", "score", file, "-o", out, "--executor", "dask")
    assert "chưa được cài: dask." in said and "pip install 'thidua[scale]'" in said


def test_formulas_travel_to_workers(scored: "Desk") -> None:
    session = Session(scored.folder)
    with click.Context(click.Command("thidua")):
        formulas = worker_formulas(session)
    there: WorkerFormulas = pickle.loads(pickle.dumps(formulas))
    assert there == formulas and hash(there) == hash(formulas)
    assert there.workspace == scored.folder.absolute()
    assert "ratio-capped" in there()
    assert set(there()) == set(session.formulas)
    with click.Context(click.Command("thidua")):
        nowhere = worker_formulas(Session(None))
    assert "ratio-capped" in nowhere()


def test_progress_is_shown_on_a_terminal_only(
    scored: "Desk", file: Path, out: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from thidua.cli import progress

    monkeypatch.setattr(progress, "_watched", lambda: True)
    answer = scored.run("dataset", "score", file, "-o", out)
    assert answer.code == 0
    assert "Đang chấm điểm" not in answer.out


def test_a_dataset_tells_what_it_holds(scored: "Desk", file: Path) -> None:
    said = scored.done("dataset", "info", file)
    lines = said.splitlines()
    assert lines[0] == f"{file}: kỳ thu (01/01/2026 - 31/12/2026; lớp cao nhất có số liệu)"
    assert lines[1].startswith("3 đơn vị trong 1 cụm; 1 nhóm dòng, nhiều nhất 3 dòng; 0 dòng")
    assert lines[2].startswith("thu-2026: Bảng điểm thử (3 tiêu chí; bảng điểm đề xuất")
    assert re.fullmatch(r"Mã băm: [0-9a-f]{64}", lines[3])
    assert re.search(r"│ rate +│ +0 │ +3 │ +0 │ +0 │ +92 │ +96 │ được +│", said)
    said = scored.done("dataset", "info", file, "--lang", "en")
    assert "3 units in 1 cluster; 1 row group of at most 3 rows" in said
    assert "thu-2026: Trial table (criteria: 3; proposed criteria set" in said


def test_bounded_figures_are_not_told_as_missing(small: "Desk", out: Path) -> None:
    rows = (f"{unit},rate,kết quả,dưới 96,Sổ theo dõi" for unit in ("vl", "te", "ncc"))
    figures = small.folder / "so-lieu.csv"
    figures.write_text(
        "\n".join(["Mã đơn vị,Mã chỉ tiêu,Loại số liệu,Giá trị,Nguồn", *rows]), encoding="utf-8"
    )
    small.done("result", "import", figures, "--period", "thu")
    small.done("dataset", "export", "--period", "thu", "-o", out)
    said = small.done("dataset", "info", out)
    assert re.search(r"│ rate +│ +0 │ +0 │ +3 │ +0 │ +│ +│ có ô tính riêng +│", said)


def test_what_a_dataset_holds_for_programs(scored: "Desk", file: Path) -> None:
    data = json.loads(scored.done("dataset", "info", file, "--format", "json"))
    assert (data["period"], data["from"], data["to"]) == ("thu", "2026-01-01", "2026-12-31")
    assert (data["units"], data["clusters"], data["layer"]) == (3, 1, None)
    assert [one["code"] for one in data["sets"]] == ["thu-2026"]
    (rate,) = (one for one in data["columns"] if one["column"] == "rate")
    assert (rate["lowest"], rate["highest"], rate["fits"]) == ("92", "96", True)
    found = list(
        csv.DictReader(scored.done("dataset", "info", file, "--format", "csv").splitlines())
    )
    assert [row["column"] for row in found] == [one["column"] for one in data["columns"]]


@pytest.mark.parametrize("words", ["dataset --help", "dataset score --help"])
def test_help_imports_no_library_for_columns(words: str) -> None:
    probe = (
        "import sys; from thidua.cli.main import run; code = run(sys.argv[1:]);"
        " sys.exit(code or bool({'numpy', 'pyarrow', 'dask', 'rich'} & sys.modules.keys()))"
    )
    done = subprocess.run([sys.executable, "-c", probe, *words.split()], capture_output=True)
    assert done.returncode == 0
