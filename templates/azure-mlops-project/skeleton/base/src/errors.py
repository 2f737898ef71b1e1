"""What can go wrong in a core script, by kind."""


class DataError(Exception):
    """The data does not keep the data contract, or is not there."""


class ModelError(Exception):
    """A model directory is incomplete, altered, or does not keep the score contract."""


class GateError(Exception):
    """The model is not good enough to be released."""


class SlowModelError(Exception):
    """The model answers, but later than allowed."""
