"""The checks of a sector, one by one, as tests of pytest."""

import os
from collections.abc import Callable, Iterable, Iterator, Sequence
from importlib.util import find_spec
from pathlib import Path
from typing import Final

import pytest
from attrs import evolve, frozen

from thidua.core.text.bilingual import Language, Text
from thidua.core.text.fault import Refused
from thidua.plugins.kit.cases.naming import FOLDER, names_in
from thidua.plugins.kit.checking import check_plugin
from thidua.plugins.kit.checks import AMONG_OTHERS, DECLARATION, RESOURCES
from thidua.plugins.kit.examining import folder_of
from thidua.plugins.kit.limits import limits_from
from thidua.plugins.kit.reaching import reached
from thidua.plugins.kit.results import Area, CheckResult, Verdict

_BEHAVIOUR: Final = "behaviour"
"""The check of the behaviour as a whole: what it says holds for every single one."""
_CASES: Final = "cases"
_FIRST: Final = {
    Area.DECLARATION: "import",
    Area.RESOURCES: "within-limits",
}
"""The test that tells of what no other test of its area asks for."""
_NOT_TRIED: Final = Text(
    "Chưa thử: xem các kiểm tra khác không đạt.", "Not tried: see the other checks that failed."
)
_NO_SECTOR: Final = (
    "sector_check needs a sector: set thidua_sectors in the settings of pytest,"
    ' or mark the test with @pytest.mark.thidua("…")'
)

_Results = dict[tuple[str, Area | None], tuple[CheckResult, ...]]
_RESULTS: Final = pytest.StashKey[_Results]()


@frozen
class SectorCheck:
    """One check of one sector, or one of its files of cases. Calling it runs the check."""

    sector: str
    """As it is named in the settings or the mark."""
    target: str | Path
    area: Area
    check: str
    run: Callable[["SectorCheck"], tuple[CheckResult, ...]]
    file: str = ""
    """Of a case: ``cases/annex-2.toml``."""
    known: tuple[str, ...] = ()
    """The checks of its area that have tests of their own."""
    language: Language = "en"

    @property
    def name(self) -> str:
        """``health-declaration-points-add-up``, as pytest shows it."""
        last = self.file.removeprefix(f"{FOLDER}/") or self.check
        return f"{Path(self.sector).name or self.sector}-{self.area.value}-{last}"

    def __call__(self) -> tuple[CheckResult, ...]:
        """Run the check, with those of its area, once a session; the results where it passed.

        Fails where the sector does not pass, and skips where it could not be tried.
        """
        results = self.run(self)
        own = tuple(it for it in results if self._concerns(it))
        if failed := [it for it in own if it.failed]:
            pytest.fail(_told(failed, self.language), pytrace=False)
        tried = [it for it in own if it.verdict is Verdict.PASSED]
        if not tried:
            skipped = [it.came_out for it in own] or [_NOT_TRIED]
            pytest.skip(skipped[0].in_language(self.language))
        return own

    def _concerns(self, result: CheckResult) -> bool:
        if result.area is not self.area:
            return False
        if self.area is Area.CASES:
            return not self.file or result.subject in ("", self.file)
        is_left = result.check not in self.known and self.check == _FIRST.get(self.area)
        return result.check in (self.check, _BEHAVIOUR) or is_left


def sector_checks(config: pytest.Config, sectors: Sequence[str]) -> list[SectorCheck]:
    """Every check of the named sectors, or of those that the settings name, in their order.

    UsageError where none is named, or one is not there.
    """
    named = list(sectors) or list(config.getini("thidua_sectors"))
    if not named:
        raise pytest.UsageError(_NO_SECTOR)
    return [check for sector in named for check in _checks_of(config, sector)]


def checked_whole(config: pytest.Config, sector: str | Path) -> tuple[CheckResult, ...]:
    """The results of all checks; fails with every one that the sector does not pass, and where
    there is no such sector."""
    try:
        results = _results_of(config, _target(config, str(sector)), None)
    except Refused as refused:
        pytest.fail(f"thidua: {refused}", pytrace=False)
    if failed := [it for it in results if it.failed]:
        pytest.fail(_told(failed, _language(config)), pytrace=False)
    return results


def _checks_of(config: pytest.Config, sector: str) -> Iterator[SectorCheck]:
    target = _target(config, sector)
    files = _case_files(target)
    plain = SectorCheck(
        sector,
        target,
        Area.DECLARATION,
        "",
        run=lambda check: _results_of(config, check.target, check.area),
        language=_language(config),
    )
    for area, codes in _codes().items():
        for code in codes:
            yield evolve(plain, area=area, check=code, known=codes)
    for file in files or [""]:
        yield evolve(plain, area=Area.CASES, check=_CASES, file=file)


def _codes() -> dict[Area, tuple[str, ...]]:
    return {
        Area.DECLARATION: (*DECLARATION, *AMONG_OTHERS),
        Area.BEHAVIOUR: _behaviour_codes(),
        Area.RESOURCES: tuple(RESOURCES),
    }


def _behaviour_codes() -> tuple[str, ...]:
    if find_spec("hypothesis") is None:
        return (_BEHAVIOUR,)
    from thidua.plugins.kit.behaviour import CHECKS

    return CHECKS


def _target(config: pytest.Config, sector: str) -> str | Path:
    """A folder or workbook is meant from the folder of the settings."""
    is_path = sector == "." or "/" in sector or os.sep in sector or sector.endswith(".xlsx")
    return config.rootpath / sector if is_path else sector


def _case_files(target: str | Path) -> list[str]:
    """The files of cases by name; none of the sector's code is run for it."""
    try:
        with reached(target, limits_from(), ()) as found:
            folder = folder_of(found.target) if found.target else None
            return names_in(folder)
    except Refused as refused:
        raise pytest.UsageError(f"thidua: {refused}") from refused


def _results_of(
    config: pytest.Config, target: str | Path, area: Area | None
) -> tuple[CheckResult, ...]:
    """The results of an area, or of all; each is found out once a session."""
    known = config.stash.setdefault(_RESULTS, {})
    key = (str(target), area)
    if key not in known:
        known[key] = check_plugin(
            target,
            examples=config.getini("thidua_examples"),
            areas=tuple(Area) if area is None else (area,),
        )
    return known[key]


def _language(config: pytest.Config) -> Language:
    return "vi" if config.getini("thidua_language") == "vi" else "en"


def _told(failed: Iterable[CheckResult], language: Language) -> str:
    return "\n".join(line for it in failed for line in _lines(it, language))


def _lines(result: CheckResult, language: Language) -> Iterator[str]:
    place = f" ({result.place})" if result.place else ""
    yield " ".join(dict.fromkeys((result.area.value, result.check, result.subject))).strip() + place
    yield f"  {result.tried.in_language(language)}"
    yield from (f"  {line}" for line in result.came_out.in_language(language).splitlines())
