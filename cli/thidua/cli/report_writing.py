"""Reports as files: each written whole, by the department's own template where it has one."""

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click
from attrs import frozen

from thidua.cli.bilingual_commands import say
from thidua.cli.session import Session, warn
from thidua.core.text.bilingual import Text
from thidua.core.text.counting import counted

if TYPE_CHECKING:
    from thidua.core.workspace.catalogue import Catalogue
    from thidua.core.workspace.templates import Plain, Renderer, TemplateFile

EMPTY = Text(
    "báo cáo trống, 0 số liệu và 0 bảng xếp hạng. Hãy kiểm tra --period, --department và kết quả"
    " đã nhập.",
    "the report is empty: 0 figures, 0 rankings. Check --period, --department and the results"
    " that were entered.",
)


@frozen
class Wanted:
    """One file to write: a report, by its code, with the data to fill it with."""

    report: str
    file: Path
    data: "Mapping[str, Plain]"


def write_reports(session: Session, catalogue: "Catalogue", wanted: Sequence[Wanted]) -> None:
    """Fill in all reports, then write the files; Refused before the first where one is wrong.

    The documents are in Vietnamese, whatever the language of the screen.
    """
    from thidua.core.files.whole_file import write_whole
    from thidua.core.workspace.templates import Filling

    ways: dict[str, Renderer] = {}
    fillings: dict[str, list[tuple[Path, Filling]]] = {}
    for item in wanted:
        renderer, layout = _way_to_write(session, catalogue, item)
        ways[renderer.code] = renderer
        fillings.setdefault(renderer.code, []).append((item.file, Filling(layout, item.data)))
    written = {
        code: renderer.render([filling for _, filling in fillings[code]], "vi")
        for code, renderer in ways.items()
    }
    for code, contents in written.items():
        for (file, _), content in zip(fillings[code], contents, strict=True):
            write_whole(file, content)
    for notice in dict.fromkeys(it for way in ways.values() if way.lacks for it in way.lacks()):
        warn(notice)


def _way_to_write(
    session: Session, catalogue: "Catalogue", item: Wanted
) -> "tuple[Renderer, TemplateFile]":
    from thidua.core.workspace.own_templates import own_version, refuse_faulty

    template = own_version(session.workspace.folder, catalogue, catalogue.template(item.report))
    renderer, layout = catalogue.renderer_for(template, item.file.suffix)
    refuse_faulty(template, layout, renderer)
    return renderer, layout


def tell(wanted: Sequence[Wanted]) -> None:
    """Say what stands in the reports that were written, and what their readers must know."""
    from thidua.core.workspace.summary.rankings import COUNTED, NOT_FINAL, PROPOSED
    from thidua.core.workspace.summary.same_days import SAME_DAYS

    for item in wanted:
        click.echo(_said_of(item))
    notices: list[Any] = [item.data["notices"] for item in wanted]
    empty = any(_counts(item) == (0, 0) for item in wanted if "figures" in item.data)
    for said, words in (
        (empty, EMPTY),
        # A basis also tells of other things; reports are in Vietnamese.
        (any(PROPOSED.vi in it["basis"] for it in notices), PROPOSED),
        (any(SAME_DAYS.vi in it["basis"] for it in notices), SAME_DAYS),
        (any(it["provisional"] for it in notices), NOT_FINAL),
        (any(it["illustrative"] for it in notices), COUNTED),
    ):
        if said:
            warn(words)


def _said_of(item: Wanted) -> str:
    if "figures" not in item.data:
        return say(Text(f"Đã ghi {item.file}.", f"{item.file} is written."))
    figures, rankings = _counts(item)
    held = f"{counted(figures, 'figure')}, {counted(rankings, 'ranking')}"
    return say(
        Text(
            f"Đã ghi {item.file}: {figures} số liệu, {rankings} bảng xếp hạng.",
            f"{item.file} is written: {held}.",
        )
    )


def _counts(item: Wanted) -> tuple[int, int]:
    data: Any = item.data
    return sum(len(group["rows"]) for group in data["figures"]), len(data["rankings"])
