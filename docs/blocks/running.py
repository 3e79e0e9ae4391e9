"""Which block is run how."""

from collections.abc import Callable, Iterable, Mapping

from sybil import Document, Example, Region

from blocks.consoles import run_console
from blocks.expressions import run_expressions
from blocks.fences import Fence, fences_of
from blocks.page_folder import PageFolder
from blocks.pieces import faults_of_piece

NOT_CODE = frozenset({"text", "{toctree}"})
"""Drawings, and what is for Sphinx."""


def regions(document: Document) -> Iterable[Region]:
    """The blocks of a page that are run."""
    for fence in fences_of(document.text):
        if is_run(fence):
            yield Region(fence.start, fence.end, fence, evaluate)


def is_run(fence: Fence) -> bool:
    """Whether a block is more than a drawing or a thing to read: a text may be a file too."""
    if "not run" in fence.marks:
        return False
    return fence.language not in NOT_CODE or not fence.marks.keys().isdisjoint({"file", "append"})


def evaluate(example: Example) -> str | None:
    """Run a block in its page's folder; says what is wrong."""
    fence: Fence = example.parsed
    folder: PageFolder = example.namespace["folder"]
    if (name := fence.marks.get("append")) is not None:
        folder.save(name, fence.source, append=True)
        return None
    if (name := fence.saved_as) is not None:
        folder.save(name, fence.content)
        return None
    if fence.language not in _RUN:
        return f"nobody knows how to run a block of {fence.language!r}; give a reason: not run"
    return _RUN[fence.language](fence, example)


def _console(fence: Fence, example: Example) -> str | None:
    return run_console(fence.source, example.namespace["folder"])


def _expressions(fence: Fence, _: Example) -> str | None:
    return run_expressions(fence.source)


def _toml(fence: Fence, _: Example) -> str | None:
    if "as" not in fence.marks:
        return "say what it is a piece of (as: …), or name its file"
    return faults_of_piece(fence.source, fence.marks["as"])


def _python(fence: Fence, example: Example) -> None:
    # A faulty line is shown at its line in the page.
    code = compile("\n" * fence.line + fence.source, example.path, "exec", dont_inherit=True)
    folder: PageFolder = example.namespace["folder"]
    with folder.entered():
        exec(code, example.namespace)


_RUN: Mapping[str, Callable[[Fence, Example], str | None]] = {
    "console": _console,
    "formula": _expressions,
    "toml": _toml,
    "python": _python,
}
