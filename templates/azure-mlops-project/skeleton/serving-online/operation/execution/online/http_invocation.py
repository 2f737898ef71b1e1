"""Ask an online endpoint over HTTPS."""

import json
import time
import urllib.error
import urllib.request
from collections.abc import Mapping
from dataclasses import dataclass
from http import HTTPStatus
from typing import Any

from operation.execution.exit_codes import AuthenticationError, ServiceError, StepTimeoutError
from operation.execution.online.endpoints import Answer
from src.errors import DataError

# Sent to ask one deployment whatever the traffic; received to learn which one answered.
DEPLOYMENT_HEADER = "azureml-model-deployment"
# The endpoint answers 424 where the scoring script answered anything but 200, and tells its status here.
MODEL_STATUS_HEADER = "ms-azureml-model-error-statuscode"
NOT_SIGNED_IN = (HTTPStatus.UNAUTHORIZED, HTTPStatus.FORBIDDEN)


class RefusedTokenError(AuthenticationError):
    """The endpoint does not take the token, or takes it no longer."""


@dataclass(frozen=True)
class Target:
    """Where an endpoint answers, and the token it wants."""

    address: str
    token: str
    timeout_seconds: float = 60.0


def ask(target: Target, request: Mapping[str, Any], deployment: str | None = None) -> Answer:
    """Send a request and return the answer; what goes wrong becomes the error of its kind."""
    headers = {"Content-Type": "application/json", "Authorization": f"Bearer {target.token}"}
    if deployment is not None:
        headers[DEPLOYMENT_HEADER] = deployment
    if not target.address.startswith(("https://", "http://")):
        message = f"address of the endpoint\n  expected: https://…\n  found:    {target.address!r}"
        raise ServiceError(message)
    call = urllib.request.Request(target.address, json.dumps(request).encode(), headers)  # noqa: S310 - checked above
    started = time.perf_counter()
    try:
        with urllib.request.urlopen(call, timeout=target.timeout_seconds) as response:  # noqa: S310 - checked above
            body = response.read()
            chosen = response.headers.get(DEPLOYMENT_HEADER, deployment or "unknown")
    except urllib.error.HTTPError as error:
        raise _error_of(target, error) from error
    except TimeoutError as error:
        message = f"{target.address}: no answer within {target.timeout_seconds:.0f} s"
        raise StepTimeoutError(message) from error
    except urllib.error.URLError as error:
        message = f"{target.address}\n  expected: an answer\n  found:    {error.reason}\n  remedy:   Check the network."
        raise ServiceError(message) from error
    return Answer(_object_of(target, body), chosen, time.perf_counter() - started)


def _object_of(target: Target, body: bytes) -> dict[str, Any]:
    try:
        content = json.loads(body)
    except ValueError:
        content = None
    if isinstance(content, dict):
        return content
    message = (
        f"{target.address}\n  expected: a JSON object\n  found:    {body[:200]!r}\n"
        "  remedy:   Read the log of the deployment."
    )
    raise ServiceError(message)


def _error_of(target: Target, error: urllib.error.HTTPError) -> Exception:
    text = error.read().decode("utf-8", "replace")[:500]
    status = int(error.headers.get(MODEL_STATUS_HEADER) or error.code)
    message = f"{target.address} answered {error.code} {error.reason}: {text}"
    if status == HTTPStatus.BAD_REQUEST:
        return DataError(message)
    if status in NOT_SIGNED_IN:
        remedy = "The identity needs the role AzureML Data Scientist on the endpoint or its workspace."
        kind = RefusedTokenError if error.code == HTTPStatus.UNAUTHORIZED else AuthenticationError
        return kind(f"{message}\n  remedy:   {remedy}")
    return ServiceError(message)
