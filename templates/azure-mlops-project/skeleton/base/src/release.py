"""Copy a model directory, byte for byte, into a release directory and record the release."""

import argparse
import logging
import shutil
import sys
from collections.abc import Sequence
from datetime import datetime, timezone
from pathlib import Path

from src.errors import ModelError
from src.model_directory import FILES, METADATA, MODEL, read_record, sha256_of, write_record

log = logging.getLogger(__name__)

RELEASE = "release.json"


def parse_arguments(arguments: Sequence[str]) -> argparse.Namespace:
    """Parse the command line."""
    parser = argparse.ArgumentParser(prog="python -m src.release", description=__doc__)
    parser.add_argument("--model-directory", type=Path, default=Path("outputs/model"))
    parser.add_argument("--release-directory", type=Path, default=Path("outputs/release"))
    parser.add_argument("--environment", required=True)
    parser.add_argument("--git-sha", default="unknown")
    parser.add_argument("--job-url", default="")
    return parser.parse_args(arguments)


def main(arguments: Sequence[str]) -> None:
    """Release the model: a complete new directory takes the place of the old one."""
    options = parse_arguments(arguments)
    source, target = options.model_directory, options.release_directory
    incoming = target.with_name(f"{target.name}.incoming")
    shutil.rmtree(incoming, ignore_errors=True)
    (incoming / "model").mkdir(parents=True)
    for name in FILES:
        shutil.copyfile(source / name, incoming / "model" / name)
    model_sha256 = sha256_of(incoming / "model" / MODEL)
    metadata = read_record(source, METADATA)
    if model_sha256 != metadata.get("model_sha256"):
        message = f"{incoming}: the copied model has SHA-256 {model_sha256}, expected {metadata.get('model_sha256')}."
        raise ModelError(message)
    write_record(
        incoming,
        RELEASE,
        {
            "environment": options.environment,
            "model_sha256": model_sha256,
            "trained_from_git_sha": metadata.get("git_sha"),
            "released_from_git_sha": options.git_sha,
            "released_by_job": options.job_url,
            "released_at": datetime.now(timezone.utc).isoformat(timespec="seconds"),
        },
    )
    shutil.rmtree(target, ignore_errors=True)
    incoming.rename(target)
    log.info("released model %s to %s", model_sha256[:12], target)


if __name__ == "__main__":
    logging.basicConfig(level=logging.INFO, format="%(message)s")
    main(sys.argv[1:])
