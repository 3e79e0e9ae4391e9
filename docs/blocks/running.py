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
    """A page as one example, for its blocks build on each other and belong to one process."""
    fences = tuple(filter(is_run, fences_of(document.text)))
    if fences:
        yield Region(fences[0].start, fences[-1].end, fences, evaluate)


def is_run(fence: Fence) -> bool:
    """Whether a block is more than a drawing or a thing to read: a text may be a file too."""
    if "not run" in fence.marks:
        return False
    return fence.language not in NOT_CODE or not fence.marks.keys().isdisjoint({"file", "append"})


def evaluate(example: Example) -> str | None:
    """Run the blocks of a page in its folder; says all that is wrong, each with its line."""
    wrong = []
    for fence in example.parsed:
        try:
            found = run_block(fence, example)
        except Exception as error:
            raise RuntimeError(f"{example.path}:{fence.line}") from error
        if found:
            wrong.append(f"{example.path}:{fence.line}\n{found}")
    return "\n\n".join(wrong) or None


def run_block(fence: Fence, example: Example) -> str | None:
    """Save a block, or run it; says what is wrong."""
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
