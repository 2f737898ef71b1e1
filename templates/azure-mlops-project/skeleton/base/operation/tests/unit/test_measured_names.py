from pathlib import Path

import pytest

from operation.configuration_sections.gate import GateSettings
from operation.execution.configuration import ConfigurationFolder
from operation.execution.exit_codes import ExitCode
from operation.execution.measured_names import unmeasured_names
from operation.execution.named_metrics import NamesMetrics
from operation.execution.section import sections
from operation.execution.validate_configuration import complaints_of
from operation.tests.conftest import run_step
from src.problem import METRICS

GATE = "operation/configuration/gate.yml"
FILE = Path("gate.yml")


def write_gate(project: Path, metric: str) -> None:
    text = f"minimums: {{}}\nmaximums: {{ {metric}: 0.5 }}\ngains_over_baseline: {{}}\n"
    (project / GATE).write_text(text, "utf-8")


@pytest.mark.parametrize("step", ["gate", "training_pipeline"])
def test_a_step_that_judges_refuses_a_metric_that_nobody_measures_before_it_runs_anything(
    project: Path, environment: str, capfd: pytest.CaptureFixture[str], step: str
) -> None:
    write_gate(project, "mea")
    assert run_step(step, "--env", environment, "--backend", "local", "--dry-run") == ExitCode.CONFIGURATION
    out, err = capfd.readouterr()
    assert f"{GATE}: maximums.mea\n  expected: one of the metrics" in err
    assert "found:    'mea'\n  remedy:   Correct the name" in err
    assert "src.gate" not in out
    assert "src.train" not in out


def test_a_metric_may_be_limited_in_its_own_direction_only() -> None:
    metric, better = next(iter(METRICS.items()))
    low, high = {metric: 0.5} if better == "higher" else {}, {metric: 0.5} if better == "lower" else {}
    right = GateSettings(minimums=low, maximums=high, gains_over_baseline={metric: 0.1})
    assert unmeasured_names(FILE, right) == []
    wrong = GateSettings(minimums=high, maximums=low, gains_over_baseline={})
    (complaint,) = unmeasured_names(FILE, wrong)
    assert f"found:    {metric!r}, which is better when it is {better}" in complaint


def test_every_section_that_names_metrics_names_some_that_are_measured(root: Path, environment: str) -> None:
    folder = ConfigurationFolder(root)
    contents = {section.file: folder.read(section, environment) for section in sections()}
    naming = {file: content for file, content in contents.items() if isinstance(content, NamesMetrics)}
    assert "gate.yml" in naming
    assert [complaint for file, content in naming.items() for complaint in unmeasured_names(Path(file), content)] == []


def test_a_mistake_that_several_checks_stumble_over_is_said_once_beside_the_others(
    project: Path, environment: str
) -> None:
    write_gate(project, "mea")
    settings = project / f"operation/configuration/environment_{environment}/settings.yml"
    settings.write_text(settings.read_text("utf-8").replace("source: sample", "source: cloud"), "utf-8")
    complaints = complaints_of(ConfigurationFolder(Path()))
    firsts = [complaint.splitlines()[0] for complaint in complaints]
    assert sorted(firsts) == [
        f"operation/configuration/environment_{environment}/settings.yml: data.source",
        f"{GATE}: maximums.mea",
    ]
