"""Step `write_score_api`: write the score contract as OpenAPI anew, after a change of the data or of the answers."""

import math
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import yaml

from operation.execution.locations import candidate_directory
from operation.execution.online.score_api import score_api
from operation.execution.step import StepContext, run_environment_step
from src.candidate import MODEL_DIRECTORY, SMOKE_TEST, read_record

FILE = Path("docs/references/score_api.yaml")
ABOUT = ("openapi", "info")
HEADING = """\
# The score contract, as the catalog and generators of clients read it. Made by
# `python -m operation.execution.write_score_api` from the data contract and a trained model.
"""


def work(context: StepContext) -> None:
    """Write the document for the model that was trained last."""
    configuration = context.configuration
    smoke_test = read_record(candidate_directory(configuration.environment) / MODEL_DIRECTORY, SMOKE_TEST)
    text = text_of(score_api(configuration.project.project_name, smoke_test))
    if context.dry_run:
        print(text)
        return
    FILE.parent.mkdir(parents=True, exist_ok=True)
    FILE.write_bytes(text.encode("utf-8"))
    print(f"wrote {FILE.as_posix()}")


def text_of(document: Mapping[str, Any]) -> str:
    """Return the file: what it is about in lines of its own, however long a name is, the rest as short as it can be."""
    about = {key: document[key] for key in ABOUT}
    rest = {key: value for key, value in document.items() if key not in ABOUT}
    return HEADING + _yaml(about, width=math.inf, flow=False) + _yaml(rest, width=120, flow=None)


def _yaml(part: Mapping[str, Any], *, width: float, flow: bool | None) -> str:
    text: str = yaml.safe_dump(part, sort_keys=False, width=width, default_flow_style=flow, allow_unicode=True)
    return text


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the step."""
    description = "Write the score contract as OpenAPI, from the model that was trained last."
    return run_environment_step("write_score_api", description, work, arguments)


if __name__ == "__main__":
    sys.exit(main())
