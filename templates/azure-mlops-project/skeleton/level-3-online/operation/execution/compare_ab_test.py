"""Command `compare_ab_test`: compare the answers of both deployments with the truth that has arrived."""

import sys
from collections.abc import Sequence
from datetime import datetime, timedelta, timezone
from pathlib import Path

from operation.configuration_sections.ab_test import SECTION as AB_TEST
from operation.execution.locations import outputs_directory
from operation.execution.online.ab_test import RECORD, arms_of, write_record
from operation.execution.online.collected import scoring_run
from operation.execution.online.collected_connection import collected_data_of
from operation.execution.online.connection import FOLDER
from operation.execution.online.endpoints import Deployment
from operation.execution.online.online_step import OnlineContext, run_online_step
from operation.execution.online.situation import situation_of
from src.ab_comparison import compare, scores
from src.ground_truth import read_truth
from src.performance import Matched, match

RAW_DATA = Path("data/raw")


def work(context: OnlineContext) -> None:
    """Compare, print the table, and keep the result for finish_ab_test."""
    settings = context.configuration.section(AB_TEST)
    arms = arms_of(situation_of(context.endpoints))
    data = collected_data_of(context.backend, context.configuration)
    truth = read_truth(RAW_DATA / settings.truth_file)

    def matched(arm: Deployment) -> Matched:
        run = scoring_run(data, arm)
        return match([run], truth, now=datetime.now(timezone.utc), label_delay=timedelta())

    (score, a), (_, b) = (scores(found.answers, found.truth) for found in map(matched, (arms.a, arms.b)))
    comparison = compare(a, b, score, significance=settings.significance, minimum_answers=settings.minimum_answers)
    print(f"A is {arms.a}, B is {arms.b}\n{comparison.table()}")
    write_record(record_file(context.configuration.environment), arms, comparison)


def record_file(environment: str) -> Path:
    """Return where the result of the comparison is."""
    return outputs_directory(environment) / FOLDER / RECORD


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command."""
    description = "Compare the answers of the old and the new deployment with their truth."
    return run_online_step("compare_ab_test", description, work, arguments)


if __name__ == "__main__":
    sys.exit(main())
