"""Write the card of a candidate: what the model is, what it learnt from, how good it is and for whom, in Markdown."""

import argparse
import logging
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

from src.candidate import (
    EVALUATION,
    EVALUATION_DIRECTORY,
    GATE,
    GATE_DIRECTORY,
    METADATA,
    MODEL_DIRECTORY,
    read_record,
    require_same_model,
)
from src.errors import DataError
from src.script import run_script

log = logging.getLogger(__name__)

CARD = "model_card.md"
REGISTRATION = "registration.json"
# Keys of the metadata that have a place of their own in the card, or that only programs read.
SHOWN_ELSEWHERE = {"features", "files", "metrics", "model_sha256", "parameters", "versions"}

Rows = Iterable[Sequence[object]]


def parse_arguments(arguments: Sequence[str]) -> argparse.Namespace:
    """Parse the command line."""
    parser = argparse.ArgumentParser(prog="python -m src.model_card", description=__doc__)
    parser.add_argument("--candidate-directory", type=Path, default=Path("outputs/candidate"))
    parser.add_argument("--notes", type=Path, default=Path("docs/model_notes.md"), help="what only people know")
    parser.add_argument("--name", default="model")
    return parser.parse_args(arguments)


def card_of(name: str, notes: str, metadata: Mapping[str, Any], records: Mapping[str, Mapping[str, Any]]) -> str:
    """Return the card made of the records of a model."""
    evaluation, gate = records["evaluation"], records["gate"]
    registration = records.get("registration")
    title = f"{name} version {registration['version']}" if registration else name
    facts = [(key.replace("_", " "), value) for key, value in metadata.items() if key not in SHOWN_ELSEWHERE]
    versions = ", ".join(f"{package} {version}" for package, version in metadata["versions"].items())
    sections = [
        f"# Model card: {title}",
        f"Made from the records of the model with SHA-256 `{metadata['model_sha256']}`; do not edit.",
        notes,
        "## Model\n\n" + table(("what", "value"), [*facts, ("trained with", versions)]),
        "## Parameters\n\n" + table(("parameter", "value"), metadata["parameters"].items()),
        "## Columns that it reads\n\n"
        + table(("column", "type", "allowed"), [(f["name"], f["type"], f["allowed"]) for f in metadata["features"]]),
        "## Evaluation\n\n" + evaluation_text(evaluation),
        "## Slices\n\n" + slices_text(evaluation),
        "## Gate\n\n" + gate_text(gate),
    ]
    return "\n\n".join(sections) + "\n"


def evaluation_text(evaluation: Mapping[str, Any]) -> str:
    """Return the metrics beside those of the baseline and, where there is one, of the champion."""
    others = {"baseline": evaluation["baseline"]["metrics"]}
    if "champion" in evaluation:
        others["champion"] = evaluation["champion"]["metrics"]
    rows = [
        (name, evaluation["directions"][name], number(value), *(number(other[name]) for other in others.values()))
        for name, value in evaluation["metrics"].items()
    ]
    rule = evaluation["baseline"]["rule"]
    return f"On {evaluation['holdout_rows']} rows that were held out. The baseline answers: {rule}.\n\n" + table(
        ("metric", "better", "model", *others), rows
    )


def slices_text(evaluation: Mapping[str, Any]) -> str:
    """Return the metrics of each slice, so that nobody is served worse unnoticed."""
    names = list(evaluation["metrics"])
    rows = [
        (name, entry["rows"], *(number(entry["metrics"].get(metric)) for metric in names))
        for name, entry in evaluation["slices"].items()
    ]
    return table(("slice", "rows", *names), rows) if rows else "No slices are measured."


def gate_text(gate: Mapping[str, Any]) -> str:
    """Return every criterion of the gate."""
    rows = [
        (c["rule"], c["metric"], number(c["threshold"]), number(c["value"]), "pass" if c["passed"] else "FAIL")
        for c in gate["criteria"]
    ]
    verdict = "The model passed the gate." if gate["passed"] is True else "**The model did not pass the gate.**"
    return f"{verdict}\n\n" + table(("rule", "metric", "threshold", "value", "verdict"), rows)


def table(headings: Sequence[str], rows: Rows) -> str:
    """Return a Markdown table."""
    lines = [headings, ["---"] * len(headings), *rows]
    return "\n".join("| " + " | ".join(cell(value) for value in line) + " |" for line in lines)


def cell(value: object) -> str:
    """Return a value as the text of a cell."""
    if isinstance(value, Mapping):
        return ", ".join(f"{key}: {cell(entry)}" for key, entry in value.items())
    if isinstance(value, list | tuple):
        return ", ".join(cell(entry) for entry in value)
    return str(value).replace("|", "\\|").replace("\n", " ")


def number(value: float | None) -> str:
    """Return a measured number, or that there is none."""
    return "-" if value is None else f"{value:.4g}"


def main(arguments: Sequence[str]) -> None:
    """Write the card into the candidate."""
    options = parse_arguments(arguments)
    candidate = options.candidate_directory
    model = candidate / MODEL_DIRECTORY
    if not options.notes.is_file():
        message = f"{options.notes}: there is no such file. Write down there what the model is for, and what not."
        raise DataError(message)
    records = {
        "evaluation": require_same_model(candidate / EVALUATION_DIRECTORY / EVALUATION, model),
        "gate": require_same_model(candidate / GATE_DIRECTORY / GATE, model),
    }
    if (candidate / REGISTRATION).is_file():
        records["registration"] = read_record(candidate, REGISTRATION)
    notes = options.notes.read_text(encoding="utf-8").strip()
    card = card_of(options.name, notes, read_record(model, METADATA), records)
    (candidate / CARD).write_text(card, encoding="utf-8")
    log.info("wrote %s", candidate / CARD)


if __name__ == "__main__":
    run_script(main)
