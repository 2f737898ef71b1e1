"""`training.yml`: how rows are held out, and how the model is trained."""

from typing import Annotated, ClassVar

from pydantic import Field

from operation.execution.section import Section
from operation.execution.yaml_files import StrictModel
from src.data_contract import WINDOW


class Split(StrictModel):
    """How rows are held out: the latest ones."""

    # The component `prepare` asks for a seed whatever the problem is; here nothing is left to chance.
    seed: ClassVar[int] = 0

    holdout_fraction: Annotated[float, Field(gt=0, lt=1)]


class Hyperparameters(StrictModel):
    """The arguments of the training."""

    lags: Annotated[list[Annotated[int, Field(ge=1, le=WINDOW)]], Field(min_length=1)]
    regularization: Annotated[float, Field(gt=0)]
    cross_validation_folds: Annotated[int, Field(ge=2)]


class TrainingSettings(StrictModel):
    """The file."""

    split: Split
    hyperparameters: Hyperparameters


SECTION = Section(file="training.yml", scope="project", model=TrainingSettings)
