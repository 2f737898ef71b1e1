"""Step `write_score_api`: write the score contract as OpenAPI anew, after a change of the data or of the answers."""

import sys
from collections.abc import Sequence
from pathlib import Path

import yaml

from operation.execution.locations import candidate_directory
from operation.execution.online.score_api import score_api
from operation.execution.step import StepContext, run_environment_step
from src.candidate import MODEL_DIRECTORY, SMOKE_TEST, read_record

FILE = Path("docs/references/score_api.yaml")
HEADING = """\
# The score contract, as the catalog and generators of clients read it. Made by
# `python -m operation.execution.write_score_api` from the data contract and a trained model.
"""


def work(context: StepContext) -> None:
    """Write the document for the model that was trained last."""
    configuration = context.configuration
    smoke_test = read_record(candidate_directory(configuration.environment) / MODEL_DIRECTORY, SMOKE_TEST)
    document = score_api(configuration.project.project_name, smoke_test)
    text = yaml.safe_dump(
        document,
        sort_keys=False,
        width=120,
        default_flow_style=None,
        allow_unicode=True,
    )
    if context.dry_run:
        print(text)
        return
    FILE.parent.mkdir(parents=True, exist_ok=True)
    FILE.write_text(HEADING + text, encoding="utf-8")
    print(f"wrote {FILE.as_posix()}")


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the step."""
    description = "Write the score contract as OpenAPI, from the model that was trained last."
    return run_environment_step("write_score_api", description, work, arguments)


if __name__ == "__main__":
    sys.exit(main())
