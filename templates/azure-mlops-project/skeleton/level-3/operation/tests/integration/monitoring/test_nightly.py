"""The nightly run, with settings that only real data, at another time, could keep."""

import importlib
import shlex
from datetime import datetime, timezone
from pathlib import Path
from typing import Any

import pytest
import yaml

from operation.execution.configuration import ConfigurationFolder
from operation.execution.exit_codes import ExitCode
from operation.execution.local_store import STORE_VARIABLE
from operation.execution.pipeline_files import read_pipeline_file, steps_of
from operation.execution.promotion.policy_decision import DAYS
from src import problem

NIGHTLY = Path("azure_pipelines/nightly.yml")
# Of the online endpoint and of the report: they go by the released model alone, and take their time.
LEFT_OUT = ("responsible_ai", "deploy_online.yml")


def change(file: Path, **changes: Any) -> None:  # noqa: ANN401 - whatever the file may hold
    content = yaml.safe_load(file.read_text("utf-8"))
    for name, value in changes.items():
        content[name] = {**content[name], **value} if isinstance(value, dict) else value
    file.write_text(yaml.safe_dump(content), "utf-8")


@pytest.fixture
def for_real_data(trained_project: Path) -> Path:
    """Return a trained project, set to real data whose labels come late, and to releases on another day."""
    another_day = DAYS[(datetime.now(timezone.utc).weekday() + 3) % len(DAYS)]
    folder = ConfigurationFolder(trained_project)
    for name in folder.environments():
        change(folder.environment_file(name, "settings.yml"), data={"source": "file", "raw_file": "customers.csv"})
        change(
            folder.environment_file(name, "promotion_policy.yml"),
            window={"days": [another_day], "from_hour": 7, "until_hour": 15},
            minimums={next(iter(problem.METRICS)): 1e9},
            minimum_holdout_rows=100000,
        )
        change(
            folder.environment_file(name, "monitoring.yml"),
            scored_data={"source": "log"},
            drift={"minimum_rows": 100000},
            performance={"truth_source": "file", "label_delay_days": 14.0, "minimum_rows": 100000},
        )
        batch = folder.environment_file(name, "batch.yml")
        if batch.is_file():
            change(batch, source="folder", folder="claims")
    return trained_project


def lines_of(project: Path, path: Path) -> list[str]:
    """Return the lines of a pipeline or template that work for an environment, and of the templates in there."""
    file, lines = read_pipeline_file(project, path), []
    for step in steps_of(file):
        template = str(step.get("template", ""))
        if "line" in step.get("parameters", {}):
            lines.append(str(step["parameters"]["line"]))
        elif "environment" in step.get("parameters", {}) and not template.endswith(LEFT_OUT):
            lines += lines_of(project, file.referenced(template))
    return [line for line in lines if not any(f".{name} " in line for name in LEFT_OUT)]


def test_the_whole_loop_runs_on_the_sample_data_whatever_is_demanded_of_real_data(
    for_real_data: Path, environment: str, capsys: pytest.CaptureFixture[str]
) -> None:
    lines = lines_of(for_real_data, NIGHTLY)
    values = {
        "${{ variables.training_environment }}": environment,
        "${{ parameters.environment }}": ConfigurationFolder(for_real_data).environments()[-1],
        "${{ variables.backend }}": "local",
    }
    for line in lines:
        for expression, value in values.items():
            line = line.replace(expression, value)  # noqa: PLW2901
        _, _, module, *options = shlex.split(line)
        if module.endswith(".training_pipeline"):  # a model was trained on the sample once for all tests
            options.append("--dry-run")
        assert importlib.import_module(module).main(options) == ExitCode.OK, line
    printed = capsys.readouterr().out
    assert "python -m src.prepare --raw-data data/raw/rehearsal.csv" in printed
    assert "every metric kept" in printed
    steps = [line.split()[2].rpartition(".")[2] for line in lines]
    needed = ("training_pipeline", "decide_promotion", "release", "monitor_drift", "monitor_performance")
    assert {*needed, "monitoring_verdict"} <= {*steps}


def test_a_rehearsal_keeps_nothing_where_an_agent_keeps_models_and_endpoints(project: Path) -> None:
    variables = yaml.safe_load((project / NIGHTLY).read_text("utf-8"))["variables"]
    assert {"name": STORE_VARIABLE, "value": ""} in variables
