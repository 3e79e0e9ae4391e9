"""Renews what pages print below their commands, where it is no longer what the commands print.

python docs/page_outputs.py docs/authors/tutorial.md …

Read what changed before you keep it: a page that printed something else may have been right.
"""

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))

from sybil import Document, Region

from blocks.consoles import renewed
from blocks.fences import Fence, fences_of
from blocks.page_folder import PageFolder, open_folder, remove_folder
from blocks.running import is_run, run_block


def renew(page: Path) -> None:
    """Run a page from top to bottom, and write it anew with what its commands print now."""
    text = page.read_text(encoding="utf-8")
    document = Document(text, str(page))
    open_folder(document.namespace)
    try:
        pieces, end = [], 0
        for fence in filter(is_run, fences_of(text)):
            block = text[fence.start : fence.end]
            pieces += [text[end : fence.start], _renewed(fence, block, document)]
            end = fence.end
    finally:
        remove_folder(document.namespace)
    page.write_text("".join([*pieces, text[end:]]), encoding="utf-8")


def _renewed(fence: Fence, block: str, document: Document) -> str:
    folder: PageFolder = document.namespace["folder"]
    if fence.language == "console":
        return block.replace(fence.source, renewed(fence.source, folder))
    document.regions = [(fence.start, Region(fence.start, fence.end, fence))]
    (example,) = document.examples()
    if wrong := run_block(fence, example):
        sys.stderr.write(f"{document.path}:{fence.line}\n{wrong}\n")
    return block


if __name__ == "__main__":
    for name in sys.argv[1:]:
        renew(Path(name))
