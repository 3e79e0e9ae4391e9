"""What a spreadsheet program writes in a cell that it could not compute."""

import re
from typing import Final

_ERROR: Final = re.compile(
    r"#(?:DIV/0!|N/A|NAME\?|NULL!|NUM!|REF!|VALUE!|SPILL!|CALC!|FIELD!|BLOCKED!|CONNECT!|BUSY!"
    r"|UNKNOWN!|PYTHON!|GETTING_DATA)"
    r"|Err:[0-9]{3}"  # LibreOffice
    r"|#{2,}"  # a column too narrow for its numbers, saved as text
)


def is_error(text: str) -> bool:
    """Whether a text stands for a value that could not be computed, or not be shown.

    >>> is_error("#DIV/0!"), is_error("######"), is_error("#1")
    (True, True, False)
    """
    return _ERROR.fullmatch(text.strip()) is not None
