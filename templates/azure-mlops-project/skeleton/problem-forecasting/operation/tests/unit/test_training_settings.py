"""What `training.yml` may say about a forecast."""

import pytest
from pydantic import ValidationError

from operation.configuration_sections.training import Hyperparameters, TrainingSettings
from operation.execution.training_settings import as_arguments
from src.data_contract import WINDOW

GOOD = {"lags": [1, 12], "regularization": 1.0, "cross_validation_folds": 5}


def test_lags_become_one_argument() -> None:
    assert as_arguments(Hyperparameters.model_validate(GOOD)) == (
        "--lags 1,12 --regularization 1.0 --cross-validation-folds 5"
    )


def test_lags_are_shown_as_they_are_written() -> None:
    assert Hyperparameters.model_validate(GOOD).model_dump(mode="json")["lags"] == GOOD["lags"]


@pytest.mark.parametrize("lags", [[], [0], [WINDOW + 1], ["one"], 12])
def test_lags_that_are_no_distances_within_a_window_are_refused(lags: object) -> None:
    with pytest.raises(ValidationError, match="lags"):
        Hyperparameters.model_validate({**GOOD, "lags": lags})


def test_a_seed_is_refused_as_nothing_is_left_to_chance() -> None:
    with pytest.raises(ValidationError, match="seed"):
        TrainingSettings.model_validate({"split": {"holdout_fraction": 0.25, "seed": 1}, "hyperparameters": GOOD})
