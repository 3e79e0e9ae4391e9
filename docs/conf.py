"""How Sphinx makes the pages: tox run -e docs."""

from importlib.metadata import version as version_of

from pygments.lexers.special import TextLexer
from sphinx.application import Sphinx

project = "thidua"
copyright = "thidua contributors"
version = release = version_of("thidua")
language = "vi"

extensions = ["myst_parser"]
source_suffix = {".md": "markdown"}
exclude_patterns = ["templates", "vi-du", "blocks"]
nitpicky = True

myst_enable_extensions = ["deflist"]
myst_heading_anchors = 4

html_theme = "furo"
html_title = f"thidua {release}"
html_copy_source = False
html_show_sphinx = False
# The examples that the guide works with are linked from it.
html_extra_path = ["vi-du"]


def setup(app: Sphinx) -> None:
    """Blocks of the formula language are shown as they are."""
    app.add_lexer("formula", TextLexer)
