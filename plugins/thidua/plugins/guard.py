"""The fence around foreign code: whatever it raises comes back as a value."""

import decimal
from collections.abc import Callable
from typing import Generic, TypeVar

from attrs import frozen

T = TypeVar("T")


@frozen
class Done(Generic[T]):
    """The call went well."""

    value: T


@frozen
class Failed:
    """The call raised."""

    error: BaseException


def guarded(call: Callable[[], T]) -> Done[T] | Failed:
    """Call foreign code in a decimal context of its own.

    Everything it raises is caught, a SystemExit included, but for the user's own Ctrl+C.
    """
    with decimal.localcontext():
        try:
            return Done(call())
        except KeyboardInterrupt:
            raise
        except BaseException as error:  # noqa: BLE001 - the fault boundary to a plugin
            return Failed(error)
