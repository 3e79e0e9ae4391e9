"""Numbers of things in English, where one thing is no plural."""


def counted(count: int, noun: str) -> str:
    """``1 ranking``, ``3 rankings``; of nouns that take an s.

    >>> counted(1, "ranking")
    '1 ranking'
    """
    return f"{count} {noun if count == 1 else f'{noun}s'}"
