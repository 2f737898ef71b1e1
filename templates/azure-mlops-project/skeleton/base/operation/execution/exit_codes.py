"""Exit codes of the steps, and the errors that lead to them. `docs/debug.md` has a row for each."""

from enum import IntEnum

from src.errors import CoreError


class ExitCode(IntEnum):
    """The exit code of a step tells the kind of failure."""

    OK = 0
    UNEXPECTED = 1
    USAGE = 2
    CONFIGURATION = 10
    DATA = 20
    MODEL = 25
    GATE = 30
    DRIFT = 35
    QUALITY = 40
    AUTHENTICATION = 50
    SERVICE = 60
    TIMEOUT = 70


class StepError(Exception):
    """A failure with an exit code of its own."""

    code = ExitCode.UNEXPECTED


class ConfigurationError(StepError):
    """A configuration file, an option or the place where the step runs is wrong."""

    code = ExitCode.CONFIGURATION


class QualityError(StepError):
    """Lint, types, tests or pipeline lint found something."""

    code = ExitCode.QUALITY


class AuthenticationError(StepError):
    """A service does not accept who we are."""

    code = ExitCode.AUTHENTICATION


class ServiceError(StepError):
    """A service that we depend on is not there or fails."""

    code = ExitCode.SERVICE


class StepTimeoutError(StepError):
    """Something took longer than it may."""

    code = ExitCode.TIMEOUT


def exit_code_of(error: Exception) -> ExitCode:
    """Return the exit code of an error."""
    if isinstance(error, StepError):
        return error.code
    if isinstance(error, CoreError):
        return ExitCode(error.exit_code)
    return ExitCode.UNEXPECTED
