"""Copy a candidate, byte for byte, into a release directory and record the release."""

import argparse
import logging
import shutil
from collections.abc import Sequence
from datetime import datetime, timezone
from pathlib import Path

from src.candidate import METADATA, MODEL_DIRECTORY, read_record, write_record
from src.script import run_script
from src.trained_model import require_unaltered

log = logging.getLogger(__name__)

RELEASE = "release.json"


def parse_arguments(arguments: Sequence[str]) -> argparse.Namespace:
    """Parse the command line."""
    parser = argparse.ArgumentParser(prog="python -m src.release", description=__doc__)
    parser.add_argument("--candidate-directory", type=Path, default=Path("outputs/candidate"))
    parser.add_argument("--release-directory", type=Path, default=Path("outputs/release"))
    parser.add_argument("--environment", required=True)
    parser.add_argument("--model-version", default="unknown")
    parser.add_argument("--registry", default="unknown")
    parser.add_argument("--git-sha", default="unknown")
    parser.add_argument("--job-url", default="")
    return parser.parse_args(arguments)


def main(arguments: Sequence[str]) -> None:
    """Release the model: a complete new directory takes the place of the old one."""
    options = parse_arguments(arguments)
    target = options.release_directory
    incoming = target.with_name(f"{target.name}.incoming")
    shutil.rmtree(incoming, ignore_errors=True)
    shutil.copytree(options.candidate_directory, incoming)
    require_unaltered(incoming / MODEL_DIRECTORY)
    metadata = read_record(incoming / MODEL_DIRECTORY, METADATA)
    write_record(
        incoming,
        RELEASE,
        {
            "environment": options.environment,
            "model_version": options.model_version,
            "registry": options.registry,
            "model_sha256": metadata.get("model_sha256"),
            "trained_from_git_sha": metadata.get("git_sha"),
            "released_from_git_sha": options.git_sha,
            "released_by_job": options.job_url,
            "released_at": datetime.now(timezone.utc).isoformat(timespec="seconds"),
        },
    )
    shutil.rmtree(target, ignore_errors=True)
    incoming.rename(target)
    log.info("released model %s to %s", str(metadata.get("model_sha256"))[:12], target)


if __name__ == "__main__":
    run_script(main)
