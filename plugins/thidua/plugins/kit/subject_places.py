"""Where the subject of a result stands: the line of a criterion, of a formula's function."""

from collections.abc import Iterable, Iterator

from thidua.core.formula.tree import PythonCall
from thidua.core.formula.walking import walk
from thidua.core.model.compiled import CompiledCriterion
from thidua.core.text.bilingual import Text
from thidua.core.text.fault import Fault
from thidua.plugins.code_places import place_of_function
from thidua.plugins.kit.examining import Examined

_HERE = Text("tiêu chí", "criterion")


def places_of(examined: Examined, subjects: Iterable[str]) -> dict[str, str]:
    """The file and line of each subject that has one: a formula's code, a criterion's, with the
    code of its set before it where there are several."""
    found = {subject: _place(examined, subject) for subject in subjects}
    return {subject: place for subject, place in found.items() if place}


def _place(examined: Examined, subject: str) -> str:
    formula = examined.formulas.get(subject)
    if formula is not None and formula.function is not None:
        return place_of_function(formula.function)
    criteria_set, _, criterion = subject.rpartition(" ")
    return next(_of_criterion(examined, criteria_set, criterion), "")


def _of_criterion(examined: Examined, criteria_set: str, criterion: str) -> Iterator[str]:
    for code, compiled in examined.compiled.items():
        if code == (criteria_set or code) and criterion in compiled.by_code:
            yield from _of_functions(examined, compiled.by_code[criterion])
            yield from _of_tables(examined, code, f"criteria[{criterion}]")


def _of_functions(examined: Examined, item: CompiledCriterion) -> Iterator[str]:
    """Of its Python functions: where the code is that scores it."""
    for tree in (item.full, item.deducted, item.base, item.bonus):
        for node in walk(tree):
            if isinstance(node, PythonCall) and node.formula in examined.formulas:
                yield place_of_function(examined.formulas[node.formula].function)


def _of_tables(examined: Examined, criteria_set: str, path: str) -> Iterator[str]:
    files = examined.sector.files
    for table in files.point_tables:
        if table.criteria_set.code == criteria_set:
            [fault] = files.folder.located(table.file, [Fault(_HERE, path)])
            yield fault.place
