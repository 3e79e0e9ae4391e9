"""The smallest counterexample, by hypothesis: no database, no deadline, the same every time."""

from collections.abc import Callable
from random import Random
from typing import TypeVar

from hypothesis import Phase, Verbosity, find, settings
from hypothesis import strategies as st
from hypothesis.errors import Flaky, NoSuchExample

Example = TypeVar("Example")


def smallest(
    strategy: st.SearchStrategy[Example],
    fails: Callable[[Example], bool],
    *,
    examples: int,
    seed: int,
) -> Example | None:
    """The simplest example that fails, of so many tried; None where none does.

    Where the same example sometimes fails and sometimes not, the last one that did.
    """
    failed: list[Example] = []

    def noted(example: Example) -> bool:
        answer = fails(example)
        if answer:
            failed[:] = [example]
        return answer

    quiet = settings(
        max_examples=examples,
        database=None,
        deadline=None,
        derandomize=False,
        phases=(Phase.generate, Phase.shrink),
        print_blob=False,
        verbosity=Verbosity.quiet,
    )
    try:
        return find(strategy, noted, settings=quiet, random=Random(seed))
    except NoSuchExample:
        return None
    except Flaky:
        return failed[0] if failed else None
