"""What a deployment was asked and what it answered, as data collection has kept it."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timezone
from pathlib import Path
from typing import Any, Protocol

import pandas as pd

from operation.execution.online.endpoints import Deployment
from src.collected_requests import INPUTS, OUTPUTS, paired, parsed
from src.errors import DataError
from src.row_identity import ROW_ID, ids_of_answers, key_columns
from src.scored_log import ScoringRun

# Where the data collector of Azure Machine Learning writes, in the default datastore of the workspace.
COLLECTOR = "modelDataCollector"
EXPLANATION = "Set deployment.collect_data in online.yml, deploy again, and wait for requests."


class CollectedData(Protocol):
    """Lines of collected requests and answers."""

    def lines(self, deployment: str, collection: str) -> Iterable[str]:
        """Return the lines of a collection of a deployment."""


@dataclass(frozen=True)
class LocalCollectedData:
    """Reads what a local endpoint has collected."""

    endpoint: Path

    def lines(self, deployment: str, collection: str) -> Iterable[str]:
        """Return the lines of the file of a collection."""
        file = self.endpoint / deployment / "collected" / f"{collection}.jsonl"
        return file.read_text(encoding="utf-8").splitlines() if file.is_file() else []


@dataclass(frozen=True)
class AzureMlCollectedData:
    """Reads what the data collector has written into the workspace's storage; `container` is a ContainerClient."""

    container: Any
    endpoint: str

    def lines(self, deployment: str, collection: str) -> Iterable[str]:
        """Return the lines of all blobs of a collection."""
        prefix = f"{COLLECTOR}/{self.endpoint}/{deployment}/{collection}/"
        for blob in self.container.list_blobs(name_starts_with=prefix):
            yield from self.container.download_blob(blob.name).readall().decode("utf-8").splitlines()


def scoring_run(data: CollectedData, deployment: Deployment) -> ScoringRun:
    """Return all requests of a deployment with their answers as one scoring run."""
    requests = [
        request
        for request in paired(*(parsed(data.lines(deployment.name, name), name) for name in (INPUTS, OUTPUTS)))
        # an earlier deployment of this name has left its requests in the same place
        if not deployment.deployed_at or request.answered_at >= datetime.fromisoformat(deployment.deployed_at)
    ]
    if not requests:
        message = f"collected data of deployment {deployment.name}: there is none. {EXPLANATION}"
        raise DataError(message)
    asked = [pd.DataFrame.from_records(request.records) for request in requests]
    answered = [pd.DataFrame.from_records(request.answers) for request in requests]
    marked = [
        answers.assign(**{ROW_ID: ids_of_answers(answers, rows)}) for rows, answers in zip(asked, answered, strict=True)
    ]
    return ScoringRun(
        folder=Path(deployment.name),
        scored_at=datetime.now(timezone.utc),
        model_sha256=deployment.model_sha256,
        key=key_columns(answered[0], asked[0]),
        inputs=pd.concat(asked, ignore_index=True),
        answers=pd.concat(marked, ignore_index=True),
    )
