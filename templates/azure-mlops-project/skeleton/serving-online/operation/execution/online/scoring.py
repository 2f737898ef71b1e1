"""Answer requests with a model, log one line for each, and collect what was asked and answered.

The same code runs in the container on Azure Machine Learning and behind the local endpoint.
"""

import json
import time
import uuid
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from http import HTTPStatus
from typing import Any, Protocol

from src.errors import DataError
from src.score import respond

EVENT = "scored"

Log = Callable[[str], None]


class Collector(Protocol):
    """Keeps what was asked and answered."""

    def collect(self, correlation: str, request: Mapping[str, Any], response: Mapping[str, Any]) -> None:
        """Keep a request with its answer, under a name that ties both to what is found out later."""


@dataclass(frozen=True)
class Scored:
    """The answer to a request: an HTTP status and a JSON body."""

    status: HTTPStatus
    body: dict[str, Any]
    seconds: float


@dataclass(frozen=True)
class Scorer:
    """A model that answers requests of the score contract."""

    model: Any
    log: Log
    collector: Collector | None = None

    def answer(self, request: object, *, mirrored: bool = False) -> Scored:
        """Answer a request: 200, 400 where it breaks the contract, 500 where the model fails."""
        correlation = str(uuid.uuid4())
        started = time.perf_counter()
        status, body = self._respond(request)
        seconds = time.perf_counter() - started
        if status is HTTPStatus.OK:
            body = {**body, "correlation_id": correlation}
            if self.collector is not None and isinstance(request, dict):
                self.collector.collect(correlation, request, body)
        line = {
            "event": EVENT,
            "time": time.time(),
            "correlation_id": correlation,
            "status": status.value,
            "milliseconds": round(seconds * 1000, 3),
            "mirrored": mirrored,
        }
        if status is not HTTPStatus.OK:
            line["error"] = body["error"]
        self.log(json.dumps(line))
        return Scored(status, body, seconds)

    def _respond(self, request: object) -> tuple[HTTPStatus, dict[str, Any]]:
        if not isinstance(request, dict):
            return HTTPStatus.BAD_REQUEST, {"error": 'the request is no JSON object {"records": [{…}, …]}'}
        try:
            return HTTPStatus.OK, respond(self.model, request)
        except DataError as error:
            return HTTPStatus.BAD_REQUEST, {"error": str(error)}
        except Exception as error:  # noqa: BLE001 - a server answers and lives on; the log has the error
            return HTTPStatus.INTERNAL_SERVER_ERROR, {"error": f"{type(error).__name__}: {error}"}
