"""Where a function of a plugin stands: file and line, for messages."""

import inspect


def place_of_function(function: object) -> str:
    """``…/thidua_health/__init__.py:12``; empty for what has no line in any file."""
    unwrapped = inspect.unwrap(function) if callable(function) else function
    code = getattr(unwrapped, "__code__", None)
    # Code made from a text has a name such as <string>.
    if code is None or code.co_filename.startswith("<"):
        return ""
    return f"{code.co_filename}:{code.co_firstlineno}"
