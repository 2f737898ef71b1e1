"""Step `trigger_retraining`: train again where the monitoring gives a reason and the cool-down is over.

In a pipeline of Azure DevOps it queues the training pipeline, anywhere else it runs training_pipeline here.
"""

import sys
from collections.abc import Sequence
from dataclasses import asdict
from datetime import datetime

from operation.configuration_sections.monitoring import SECTION as MONITORING
from operation.execution.clock_option import add_clock_argument, now_of
from operation.execution.locations import release_directory
from operation.execution.monitoring_places import monitoring_directory
from operation.execution.monitoring_records import read_findings
from operation.execution.retraining.retraining_decision import decide, found_reasons
from operation.execution.retraining.training_runs import training_runs
from operation.execution.step import StepContext, run_environment_step
from src.candidate import read_record, write_record
from src.release import RELEASE
from src.scored_log import in_utc

RECORD = "retraining_decision.json"
LOCAL = "local"


def work(context: StepContext) -> None:
    """Decide, write the decision down, and start the training."""
    environment = context.configuration.environment
    if context.dry_run and not release_directory(environment).is_dir():
        print(f"dry run, and nothing is released into {environment}: there is nothing to decide about")
        return
    if context.dry_run and context.backend.name != LOCAL:
        print(f"dry run, no report is fetched from {context.backend.name}: there is nothing to decide about")
        return
    settings = context.configuration.section(MONITORING).retraining
    now = now_of(context)
    release = read_record(release_directory(environment), RELEASE)
    released_at = in_utc(datetime.fromisoformat(release["released_at"]), f"{RELEASE}: released_at")
    found = found_reasons(read_findings(context), released_at, now, settings)
    runs = training_runs(context) if any(name in settings.reasons for name in found) else None
    decision = decide(found, runs.last_started() if runs else None, now, settings)
    for reason in decision.reasons:
        print(f"reason:   {reason}")
    print(f"decision: {decision.outcome}: {decision.explanation}")
    if context.dry_run:
        print("dry run, nothing is started or written")
        return
    record = {"decided_at": now.isoformat(timespec="seconds"), **asdict(decision)}
    write_record(monitoring_directory(environment), RECORD, record)
    if runs and decision.outcome == "train":
        print(runs.start(now, decision.reasons))


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the step."""
    description = "Train again where the monitoring gives a reason and the cool-down is over."
    return run_environment_step("trigger_retraining", description, work, arguments, add_clock_argument)


if __name__ == "__main__":
    sys.exit(main())
