"""An endpoint that refuses a token before it expires, over HTTP."""

import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread

import pytest

from operation.configuration_sections.online import DeploymentSettings
from operation.execution.exit_codes import AuthenticationError
from operation.execution.online.azureml_endpoints import AzureMlOnlineEndpoints
from operation.tests.azure_answers import Response
from operation.tests.azure_workspace import connected
from operation.tests.unit.online.workspace_of_endpoints import EndpointWorkspace

ON_KUBERNETES = DeploymentSettings(compute="kubernetes", instance_type="small", instance_count=1, collect_data=False)
REQUEST = {"records": [{"x": 1}]}


@dataclass
class Service:
    """Answers requests that carry the one token that it takes."""

    takes: str = "first"
    status_of_others: int = 401
    seen: list[str] = field(default_factory=list)

    def handler(self) -> type[BaseHTTPRequestHandler]:
        service = self

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                self.rfile.read(int(self.headers["Content-Length"]))
                token = self.headers["Authorization"].removeprefix("Bearer ")
                service.seen.append(token)
                self.send_response(200 if token == service.takes else service.status_of_others)
                self.end_headers()
                self.wfile.write(b"{}")

            def log_message(self, *_: object) -> None:
                """Say nothing."""

        return Handler


class Issuer(EndpointWorkspace):
    """Issues another token each time, of one hour."""

    def __init__(self, scoring_uri: str) -> None:
        super().__init__(scoring_uri)
        self.issued = iter(["first", "second", "third"])
        self.routes["POST onlineEndpoints/[^/]+/token"] = self._issue

    def _issue(self, *_: object) -> Response:
        return 200, {**self.token, "accessToken": next(self.issued), "expiryTimeUtc": int(time.time()) + 3600}


@pytest.fixture
def service() -> Service:
    """Return a service that takes the first token."""
    return Service()


@pytest.fixture
def endpoints(service: Service, root: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[AzureMlOnlineEndpoints]:
    """Return an endpoint that the service answers for; the current folder is the project."""
    monkeypatch.chdir(root)
    server = ThreadingHTTPServer(("127.0.0.1", 0), service.handler())
    thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True)
    thread.start()
    with connected(Issuer(f"http://127.0.0.1:{server.server_address[1]}/score")) as client:
        found = AzureMlOnlineEndpoints(client, "churn-dev", ON_KUBERNETES, "kube")
        found.create_endpoint()
        yield found
    server.shutdown()
    server.server_close()
    thread.join()


def test_a_token_that_is_refused_before_it_expires_is_replaced_by_a_new_one(
    endpoints: AzureMlOnlineEndpoints, service: Service
) -> None:
    endpoints.invoke(REQUEST)
    service.takes = "second"
    for _ in range(2):
        endpoints.invoke(REQUEST)
    assert service.seen == ["first", "first", "second", "second"]


def test_who_is_refused_with_a_new_token_too_is_told_which_role_is_missing(
    endpoints: AzureMlOnlineEndpoints, service: Service
) -> None:
    service.takes = "none"
    with pytest.raises(AuthenticationError, match="AzureML Data Scientist"):
        endpoints.invoke(REQUEST)
    assert service.seen == ["first", "second"]


def test_who_may_not_ask_needs_a_role_and_no_new_token(endpoints: AzureMlOnlineEndpoints, service: Service) -> None:
    service.takes, service.status_of_others = "none", 403
    with pytest.raises(AuthenticationError, match="AzureML Data Scientist"):
        endpoints.invoke(REQUEST)
    assert service.seen == ["first"]
