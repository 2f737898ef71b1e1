"""`gate.yml`: what a model must reach on the hold-out set."""

from operation.execution.named_metrics import NamedMetric, limited_metrics
from operation.execution.section import Section
from operation.execution.yaml_files import StrictModel


class GateSettings(StrictModel):
    """The file."""

    minimums: dict[str, float]
    maximums: dict[str, float]
    gains_over_baseline: dict[str, float]

    def named_metrics(self) -> list[NamedMetric]:
        """Return the metrics that the file names."""
        gains = [NamedMetric(f"gains_over_baseline.{metric}", metric) for metric in self.gains_over_baseline]
        return [*limited_metrics(self.minimums, self.maximums), *gains]

    def gate_arguments(self) -> list[str]:
        """Return what the gate is told."""
        options = {"--minimum": self.minimums, "--maximum": self.maximums, "--gain": self.gains_over_baseline}
        return [f"{option} {metric}={value}" for option, values in options.items() for metric, value in values.items()]


SECTION = Section(file="gate.yml", scope="project", model=GateSettings)
