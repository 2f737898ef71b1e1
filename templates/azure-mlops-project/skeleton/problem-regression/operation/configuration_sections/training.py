"""`training.yml`: how rows are held out, and how the model is trained."""

from typing import Annotated

from pydantic import Field

from operation.execution.section import Section
from operation.execution.training_settings import Split
from operation.execution.yaml_files import StrictModel


class Hyperparameters(StrictModel):
    """The arguments of the training."""

    regularization: Annotated[float, Field(gt=0)]
    cross_validation_folds: Annotated[int, Field(ge=2)]
    seed: int


class TrainingSettings(StrictModel):
    """The file."""

    split: Split
    hyperparameters: Hyperparameters


SECTION = Section(file="training.yml", scope="project", model=TrainingSettings)
