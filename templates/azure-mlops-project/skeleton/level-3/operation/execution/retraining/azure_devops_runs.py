"""Runs of the training pipeline in Azure DevOps, for a step that runs in a pipeline there.

The pipeline is queued, not run here: it has its own checks, its own log, and publishes the model. When it was last
started is asked of Azure DevOps too, so that the cool-down needs no file and counts runs that people started.
"""

import json
import os
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timezone
from http import HTTPStatus
from typing import Any
from urllib.error import HTTPError, URLError
from urllib.parse import quote, urlencode
from urllib.request import Request, urlopen

from operation.execution.deployment import read_deployment
from operation.execution.exit_codes import AuthenticationError, ConfigurationError, ServiceError
from operation.execution.step import configuration_folder

API_VERSION = "7.1"
BRANCH = "refs/heads/main"
SECONDS = 30
TOKEN = "SYSTEM_ACCESSTOKEN"  # noqa: S105 - the name of a variable
COLLECTION = "SYSTEM_COLLECTIONURI"
PROJECT = "SYSTEM_TEAMPROJECT"
NOT_SIGNED_IN = (HTTPStatus.NON_AUTHORITATIVE_INFORMATION, HTTPStatus.UNAUTHORIZED, HTTPStatus.FORBIDDEN)
SECOND = re.compile(r"(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d)")


@dataclass(frozen=True)
class AzureDevOpsRuns:
    """The training pipeline of a project; the token never shows in what is printed."""

    collection: str
    project: str
    pipeline: str
    token: str = field(repr=False)

    @classmethod
    def of_this_pipeline(cls) -> "AzureDevOpsRuns":
        """Return that of the pipeline that runs this."""
        missing = [name for name in (COLLECTION, PROJECT) if not os.environ.get(name)]
        if missing:
            message = (
                f"environment variable {', '.join(missing)}: expected in a pipeline, found nothing. Unset TF_BUILD."
            )
            raise ConfigurationError(message)
        token = os.environ.get(TOKEN, "")
        if not token:
            message = (
                f"environment variable {TOKEN}\n  expected: the token of the run\n  found:    nothing\n"
                f"  remedy:   Give the step `env: {{ {TOKEN}: $(System.AccessToken) }}`."
            )
            raise AuthenticationError(message)
        pipeline = read_deployment(configuration_folder()).source
        return cls(os.environ[COLLECTION].rstrip("/"), os.environ[PROJECT], pipeline, token)

    def last_started(self) -> datetime | None:
        """Return when the training pipeline was last queued on main, by whomever."""
        query = {
            "definitions": self._definition(),
            "branchName": BRANCH,
            "queryOrder": "queueTimeDescending",
            "$top": "1",
        }
        runs = self._ask("build/builds", query)["value"]
        return _moment(str(runs[0]["queueTime"])) if runs else None

    def start(self, now: datetime, reasons: tuple[str, ...]) -> str:
        """Queue the training pipeline on main."""
        del now, reasons  # Azure DevOps notes the time; the reasons are in the log and the record of this run
        body = {"resources": {"repositories": {"self": {"refName": BRANCH}}}}
        run = self._ask(f"pipelines/{self._definition()}/runs", {}, body)
        page = run.get("_links", {}).get("web", {}).get("href", "")
        return f"queued run {run['id']} of {self.pipeline}: {page}".rstrip(": ")

    def _definition(self) -> str:
        found = self._ask("build/definitions", {"name": self.pipeline})["value"]
        if len(found) != 1:
            message = (
                f"pipeline {self.pipeline} in project {self.project}\n  expected: one\n  found:    {len(found)}\n"
                "  remedy:   Provision again, or correct `source` in azure_pipelines/deployment.yml."
            )
            raise ConfigurationError(message)
        return str(found[0]["id"])

    def _ask(self, path: str, query: Mapping[str, str], body: object = None) -> dict[str, Any]:
        parameters = urlencode({**query, "api-version": API_VERSION})
        url = f"{self.collection}/{quote(self.project)}/_apis/{path}?{parameters}"
        data = None if body is None else json.dumps(body).encode()
        headers = {"Authorization": f"Bearer {self.token}", "Content-Type": "application/json"}
        request = Request(url, data=data, headers=headers)  # noqa: S310 - the address of Azure DevOps
        action = f"{request.get_method()} {self.collection}/{self.project}/_apis/{path}"
        try:
            with urlopen(request, timeout=SECONDS) as response:  # noqa: S310 - the same address
                return _answer(action, response.status, response.read())
        except HTTPError as error:
            return _answer(action, error.code, error.read())
        except (URLError, TimeoutError) as error:
            message = (
                f"{action}\n  expected: an answer\n  found:    {error}\n  remedy:   Run the same line again later."
            )
            raise ServiceError(message) from error


def _answer(action: str, status: int, content: bytes) -> dict[str, Any]:
    if status in NOT_SIGNED_IN:
        message = (
            f"{action}\n  expected: the right to do so\n  found:    HTTP {status} {_words(content)}\n"
            "  remedy:   Let the build service queue builds of the training pipeline (Security of the pipeline)."
        )
        raise AuthenticationError(message)
    try:
        answer = json.loads(content)
    except ValueError:
        answer = None
    if status >= HTTPStatus.BAD_REQUEST or not isinstance(answer, dict):
        message = (
            f"{action}\n  expected: success, as JSON\n  found:    HTTP {status} {_words(content)}\n"
            "  remedy:   Correct what Azure DevOps complains about; if it is the service, run the line again later."
        )
        raise ServiceError(message)
    return answer


def _words(content: bytes) -> str:
    """Return the message of an answer, which is JSON, or the page of a proxy or a sign-in."""
    try:
        answer = json.loads(content)
    except ValueError:
        return "without JSON"
    return str(answer.get("message", "")) if isinstance(answer, dict) else ""


def _moment(text: str) -> datetime:
    """Parse a time of Azure DevOps, which is in UTC and has seven digits after the second."""
    match = SECOND.match(text)
    if not match:
        message = f"queueTime: expected a time such as 2026-03-01T06:00:00.1234567Z, found {text!r}"
        raise ServiceError(message)
    return datetime.fromisoformat(match.group(1)).replace(tzinfo=timezone.utc)
