"""Turn a model directory into that of a model that loads and cannot answer."""

import argparse
import json
import pickle
from pathlib import Path

from src import problem
from src.candidate import METADATA, MODEL_FILE, read_record, sha256_of


def break_model(directory: Path) -> None:
    """Put a model that was never fitted in place of the trained one, with checksums that are right."""
    parser = argparse.ArgumentParser()
    problem.add_training_arguments(parser)
    (directory / MODEL_FILE).write_bytes(pickle.dumps(problem.build_model(parser.parse_args([]))))
    record = read_record(directory, METADATA)
    record["model_sha256"] = sha256_of(directory / MODEL_FILE)
    record["files"][MODEL_FILE] = record["model_sha256"]
    (directory / METADATA).write_text(json.dumps(record), encoding="utf-8")
