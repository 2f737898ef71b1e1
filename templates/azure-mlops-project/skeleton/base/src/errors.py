"""What can go wrong in a core script, by kind; each kind ends a step with an exit code of its own."""


class CoreError(Exception):
    """A failure that a core script foresees."""

    exit_code = 1


class DataError(CoreError):
    """The data does not keep the data contract, or is not there."""

    exit_code = 20


class ModelError(CoreError):
    """A model is incomplete, altered, or does not keep the score contract."""

    exit_code = 25


class GateError(CoreError):
    """The model is not good enough to be released."""

    exit_code = 30


class DriftError(CoreError):
    """The data or the performance of a released model has moved too far from that of its training."""

    exit_code = 35


class SlowModelError(CoreError):
    """The model answers, but later than allowed."""

    exit_code = 70
