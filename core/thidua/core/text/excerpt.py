"""What a user typed, safe to repeat inside a message."""

LIMIT = 40
"""Longest excerpt, in characters."""


def excerpt(text: str) -> str:
    """``text`` in double quotes, shortened, with control characters made visible.

    >>> excerpt("12a")
    '"12a"'
    """
    short = text if len(text) <= LIMIT else text[: LIMIT - 1] + "…"
    return '"' + "".join(sign if sign.isprintable() else "�" for sign in short) + '"'
