"""A made-up cluster of 30 units scored by 40 criteria, as the files that a department imports.

The criteria are of the kinds that real tables have: shares of a target, tables of bands, rows
that deduct by case, and comparisons with the other members.
"""

import csv
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

UNITS, CRITERIA = 30, 40
POINTS = 25


@dataclass(frozen=True)
class Files:
    """What is imported, in this order."""

    units: Path
    clusters: Path
    criteria: Path
    results: Path


def write_cluster(folder: Path) -> Files:
    """Write the files into a folder of their own inside ``folder``."""
    root = folder / "files"
    root.mkdir()
    files = Files(
        root / "units.csv",
        root / "clusters.csv",
        root / "criteria-bench.toml",
        root / "results.csv",
    )
    _write(files.units, ("code", "name", "kind", "valid_from"), _units())
    _write(files.clusters, ("cluster", "name", "organiser", "unit"), _members())
    _write(files.results, ("unit", "indicator", "kind", "value"), _results())
    files.criteria.write_text(_criteria_set(), encoding="utf-8")
    (root / "sector.toml").write_text("\n".join(_indicators()), encoding="utf-8")
    return files


def _write(file: Path, heading: Iterable[str], rows: Iterable[Iterable[object]]) -> None:
    with file.open("w", encoding="utf-8", newline="") as stream:
        writer = csv.writer(stream)
        writer.writerow(heading)
        writer.writerows(rows)


def _codes() -> list[str]:
    return [f"xa-{number:02}" for number in range(1, UNITS + 1)]


def _units() -> Iterator[tuple[str, ...]]:
    yield "so", "Sở Nội vụ", "department", "01/01/2025"
    for number, code in enumerate(_codes(), start=1):
        yield code, f"Xã số {number}", "commune", "01/01/2025"


def _members() -> Iterator[tuple[str, ...]]:
    for code in _codes():
        yield "cum-30", "Cụm thi đua 30 xã", "so", code


def _results() -> Iterator[tuple[object, ...]]:
    for row, unit in enumerate(_codes(), start=1):
        for number in range(1, CRITERIA + 1):
            if number % 4 == 2:
                yield unit, f"cases_{number}", "actual", (row * number) % 5
                continue
            target = 1000 + 7 * number
            yield unit, f"figure_{number}", "target", target
            yield unit, f"figure_{number}", "actual", target + (row * number * 37) % 400 - 250


def _criteria_set() -> str:
    head = (
        'code = "bench-2026"',
        'title = { vi = "Bảng điểm đo thời gian", en = "Benchmark table" }',
        'basis = "proposal"',
        f"points = {CRITERIA * POINTS}",
        'rounding = { mode = "half-up", criterion = 2, total = 2 }',
        'tie_breakers = ["criteria-at-maximum", "fewest-deductions"]',
    )
    return "\n".join((*head, *map(_criterion, range(1, CRITERIA + 1)), ""))


def _criterion(number: int) -> str:
    name = f"figure_{number}"
    bases = (
        f'formula = "ratio-capped"\ninputs = {{ actual = "{name}", target = "{name}.target" }}',
        f'bands = {{ on = "{name} / {name}.target", steps = [ {{ from = 1, points = {POINTS} }},'
        f' {{ from = "0.9", below = 1, points = 15 }}, {{ below = "0.9", points = 5 }} ] }}',
        f'rows = [ {{ code = "b{number}.1", deduct = 2, per = "cases_{number}", cap = 6 }} ]',
        f'formula = "points * {name} / highest({name})"',
    )
    kind = {0: 3, 1: 0, 2: 2, 3: 1}[number % 4]
    return "\n".join(
        (
            "",
            "[[criteria]]",
            f'code = "B-{number:02}"',
            f'title = {{ vi = "Tiêu chí số {number}", en = "Criterion {number}" }}',
            f"points = {POINTS}",
            bases[kind],
        )
    )


def _indicators() -> Iterator[str]:
    for number in range(1, CRITERIA + 1):
        if number % 4 == 2:
            yield _indicator(f"cases_{number}", f"Số vụ việc {number}", f"Cases {number}")
        else:
            yield _indicator(f"figure_{number}", f"Chỉ tiêu số {number}", f"Indicator {number}")


def _indicator(code: str, vi: str, en: str) -> str:
    return "\n".join(
        (
            "[[indicators]]",
            f'code = "{code}"',
            f'title = {{ vi = "{vi}", en = "{en}" }}',
            'unit = { vi = "việc", en = "items" }',
            "",
        )
    )
