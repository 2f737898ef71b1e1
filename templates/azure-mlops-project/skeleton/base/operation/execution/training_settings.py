"""What the configuration of the training has whatever the problem is."""

from typing import Annotated

from pydantic import Field

from operation.execution.yaml_files import StrictModel


class Split(StrictModel):
    """How rows are held out."""

    holdout_fraction: Annotated[float, Field(gt=0, lt=1)]
    seed: int


def as_arguments(settings: StrictModel) -> str:
    """Return settings as arguments of a core script: `maximum_iterations: 5` becomes `--maximum-iterations 5`.

    A list becomes one value with commas.
    """
    return " ".join(f"--{name.replace('_', '-')} {_as_value(value)}" for name, value in settings.model_dump().items())


def _as_value(value: object) -> str:
    return ",".join(map(str, value)) if isinstance(value, list) else str(value)
