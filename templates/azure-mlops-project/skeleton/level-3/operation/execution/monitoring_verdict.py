"""Step `monitoring_verdict`: fail where the reports of this environment say drift or loss of performance."""

import sys
from collections.abc import Sequence

from operation.execution.monitoring_records import read_findings
from operation.execution.step import StepContext, run_environment_step
from src.errors import DriftError


def work(context: StepContext) -> None:
    """Read the records and fail where they say so."""
    if context.dry_run:
        print("dry run, no record is read")
        return
    findings = read_findings(context)
    for finding in findings:
        print(f"{finding.name:<12}{finding.measured_at:%Y-%m-%d %H:%M} UTC  {finding.summary}")
    bad = [f"{finding.name}: {finding.summary}" for finding in findings if finding.bad]
    if bad:
        raise DriftError("\n".join(bad))


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the step."""
    description = "Fail where the monitoring reports say drift or loss of performance."
    return run_environment_step("monitoring_verdict", description, work, arguments)


if __name__ == "__main__":
    sys.exit(main())
