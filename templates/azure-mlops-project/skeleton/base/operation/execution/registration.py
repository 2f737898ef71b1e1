"""The registration of a candidate: which version of the model it is, in which registry."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from operation.execution.configuration import Configuration
from operation.execution.provenance import git_sha, job_url
from operation.execution.registry.model_registry import ModelVersion, Registrable, number_of
from src.candidate import (
    EVALUATION,
    EVALUATION_DIRECTORY,
    METADATA,
    MODEL_DIRECTORY,
    read_record,
    sha256_of,
    step_that_writes,
    write_record,
)
from src.errors import ModelError
from src.model_signature import signature_of
from src.trained_model import require_unaltered
from src.verify import require_passed_gate

REGISTRATION = "registration.json"
# Written by a backend that trains elsewhere: the addresses of the outputs of its job.
JOB = "job.json"
RAW_DATA = Path("data/raw")
# Written by register_data: which version the raw data of this computer is.
MANIFEST = RAW_DATA / "version.json"
METRIC_TAG = "metric_"


@dataclass(frozen=True)
class Registration:
    """Which version of the model a candidate is."""

    registry: str
    name: str
    version: str
    sha256: str
    tags: Mapping[str, str]

    def registrable(self, directory: Path) -> Registrable:
        """Return the same model, for another registry, from a directory that holds it."""
        return Registrable(self.name, directory / MODEL_DIRECTORY, self.sha256, self.tags)


def registrable(candidate: Path, configuration: Configuration) -> Registrable:
    """Return the model of a candidate that passed the gate, with what tells where it comes from."""
    model_directory = candidate / MODEL_DIRECTORY
    require_unaltered(model_directory)
    signature_of(model_directory)
    require_passed_gate(candidate)
    metadata = read_record(model_directory, METADATA)
    evaluation = read_record(candidate / EVALUATION_DIRECTORY, EVALUATION)
    tags = {
        "model_sha256": str(metadata["model_sha256"]),
        "train_data_sha256": str(metadata["train_data_sha256"]),
        "holdout_data_sha256": str(evaluation["holdout_data_sha256"]),
        "configuration_sha256": configuration.sha256(),
        "git_sha": str(metadata["git_sha"]),
        "trained_in": configuration.environment,
        "registered_by": job_url() or f"a computer at commit {git_sha()}",
        **_raw_data(configuration),
        **{f"{METRIC_TAG}{name}": f"{value:.6g}" for name, value in sorted(evaluation["metrics"].items())},
    }
    return Registrable(
        name=configuration.project.project_name,
        model_directory=model_directory,
        sha256=tags["model_sha256"],
        tags=tags,
        job_output=_job_output(candidate),
    )


def registered_evaluation(version: ModelVersion) -> dict[str, Any]:
    """Return what the tags of a version tell of its evaluation: a registry keeps models, and no other records."""
    tags = version.tags
    metrics = {name.removeprefix(METRIC_TAG): float(tags[name]) for name in sorted(tags) if name.startswith(METRIC_TAG)}
    return {
        "model_sha256": version.sha256,
        "holdout_data_sha256": tags.get("holdout_data_sha256"),
        "metrics": metrics,
        "source": f"the tags of {version}",
    }


def write_registration(candidate: Path, version: ModelVersion) -> None:
    """Write which version a candidate is."""
    record = {
        "registry": version.registry,
        "name": version.name,
        "version": version.version,
        "sha256": version.sha256,
        "tags": dict(version.tags),
    }
    write_record(candidate, REGISTRATION, record)


def read_registration(directory: Path) -> Registration:
    """Return which version a candidate or release is; the registration of another model is refused."""
    record, step = read_record(directory, REGISTRATION), step_that_writes(directory, REGISTRATION)
    try:
        registration = Registration(*(record[key] for key in ("registry", "name", "version", "sha256", "tags")))
        number_of(registration.version)
    except (KeyError, TypeError) as error:
        message = (
            f"{directory / REGISTRATION}\n  expected: registry, name, version, sha256 and tags\n"
            f"  found:    {json.dumps(record)}\n  remedy:   Run the step {step} again."
        )
        raise ModelError(message) from error
    found = read_record(directory / MODEL_DIRECTORY, METADATA).get("model_sha256")
    if found != registration.sha256:
        message = (
            f"{directory / REGISTRATION}\n  expected: the registration of model {found}\n"
            f"  found:    that of {registration.sha256}\n  remedy:   Run the step {step} again."
        )
        raise ModelError(message)
    return registration


def _raw_data(configuration: Configuration) -> dict[str, str]:
    """Return the version of the raw data, where the raw data of this computer is the one that was registered."""
    file = Path(RAW_DATA, configuration.settings.data.raw_file)
    if not (MANIFEST.is_file() and file.is_file()):
        return {}
    version = read_record(MANIFEST.parent, MANIFEST.name)
    return {"raw_data": f"{version['name']}:{version['version']}"} if version["sha256"] == sha256_of(file) else {}


def _job_output(candidate: Path) -> str:
    if not (candidate / JOB).is_file():
        return ""
    return str(read_record(candidate, JOB).get(MODEL_DIRECTORY, ""))
