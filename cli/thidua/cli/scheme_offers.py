"""The scheme that ``period open`` was asked for: an installed set, a set or scheme in a file."""

from collections.abc import Collection, Sequence
from pathlib import Path

from thidua.cli.session import Session
from thidua.core.model.compiled import CompiledSet
from thidua.core.model.criteria import TieKey
from thidua.core.model.scheme import Scheme
from thidua.core.text.fault import Refused, refuse
from thidua.core.workspace.catalogue import Catalogue
from thidua.core.workspace.opening import SchemeOffer


def offer_of_set(session: Session, organisers: Collection[str], named: str) -> SchemeOffer:
    """A plain scheme by one set: the code of one that every organiser can use, or a .toml file."""
    path = Path(named)
    if path.suffix == ".toml":
        compiled = compiled_file(session, path)
    else:
        compiled = _usable_by_all(_catalogues(session, organisers), named)
    return SchemeOffer(Scheme.plain(compiled.source), {compiled.source.code: compiled})


def offer_of_file(session: Session, organisers: Collection[str], file: Path) -> SchemeOffer:
    """A scheme file, whose sets every organiser can use."""
    scheme = read_scheme_file(file)
    codes = {code for part in scheme.parts for code in part.set_codes()}
    catalogues = _catalogues(session, organisers)
    keys = scheme.tie_breakers
    sets = {code: _usable_by_all(catalogues, code, keys) for code in sorted(codes)}
    return SchemeOffer(scheme, sets)


def compiled_file(session: Session, file: Path) -> CompiledSet:
    """A criteria set in a file, with the indicators and formulas of ``sector.toml`` beside it."""
    from thidua.core.model.compiling import compile_set
    from thidua.plugins import Folder

    if not file.is_file():
        raise refuse("không có tệp này.", "there is no such file.", place=str(file))
    folder = Folder(file.resolve().parent)
    source = folder.criteria_set(file.name)
    base = session.catalogue()
    has_sector = (file.parent / "sector.toml").is_file()
    own = folder.sector_file() if has_sector else None
    indicators = {item.code: item for item in (own.indicators if own else ())}
    formulas = {item.code: item for item in (own.formulas if own else ())}
    try:
        return compile_set(source, {**base.indicators, **indicators}, {**base.formulas, **formulas})
    except Refused as refused:
        raise Refused(folder.located(file.name, refused.faults)) from refused


def read_scheme_file(file: Path) -> Scheme:
    """A scheme from TOML; Refused with every fault and its line."""
    from thidua.core.model.structuring import read_scheme
    from thidua.plugins import Folder

    if not file.is_file():
        raise refuse("không có tệp này.", "there is no such file.", place=str(file))
    folder = Folder(file.resolve().parent)
    try:
        return read_scheme(folder.plain(file.name))
    except Refused as refused:
        raise Refused(folder.located(file.name, refused.faults)) from refused


def _usable_by_all(
    catalogues: Sequence[Catalogue], code: str, tie_breakers: Sequence[TieKey] = ()
) -> CompiledSet:
    """The set, which every organiser must have enabled."""
    for catalogue in catalogues[1:]:
        catalogue.criteria_set(code)
    return catalogues[0].compiled(code, tie_breakers)


def _catalogues(session: Session, organisers: Collection[str]) -> list[Catalogue]:
    return [session.catalogue(code) for code in organisers]
