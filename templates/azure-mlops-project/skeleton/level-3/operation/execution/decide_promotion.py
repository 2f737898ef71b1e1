"""Step `decide_promotion`: tell whether the policy of an environment lets the trained candidate in; release nothing."""

import sys
from collections.abc import Sequence

from operation.execution.clock_option import add_clock_argument, now_of
from operation.execution.locations import candidate_directory
from operation.execution.promotion.promotion_record import decide_about, require_allowed
from operation.execution.step import StepContext, run_environment_step


def work(context: StepContext) -> None:
    """Decide as the release would, and write nothing."""
    configuration = context.configuration
    candidate = candidate_directory(configuration.project.training_environment)
    if context.dry_run:
        print(f"dry run, nothing is read: {candidate} would be held against the policy of {configuration.environment}")
        return
    decision = decide_about(candidate, configuration, now_of(context))
    require_allowed(decision, configuration)
    print("allowed" if decision.override is None else "allowed by override")


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the step."""
    description = "Tell whether the policy of an environment lets the trained candidate in."
    return run_environment_step("decide_promotion", description, work, arguments, add_clock_argument)


if __name__ == "__main__":
    sys.exit(main())
