"""What steps ask of a batch endpoint, whichever platform has it.

An endpoint has deployments, each of one exact version of the model with exact code, packages and settings; one of them
is the default, which scores when nobody names a deployment. A folder of files is scored as a whole or not at all.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from operation.execution.registry.model_registry import ModelVersion
from src.errors import DataError, ModelError

PREFIX = "version-"
# As much of the fingerprint as a name shows: Azure allows 32 characters, and the version has to fit too.
LENGTH_IN_NAME = 8


@dataclass(frozen=True)
class BatchDeployment:
    """A deployment of a batch endpoint; one whose creation failed or was cut off is not ready."""

    name: str
    version: str
    model_sha256: str
    fingerprint: str
    ready: bool = True


class BatchEndpoints(Protocol):
    """One batch endpoint and its deployments."""

    @property
    def name(self) -> str:
        """Return the name of the endpoint."""

    def deploy(self, deployment: BatchDeployment, model: ModelVersion) -> None:
        """Create the endpoint if it is not there, and the deployment in it, without making that the default."""

    def deployments(self) -> list[BatchDeployment]:
        """Return every deployment, in the order of the versions; none where there is no endpoint."""

    def default(self) -> str | None:
        """Return the name of the default deployment."""

    def set_default(self, deployment: str) -> None:
        """Let a deployment score what comes from now on."""

    def delete_deployment(self, deployment: str) -> None:
        """Delete a deployment that is not the default."""

    def invoke(self, files: str, scores: Path, deployment: str | None = None) -> Sequence[str]:
        """Score every file of a folder into a folder that takes the place of the last one; return their names."""


def deployment_of(model: ModelVersion, fingerprint: str) -> BatchDeployment:
    """Return the deployment of a version: what has another fingerprint has another name, and stands beside it."""
    name = f"{PREFIX}{model.version}-{fingerprint[:LENGTH_IN_NAME]}"
    return BatchDeployment(name, model.version, model.sha256, fingerprint)


def require_default(endpoints: BatchEndpoints) -> str:
    """Return the default deployment, or tell how to get one."""
    default = endpoints.default()
    if default is None:
        message = (
            f"batch endpoint {endpoints.name}\n  expected: a default deployment\n  found:    none\n"
            "  remedy:   Run release and deploy_batch for this environment first."
        )
        raise ModelError(message)
    return default


def require_a_score_for_each(names: Sequence[str], scored: Sequence[str], where: str) -> None:
    """Refuse a result that does not have exactly one file for each file that came in."""
    if not names:
        message = f"{where}: expected at least one CSV file to score, found none. Put files there first."
        raise DataError(message)
    twice = sorted(name for name in set(names) if list(names).count(name) > 1)
    missing, surplus = sorted(set(names) - set(scored)), sorted(set(scored) - set(names))
    if twice or missing or surplus:
        message = (
            f"{where}\n  expected: one file of scores for each of {len(names)} files, each of its own name\n"
            f"  found:    the same name twice: {', '.join(twice) or 'no'}; "
            f"missing: {', '.join(missing) or 'none'}; surplus: {', '.join(surplus) or 'none'}\n"
            "  remedy:   Nothing was kept. Correct the folder and score it again."
        )
        raise DataError(message)
