"""A digest of results on generated figures, to be compared between processes.

Without hypothesis: plain pseudo-random numbers, which are the same in every process.
"""

import hashlib
from collections.abc import Iterator, Mapping
from fractions import Fraction
from random import Random
from typing import Final

from thidua.core.exact.figure import Bound, Figure
from thidua.core.formula.tree import Name
from thidua.core.model.compiled import CompiledSet
from thidua.core.model.formulas import Formula
from thidua.core.model.indicator import Indicator
from thidua.core.scoring.cells import Cell
from thidua.plugins.kit.behaviour.domains import Domain, domains_of
from thidua.plugins.kit.behaviour.scene import Scene
from thidua.plugins.kit.behaviour.subject import Subject, subjects_of

CLUSTERS: Final = 10
"""How many clusters each criterion is scored on."""
_MEMBERS: Final = 4
_BOUNDS: Final = (*[Bound.EXACT] * 12, None, Bound.OVER, Bound.UNDER, Bound.NEAR)


def fingerprint(
    compiled: CompiledSet,
    indicators: Mapping[str, Indicator],
    formulas: Mapping[str, Formula],
    *,
    seed: int,
    order: int = 0,
) -> str:
    """A digest of the points, and of the reasons for none, of every criterion of a set.

    The same figures come of the same ``seed``; with another ``order`` the units are scored in
    another order. Whatever else changes, the digest must not. ``formulas`` are those of the
    catalogue; the set already holds the ones that it uses.
    """
    digests = criterion_fingerprints(compiled, indicators, formulas, seed=seed, order=order)
    told = "\n".join(f"{code} {digest}" for code, digest in digests.items())
    return hashlib.sha256(told.encode()).hexdigest()


def criterion_fingerprints(
    compiled: CompiledSet,
    indicators: Mapping[str, Indicator],
    formulas: Mapping[str, Formula],
    *,
    seed: int,
    order: int = 0,
) -> dict[str, str]:
    """The same, a digest for each criterion by its code: which one differs."""
    subjects = sorted(subjects_of(compiled, indicators, ()), key=lambda one: one.code)
    return {subject.code: _of_one(subject, seed, order) for subject in subjects}


def _of_one(subject: Subject, seed: int, order: int) -> str:
    digest = hashlib.sha256()
    shuffling = Random(order)
    for scene in drawn_scenes(subject, seed):
        units = list(scene.units)
        if order:
            shuffling.shuffle(units)
        cells = scene.cells(subject, units)
        for unit in scene.units:
            digest.update(f"{unit} {_told(cells[unit])}\n".encode())
    return digest.hexdigest()


def drawn_scenes(subject: Subject, seed: int) -> Iterator[Scene]:
    """A few clusters of one criterion, the same for the same seed in every process."""
    random = Random(f"{seed} {subject.code}")
    domains = domains_of(subject)
    for _ in range(CLUSTERS):
        yield _scene(subject, domains, random)


def _told(cell: Cell) -> str:
    if cell.points is not None:
        found = cell.points
        return f"{found.full} {found.deducted} {found.base} {found.bonus}"
    reasons = (f"{one.kind} {one.subject} {one.detail} {one.unit}" for one in cell.unknown)
    return "; ".join(reasons)


def _scene(subject: Subject, domains: Mapping[Name, Domain], random: Random) -> Scene:
    units = tuple(f"u{place}" for place in range(1, 1 + _MEMBERS))
    figures = {
        (unit, name): figure
        for unit in units
        for name, domain in domains.items()
        if (figure := _figure(domain, random)) is not None
    }
    judged = {
        (unit, one.criterion): one.low + (one.high - one.low) * Fraction(random.randint(0, 4), 4)
        for unit in units
        for one in subject.judgements
    }
    return Scene(units, figures, judged)


def _figure(domain: Domain, random: Random) -> Figure | None:
    bound = random.choice(_BOUNDS)
    is_free = domain.most and random.randrange(3) == 0
    value = domain.stepped(random.randint(0, domain.most)) if is_free else None
    if value is None:
        value = random.choice(domain.values)
    if bound is None:
        return None
    return Figure(value, bound if domain.most else Bound.EXACT)
