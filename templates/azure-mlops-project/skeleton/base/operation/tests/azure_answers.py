"""Answers of Azure, given in this process: the packages of Azure run as they are, only the network is replaced."""

import base64
import io
import json
import time
from collections.abc import Callable, Mapping
from typing import Any

import requests
import urllib3
from azure.core.credentials import AccessToken
from azure.core.exceptions import ServiceRequestError
from azure.core.pipeline.transport import RequestsTransport

# A status, a body, and headers where they matter.
Response = tuple[int, Any] | tuple[int, Any, Mapping[str, str]]
Respond = Callable[[str, str, Any], Response]
ADDRESS = "https://management.azure.com"


class Somebody:
    """A credential that is always signed in."""

    def get_token(self, *scopes: str, **_options: object) -> AccessToken:
        return AccessToken(token_for(*scopes), int(time.time()) + 3600)


def token_for(scope: str) -> str:
    """Return a token as the SDK reads it: it says for whom it is, and nobody signed it."""
    says = json.dumps({"aud": scope.removesuffix("/.default")}).encode()
    return f"e30.{base64.urlsafe_b64encode(says).decode().rstrip('=')}."


class Answers(requests.adapters.HTTPAdapter):
    """Answers every request by a function of its method, its path and its body, and remembers them."""

    def __init__(self, respond: Respond) -> None:
        super().__init__()
        self.respond = respond
        self.seen: list[tuple[str, str]] = []

    def send(self, request: requests.PreparedRequest, *_: object, **__: object) -> requests.Response:
        path = str(request.url).partition("?")[0].removeprefix(ADDRESS)
        self.seen.append((str(request.method), path))
        status, content, *more = self.respond(str(request.method), path, body_of(request))
        text = io.BytesIO(b"" if content is None else json.dumps(content).encode())
        headers = {"content-type": "application/json", **(more[0] if more else {})}
        answer = urllib3.HTTPResponse(body=text, status=status, headers=headers, preload_content=False)
        return self.build_response(request, answer)

    def transport(self) -> "RequestsTransport":
        """Return what takes the place of the network."""
        session = requests.Session()
        session.mount("https://", self)
        return RequestsTransport(session=session, session_owner=False)


def body_of(request: requests.PreparedRequest) -> Any:  # noqa: ANN401 - what was sent
    """Return what was sent: JSON is read, the bytes of a file are not."""
    if not isinstance(request.body, (str, bytes)) or not request.body:
        return None
    return json.loads(request.body) if "json" in str(request.headers.get("content-type")) else request.body


def no_network(method: str, path: str, _: object) -> tuple[int, Any]:
    """Answer as a computer without network does."""
    message = f"Failed to resolve the host of {method} {path}"
    raise ServiceRequestError(message)


def error(status: int, code: str, message: str) -> tuple[int, Any]:
    """Answer as Azure refuses."""
    return status, {"error": {"code": code, "message": message}}
