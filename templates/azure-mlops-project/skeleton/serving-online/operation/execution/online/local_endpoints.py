"""An online endpoint in a folder on this machine: it keeps deployments and traffic, and really answers.

| file of outputs/<env>/online/<endpoint> | content |
|------------------------------------------|---------|
| endpoint.json                            | traffic and mirrored traffic |
| <deployment>/deployment.json             | the tags of the deployment |
| <deployment>/model/                      | its own copy of the model |
| <deployment>/log.jsonl                   | one line for each request |
| <deployment>/collected/model_inputs.jsonl, model_outputs.jsonl | requests and answers, where data is collected |
"""

import json
import os
import random
import shutil
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from http import HTTPStatus
from pathlib import Path
from threading import Lock
from typing import Any

from operation.execution.exit_codes import ServiceError
from operation.execution.online.collected_files import CollectedFiles
from operation.execution.online.endpoints import ALL_TRAFFIC, Answer, Deployment
from operation.execution.online.scoring import Scored, Scorer
from operation.execution.online.traffic_rules import (
    deployment_of,
    require_idle,
    require_legal_mirror,
    require_legal_traffic,
)
from operation.execution.registry.model_registry import ModelVersion
from src.errors import DataError
from src.trained_model import load_model

ENDPOINT = "endpoint.json"
DEPLOYMENT = "deployment.json"
LOG = "log.jsonl"

Draw = Callable[[], float]


@dataclass
class LocalOnlineEndpoints:
    """Keeps its state in files, so that each step finds what the one before it left."""

    folder: Path
    collect_data: bool = False
    # Decides which deployment answers a request, and whether it is mirrored.
    draw: Draw = field(default_factory=lambda: random.Random().random)  # noqa: S311 - traffic, not cryptography
    _scorers: dict[str, Scorer] = field(default_factory=dict, init=False)
    _lock: Lock = field(default_factory=Lock, init=False)

    @property
    def name(self) -> str:
        """Return the name of the endpoint."""
        return self.folder.name

    def create_endpoint(self) -> None:
        """Make sure that the endpoint exists."""
        if not (self.folder / ENDPOINT).is_file():
            self.folder.mkdir(parents=True, exist_ok=True)
            self._write({}, {})

    def deployments(self) -> Sequence[Deployment]:
        """Return the deployments; none if there is no endpoint."""
        return [
            Deployment.from_tags(file.parent.name, json.loads(file.read_text(encoding="utf-8")), ready=True)
            for file in sorted(self.folder.glob(f"*/{DEPLOYMENT}"))
            if not file.parent.name.endswith(".incoming")
        ]

    def create_deployment(self, deployment: Deployment, version: ModelVersion) -> None:
        """Copy the model, load it, and only then let the deployment be there."""
        self._require_endpoint()
        require_idle(deployment.name, self.traffic(), self.mirror())
        target = self.folder / deployment.name
        incoming = self.folder / f"{deployment.name}.incoming"
        shutil.rmtree(incoming, ignore_errors=True)
        shutil.copytree(version.location, incoming / "model")
        load_model(incoming / "model")
        (incoming / DEPLOYMENT).write_text(json.dumps(deployment.tags(), indent=2) + "\n", encoding="utf-8")
        shutil.rmtree(target, ignore_errors=True)
        incoming.rename(target)
        self._scorers.pop(deployment.name, None)

    def delete_deployment(self, name: str) -> None:
        """Delete a deployment that has no traffic."""
        require_idle(name, self.traffic(), self.mirror())
        shutil.rmtree(self.folder / name, ignore_errors=True)
        self._scorers.pop(name, None)

    def traffic(self) -> Mapping[str, int]:
        """Return the per cent of the requests that each deployment answers."""
        return self._read()["traffic"]

    def set_traffic(self, shares: Mapping[str, int]) -> None:
        """Set the traffic of all deployments at once."""
        self._require_endpoint()
        require_legal_traffic(shares, self._names())
        self._write({name: share for name, share in shares.items() if share}, self.mirror())

    def mirror(self) -> Mapping[str, int]:
        """Return the per cent of the requests that are mirrored."""
        return self._read()["mirror"]

    def set_mirror(self, shares: Mapping[str, int]) -> None:
        """Set what is mirrored."""
        self._require_endpoint()
        require_legal_mirror(shares, self.traffic(), self._names())
        self._write(self.traffic(), shares)

    def invoke(self, request: Mapping[str, Any], deployment: str | None = None) -> Answer:
        """Answer a request with the model of the deployment that traffic or the caller chooses."""
        chosen = deployment or deployment_of(self.draw(), self.traffic())
        scored = self._scorer(chosen).answer(dict(request))
        if deployment is None:
            for name, share in self.mirror().items():
                if self.draw() < share / ALL_TRAFFIC:
                    self._scorer(name).answer(dict(request), mirrored=True)
        return Answer(_response_of(scored, chosen), chosen, scored.seconds)

    def logs(self, deployment: str, lines: int) -> Sequence[str]:
        """Return the latest lines that a deployment has logged."""
        file = self.folder / deployment / LOG
        return file.read_text(encoding="utf-8").splitlines()[-lines:] if file.is_file() else []

    def _scorer(self, name: str) -> Scorer:
        with self._lock:
            if name not in self._names():
                message = (
                    f"endpoint {self.name}: deployment\n  expected: one of {', '.join(self._names()) or '(none)'}\n"
                    f"  found:    {name}\n  remedy:   Deploy first."
                )
                raise ServiceError(message)
            if name not in self._scorers:
                folder = self.folder / name
                collector = CollectedFiles(folder / "collected") if self.collect_data else None
                self._scorers[name] = Scorer(load_model(folder / "model"), self._logger(folder / LOG), collector)
            return self._scorers[name]

    def _logger(self, file: Path) -> Callable[[str], None]:
        def log(line: str) -> None:
            with self._lock, file.open("a", encoding="utf-8") as stream:
                stream.write(f"{line}\n")

        return log

    def _names(self) -> list[str]:
        return [deployment.name for deployment in self.deployments()]

    def _require_endpoint(self) -> None:
        if not (self.folder / ENDPOINT).is_file():
            message = (
                f"endpoint {self.name}\n  expected: the folder {self.folder.as_posix()}\n  found:    nothing\n"
                "  remedy:   Run deploy_online first."
            )
            raise ServiceError(message)

    def _read(self) -> dict[str, dict[str, int]]:
        file = self.folder / ENDPOINT
        if not file.is_file():
            return {"traffic": {}, "mirror": {}}
        content: dict[str, dict[str, int]] = json.loads(file.read_text(encoding="utf-8"))
        return content

    def _write(self, traffic: Mapping[str, int], mirror: Mapping[str, int]) -> None:
        """Replace the file at once: who reads it sees the old or the new traffic, never half of it."""
        incoming = self.folder / f"{ENDPOINT}.incoming"
        incoming.write_text(json.dumps({"traffic": dict(traffic), "mirror": dict(mirror)}, indent=2), encoding="utf-8")
        os.replace(incoming, self.folder / ENDPOINT)  # noqa: PTH105 - the one call that is atomic everywhere


def _response_of(scored: Scored, deployment: str) -> dict[str, Any]:
    if scored.status is HTTPStatus.OK:
        return scored.body
    message = f"deployment {deployment} answered {scored.status.value}: {scored.body['error']}"
    raise DataError(message) if scored.status is HTTPStatus.BAD_REQUEST else ServiceError(message)
