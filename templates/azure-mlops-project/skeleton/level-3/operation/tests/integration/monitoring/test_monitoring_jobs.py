"""The same steps as jobs of Azure Machine Learning: the SDK reads what a dry run prints."""

import io
from pathlib import Path
from typing import Any

import pytest
import yaml
from azure.ai.ml import load_job

from operation.execution.azureml.job_document import FOLDER
from operation.execution.exit_codes import ExitCode
from operation.tests.conftest import run_step
from operation.tests.integration.monitoring.conftest import Released

STEPS = ("log_scored_data", "check_freshness", "monitor_drift", "monitor_performance", "publish_features")


@pytest.mark.parametrize("step", STEPS)
def test_the_sdk_reads_the_job_of_a_step(released: Released, step: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert run_step(step, "--env", released.environment, "--backend", "azureml", "--dry-run") == ExitCode.OK
    text = capsys.readouterr().out.split(f"as if it were in {FOLDER.as_posix()}:\n")[1]
    job: Any = load_job(io.StringIO(text), relative_origin=str(FOLDER / "job.yml"))
    assert step in job.jobs
    outputs = Path("outputs", released.environment).resolve()
    inputs = [value for job in yaml.safe_load(text)["jobs"].values() for value in job["inputs"].values()]
    paths = [value["path"] for value in inputs if isinstance(value, dict)]
    assert paths
    for path in paths:
        assert path.startswith("azureml://") or (FOLDER / path).resolve().is_relative_to(outputs)
        assert path.startswith("azureml://") or (FOLDER / path).is_dir(), f"{path} is a folder of this computer"
