import json
import socket
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from typing import ClassVar

import pytest

from operation.execution.exit_codes import AuthenticationError, ServiceError, StepTimeoutError
from operation.execution.online.http_invocation import DEPLOYMENT_HEADER, MODEL_STATUS_HEADER, Target, ask
from src.errors import DataError

REQUEST = {"records": [{"x": 1}]}


class Service(BaseHTTPRequestHandler):
    """Answers as an endpoint would; the path says how."""

    received: ClassVar[list[dict[str, str]]] = []

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers["Content-Length"]))
        Service.received.append({**dict(self.headers), "body": body.decode()})
        status, _, model_status = self.path.strip("/").partition("/")
        self.send_response(int(status))
        self.send_header(DEPLOYMENT_HEADER, self.headers.get(DEPLOYMENT_HEADER, "blue"))
        if model_status:
            self.send_header(MODEL_STATUS_HEADER, model_status)
        self.end_headers()
        self.wfile.write(b"[]" if model_status == "list" else b'{"predictions": []}')

    def log_message(self, *_: object) -> None:
        """Say nothing."""


@pytest.fixture
def address() -> Iterator[str]:
    """Return the address of a service on this computer."""
    Service.received.clear()
    server = ThreadingHTTPServer(("127.0.0.1", 0), Service)
    thread = Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{server.server_address[1]}"
    server.shutdown()
    server.server_close()
    thread.join()


def test_an_answer_says_which_deployment_gave_it(address: str) -> None:
    answer = ask(Target(f"{address}/200", "secret"), REQUEST)
    assert (answer.response, answer.deployment) == ({"predictions": []}, "blue")
    assert answer.seconds > 0
    received = Service.received[0]
    assert json.loads(received["body"]) == REQUEST
    assert received["Authorization"] == "Bearer secret"


def test_a_deployment_can_be_asked_whatever_the_traffic(address: str) -> None:
    assert ask(Target(f"{address}/200", ""), REQUEST, "green").deployment == "green"


@pytest.mark.parametrize(
    ("path", "error"),
    [
        ("400", DataError),
        ("424/400", DataError),
        ("424/500", ServiceError),
        ("401", AuthenticationError),
        ("403", AuthenticationError),
        ("429", ServiceError),
        ("503", ServiceError),
        ("200/list", ServiceError),
    ],
)
def test_each_failure_has_an_error_of_its_kind(address: str, path: str, error: type[Exception]) -> None:
    with pytest.raises(error) as raised:
        ask(Target(f"{address}/{path}", "secret"), REQUEST)
    assert "secret" not in str(raised.value)


def test_nobody_there_is_a_failure_of_the_service() -> None:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        with pytest.raises(ServiceError, match="Check the network"):
            ask(Target(f"http://127.0.0.1:{free.getsockname()[1]}", ""), REQUEST)


def test_an_answer_that_does_not_come_is_a_timeout() -> None:
    with socket.socket() as silent:
        silent.bind(("127.0.0.1", 0))
        silent.listen()
        with pytest.raises(StepTimeoutError, match="no answer within"):
            ask(Target(f"http://127.0.0.1:{silent.getsockname()[1]}", "", timeout_seconds=0.1), REQUEST)


def test_only_web_addresses_are_asked() -> None:
    with pytest.raises(ServiceError, match="https"):
        ask(Target("file:///etc/hosts", ""), REQUEST)
