"""Step `register_data`: give the raw data a version, so that a model can say which data it comes from."""

import sys
from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path

from operation.execution import acquire
from operation.execution.configuration import Configuration
from operation.execution.data_assets.data_assets import RawData, data_assets_of
from operation.execution.local_backend import LocalBackend
from operation.execution.provenance import git_sha, job_url
from operation.execution.registration import MANIFEST
from operation.execution.step import StepContext, run_environment_step
from operation.execution.whole_directory import write_whole
from src.candidate import sha256_of
from src.data_schema import labelled_schema
from src.data_validation import read_rows


def raw_file(configuration: Configuration, raw_data: str) -> Path:
    """Return the file of raw data on this computer."""
    return Path(raw_data, configuration.settings.data.raw_file)


def work(context: StepContext) -> None:
    """Check the raw data, register it, and write which version it is."""
    configuration = context.configuration
    here = LocalBackend(configuration)
    here.run(acquire.plan(configuration, here.locations), dry_run=context.dry_run)
    file = raw_file(configuration, here.locations.raw_data)
    name = f"{configuration.project.project_name}-raw-data"
    if context.dry_run:
        print(f"dry run, nothing is registered: {file} would become a version of {name}")
        return
    rows = len(read_rows(file, labelled_schema()))
    tags = {"git_sha": git_sha(), "rows": str(rows), "file": file.name, "registered_by": job_url() or "a computer"}
    data = RawData(name, file, sha256_of(file), tags)
    version = data_assets_of(context.backend.name, configuration).register(data)
    write_whole(MANIFEST, asdict(version))
    print(f"registered {version}, {rows} rows, SHA-256 {version.sha256}: {version.location}")


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the step."""
    return run_environment_step("register_data", "Give the raw data a version.", work, arguments)


if __name__ == "__main__":
    sys.exit(main())
