"""The reference itself as an engine: ``fractions`` of the standard library in a loop."""

import platform
from typing import Final

from comparison.answers import Answer
from comparison.engine import Engine
from comparison.generation import Work
from comparison.reference import right_answer


def _itself(work: Work) -> Work:
    return work


def _found(_: Work, answer: Answer) -> Answer:
    return answer


FRACTIONS: Final = Engine(
    "fractions",
    "fractions in a loop (the reference)",
    prepare=_itself,
    run=right_answer,
    answer=_found,
    version=platform.python_version,
    largest=1_000,
)
