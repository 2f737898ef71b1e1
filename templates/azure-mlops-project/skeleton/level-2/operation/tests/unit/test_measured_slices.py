from pathlib import Path

import pytest

from operation.execution.configuration import ConfigurationFolder
from operation.execution.exit_codes import ExitCode
from operation.execution.validate_configuration import complaints_of
from operation.tests.conftest import replace, run_step
from src.problem import METRICS, SLICES

SLICES_FILE = "operation/configuration/slices.yml"


def write_slices(project: Path, name: str, metric: str) -> None:
    limit = "minimums" if METRICS.get(metric) == "higher" else "maximums"
    text = f"minimum_rows: 20\nslices:\n  {name}:\n    {limit}:\n      {metric}: 0.5\n"
    (project / SLICES_FILE).write_text(text, "utf-8")


def test_a_slice_that_nobody_makes_is_a_mistake_in_the_configuration(
    project: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    write_slices(project, "winter", next(iter(METRICS)))
    assert run_step("validate_configuration") == ExitCode.CONFIGURATION
    err = capsys.readouterr().err
    assert f"{SLICES_FILE}: slices.winter\n  expected: one of the slices {', '.join(SLICES)}\n" in err
    assert "found:    'winter'\n  remedy:   Correct the name, or make the slice in src/problem.py" in err


def test_a_metric_of_a_slice_that_nobody_measures_is_a_mistake_in_the_configuration(project: Path) -> None:
    write_slices(project, SLICES[0], "mea")
    (complaint,) = complaints_of(ConfigurationFolder(project))
    assert f"slices.yml: slices.{SLICES[0]}.maximums.mea\n  expected: one of the metrics " in complaint


def test_slices_and_metrics_that_are_measured_are_fine(project: Path) -> None:
    for metric in METRICS:
        write_slices(project, SLICES[-1], metric)
        assert complaints_of(ConfigurationFolder(project)) == []


def test_a_metric_of_the_champion_that_nobody_measures_is_a_mistake_in_the_configuration(
    project: Path, environment: str
) -> None:
    file = ConfigurationFolder(project).environment_file(environment, "champion.yml")
    replace(file, "tolerances:\n", "tolerances:\n  mea: 0.5\n")
    (complaint,) = complaints_of(ConfigurationFolder(project))
    assert f"environment_{environment}/champion.yml: tolerances.mea\n  expected: one of the metrics" in complaint


def test_the_gate_refuses_a_slice_that_nobody_makes_before_it_judges(
    project: Path, environment: str, capfd: pytest.CaptureFixture[str]
) -> None:
    write_slices(project, "winter", next(iter(METRICS)))
    assert run_step("gate", "--env", environment, "--backend", "local", "--dry-run") == ExitCode.CONFIGURATION
    out, err = capfd.readouterr()
    assert f"{SLICES_FILE}: slices.winter" in err
    assert "src.gate" not in out
