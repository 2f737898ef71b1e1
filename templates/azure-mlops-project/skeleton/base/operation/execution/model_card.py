"""Step `model_card`: write the card of the trained candidate, which travels with it into every release."""

import shlex
import sys
from collections.abc import Sequence

from operation.execution.locations import candidate_directory
from operation.execution.step import StepContext, run_environment_step
from src import model_card


def work(context: StepContext) -> None:
    """Write the card from the records of the candidate."""
    configuration = context.configuration
    candidate = candidate_directory(configuration.environment)
    arguments = ("--candidate-directory", candidate.as_posix(), "--name", configuration.project.project_name)
    print(f"--- {shlex.join(['python', '-m', model_card.__name__, *arguments])}", flush=True)
    if not context.dry_run:
        model_card.main(arguments)


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the step."""
    return run_environment_step("model_card", "Write the card of the trained candidate.", work, arguments)


if __name__ == "__main__":
    sys.exit(main())
