"""How good answers were, once their truth is known.

Truth arrives later than answers. Rows younger than the label delay are not due; of those that are due, enough must have
a truth, or the figures would speak for the few whose truth came early.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

import pandas as pd

from src.errors import DataError
from src.row_identity import ROW_ID, row_ids
from src.scored_log import ScoringRun

Measure = Callable[[pd.DataFrame, pd.DataFrame], dict[str, float]]


class TooLittleTruthError(DataError):
    """Nothing is wrong with the truth that is there, but figures would rest on too little of it."""


@dataclass(frozen=True)
class Matched:
    """Answers beside their truth, row by row, and how many there could have been."""

    truth: pd.DataFrame
    answers: pd.DataFrame
    due: int
    not_due: int

    @property
    def coverage(self) -> float:
        """Return the share of due answers whose truth is there."""
        return len(self.answers) / self.due if self.due else 0.0


@dataclass(frozen=True)
class Comparison:
    """A metric in operation beside that of the evaluation."""

    metric: str
    direction: str
    evaluated: float
    allowed_loss: float
    value: float
    loss: float
    kept: bool


def match(runs: Sequence[ScoringRun], truth: pd.DataFrame, *, now: datetime, label_delay: timedelta) -> Matched:
    """Bring due answers and truth together; of a row that was answered twice, the later answer counts."""
    due_runs = [run for run in runs if run.scored_at <= now - label_delay]
    not_due = sum(len(run.answers) for run in runs) - sum(len(run.answers) for run in due_runs)
    if not due_runs:
        message = f"no answer is older than the label delay of {label_delay}: no truth can be expected yet"
        raise TooLittleTruthError(message)
    keys = {run.key for run in due_runs}
    if len(keys) > 1:
        message = f"the runs in the log identify their answers in different ways: {sorted(keys)}"
        raise DataError(message)
    answers = pd.concat([run.answers for run in due_runs], ignore_index=True).drop_duplicates(ROW_ID, keep="last")
    known = identified(truth, due_runs[0])
    pairs = answers.merge(known, on=ROW_ID, how="inner", suffixes=("", " of the truth"), validate="one_to_one")
    by_id = known.set_index(ROW_ID, drop=False).loc[pairs[ROW_ID]]
    matched = answers.set_index(ROW_ID, drop=False).loc[pairs[ROW_ID]]
    return Matched(by_id.reset_index(drop=True), matched.reset_index(drop=True), due=len(answers), not_due=not_due)


def identified(truth: pd.DataFrame, run: ScoringRun) -> pd.DataFrame:
    """Return the truth with an id in each row: its own, or one that is made as that of the answers was."""
    if ROW_ID not in truth.columns:
        columns = run.key or tuple(str(name) for name in run.inputs.columns)
        absent = [name for name in columns if name not in truth.columns]
        if absent:
            message = f"the truth has neither {ROW_ID} nor {', '.join(absent)}: its rows cannot be told apart"
            raise DataError(message)
        truth = truth.assign(**{ROW_ID: row_ids(truth, columns)})
    truth = truth.assign(**{ROW_ID: truth[ROW_ID].astype(str)}).drop_duplicates()
    twice = truth.loc[truth[ROW_ID].duplicated(), ROW_ID].tolist()
    if twice:
        message = f"the truth says different things about {len(twice)} rows, the first is {twice[0]}"
        raise DataError(message)
    return truth


def require_enough(matched: Matched, *, minimum_rows: int, minimum_coverage: float) -> None:
    """Refuse figures that would rest on too little."""
    found = len(matched.answers)
    if found < minimum_rows:
        message = (
            f"the truth of {found} answers is known, needed are {minimum_rows}. Wait for more, or lower the limit."
        )
        raise TooLittleTruthError(message)
    if matched.coverage < minimum_coverage:
        message = (
            f"the truth of {matched.coverage:.0%} of the due answers is known, needed are {minimum_coverage:.0%}: "
            "labels arrive late or not at all. Look at where they come from, or state a longer label delay."
        )
        raise TooLittleTruthError(message)


def compare(
    values: Mapping[str, float],
    evaluated: Mapping[str, float],
    directions: Mapping[str, str],
    allowed_losses: Mapping[str, float],
) -> list[Comparison]:
    """Hold the metrics in operation against those of the evaluation, less what they may lose."""
    unknown = sorted(name for name in allowed_losses if name not in values or name not in evaluated)
    if unknown:
        message = f"a loss is allowed of {', '.join(unknown)}, which was not measured; measured: {', '.join(values)}"
        raise DataError(message)
    comparisons = []
    for name, allowed in allowed_losses.items():
        change = values[name] - evaluated[name]
        loss = -change if directions[name] == "higher" else change
        # what is not a number is no proof that the metric was kept
        kept = loss <= allowed
        comparisons.append(Comparison(name, directions[name], evaluated[name], allowed, values[name], loss, kept))
    return comparisons


def table_of(comparisons: Sequence[Comparison]) -> str:
    """Render a line for each metric."""
    lines = [f"{'metric':<12}{'better':>8}{'evaluated':>11}{'now':>11}{'loss':>11}{'allowed':>11}  verdict"]
    lines += [
        f"{c.metric:<12}{c.direction:>8}{c.evaluated:>11.4f}{c.value:>11.4f}{c.loss:>11.4f}{c.allowed_loss:>11.4f}"
        f"  {'kept' if c.kept else 'WORSE'}"
        for c in comparisons
    ]
    return "\n".join(lines)
