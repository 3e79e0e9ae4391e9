"""The stages that a child runs: each takes the sector and options, and gives JSON values."""

import base64
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any, Final

from thidua.core.workspace.templates import ReportTemplate
from thidua.plugins.kit.behaviour_stage import behaviour_results, fingerprints
from thidua.plugins.kit.cell_times import microseconds_of_cell
from thidua.plugins.kit.declaration import declaration_results
from thidua.plugins.kit.examining import Examined
from thidua.plugins.kit.neighbours import entry_point_of, neighbour_results
from thidua.plugins.kit.results import to_plain
from thidua.plugins.kit.subject_places import places_of

Examine = Callable[[], Examined]
Stage = Callable[[Examine, Mapping[str, Any]], Any]


def _declaration(examine: Examine, _: Mapping[str, Any]) -> Any:
    examined = examine()
    return {
        "results": [to_plain(it) for it in declaration_results(examined)],
        "imported": examined.imported,
        "criteria": {
            code: [it.criterion.code for it in compiled.criteria]
            for code, compiled in examined.compiled.items()
        },
        "has_own_formats": any(_of_own_formats(examined)),
        "templates": [_template(it) for it in _of_common_formats(examined)],
    }


def _of_common_formats(examined: Examined) -> Iterator[ReportTemplate]:
    """The templates with their files but for those that only a renderer of its own takes."""
    own = _own_formats(examined)
    for template in examined.templates.values():
        files = tuple(it for it in template.files if it.format not in own)
        if files:
            yield ReportTemplate(
                template.code, template.title, template.document, files, template.sector
            )


def _own_formats(examined: Examined) -> set[str]:
    common = {it.format for it in examined.base.renderers.values()}
    return {it.format for it in examined.renderers.values()} - common


def _template(template: ReportTemplate) -> dict[str, Any]:
    return {
        "code": template.code,
        "document": template.document.value,
        "files": [
            {
                "format": it.format,
                "file": it.file,
                "content": base64.b64encode(it.content).decode("ascii"),
            }
            for it in template.files
        ],
    }


def _own_templates(examine: Examine, _: Mapping[str, Any]) -> Any:
    """Trials of the templates that only the sector's own renderers take: its code, too."""
    # With a made-up report of every kind, that no other stage needs.
    from thidua.plugins.kit.template_trials import template_results

    examined = examine()
    found = template_results(_of_own_formats(examined), list(examined.renderers.values()))
    return [to_plain(it) for it in found]


def _of_own_formats(examined: Examined) -> Iterator[ReportTemplate]:
    own = _own_formats(examined)
    for it in examined.templates.values():
        if files := tuple(file for file in it.files if file.format in own):
            yield ReportTemplate(it.code, it.title, it.document, files, it.sector)


def _neighbours(examine: Examine, options: Mapping[str, Any]) -> Any:
    folders = [Path(it) for it in options["folders"]]
    return [
        to_plain(it) for it in neighbour_results(examine(), folders, options.get("without", ()))
    ]


def _behaviour(examine: Examine, options: Mapping[str, Any]) -> Any:
    found = behaviour_results(examine(), options["examples"], options["seed"])
    return [to_plain(it) for it in found]


def _fingerprint(examine: Examine, options: Mapping[str, Any]) -> Any:
    return fingerprints(examine(), options["seed"], elsewhere=options["elsewhere"])


def _cell_time(examine: Examine, options: Mapping[str, Any]) -> Any:
    return microseconds_of_cell(examine(), options["set"], options["criterion"])


def _cases(examine: Examine, _: Mapping[str, Any]) -> Any:
    from thidua.plugins.kit.cases import case_results

    return [to_plain(it) for it in case_results(examine())]


def _places(examine: Examine, options: Mapping[str, Any]) -> Any:
    return places_of(examine(), options["subjects"])


def _locate(_: Examine, options: Mapping[str, Any]) -> Any:
    return entry_point_of(options["code"], options.get("without", ()))


STAGES: Final[Mapping[str, Stage]] = {
    "locate": _locate,
    "declaration": _declaration,
    "neighbours": _neighbours,
    "behaviour": _behaviour,
    "fingerprint": _fingerprint,
    "own-templates": _own_templates,
    "cell-time": _cell_time,
    "cases": _cases,
    "places": _places,
}
"""By the name under which the parent calls them; "import" is apart, for it must load nothing."""
