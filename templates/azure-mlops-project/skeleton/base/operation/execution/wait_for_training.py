"""Step `wait_for_training`: wait for what `training_pipeline --no-wait` submitted, and fetch what it trained.

A pipeline that submits in one step and waits in another signs in to Azure twice, so that neither outlives its token.
"""

import sys
from collections.abc import Sequence

from operation.execution.step import StepContext, run_environment_step


def work(context: StepContext) -> None:
    """Wait, and bring what was trained to this computer."""
    if context.dry_run:
        print("dry run, nothing is waited for: the job that was submitted last in this folder would be")
        return
    context.backend.wait()
    print(f"candidate: {context.backend.collect_candidate().as_posix()}")


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the step."""
    description = "Wait for the submitted training, and fetch what it trained."
    return run_environment_step("wait_for_training", description, work, arguments)


if __name__ == "__main__":
    sys.exit(main())
