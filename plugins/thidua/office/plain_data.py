"""What a template may be given."""


def require_plain(value: object, path: str = "report") -> None:
    """Raise TypeError at the first value that is no dict, list, string, integer or boolean."""
    if type(value) is dict:
        for key, item in value.items():
            require_plain(item, f"{path}.{key}")
    elif type(value) is list:
        for index, item in enumerate(value):
            require_plain(item, f"{path}[{index}]")
    elif value is not None and type(value) not in (str, int, bool):
        raise TypeError(f"{path}: not plain data: {type(value).__name__}")
