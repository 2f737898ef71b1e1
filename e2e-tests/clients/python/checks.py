"""What life cycles require of answers."""

from collections.abc import Callable, Iterable
from typing import Any, TypeVar

from azure.devops.exceptions import AzureDevOpsServiceError
from msrest.exceptions import ClientException

Item = TypeVar("Item")


def require_equal(found: object, expected: object) -> None:
    if found != expected:
        raise AssertionError(f"found {found!r}, expected {expected!r}")


def require_in(expected: Item, found: Iterable[Item]) -> None:
    values = list(found)
    if expected not in values:
        raise AssertionError(f"{expected!r} is not among {values!r}")


def require_not_in(unexpected: Item, found: Iterable[Item]) -> None:
    values = list(found)
    if unexpected in values:
        raise AssertionError(f"{unexpected!r} is among {values!r}")


def require_refusal(call: Callable[[], Any], part: str) -> None:
    """The service refuses the call with an error of its own whose text has the part."""
    try:
        answer = call()
    except (AzureDevOpsServiceError, ClientException) as error:
        if part not in str(error):
            raise AssertionError(f"{part!r} is not in the refusal {error}") from error
        return
    raise AssertionError(f"nothing was refused; the answer is {answer!r}")
