import json
import threading
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime, timezone
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest

from operation.execution.exit_codes import AuthenticationError, ConfigurationError, ServiceError
from operation.execution.retraining.azure_devops_runs import AzureDevOpsRuns
from operation.tests.unit.monitoring.conftest import NOW

TOKEN = "token-of-the-run"  # noqa: S105 - of the service below
DEFINITIONS = "/_apis/build/definitions"
BUILDS = "/_apis/build/builds"
RUNS = "/_apis/pipelines/7/runs"


@dataclass
class Service:
    """Answers by path, as Azure DevOps does, and remembers what it was asked."""

    url: str = ""
    answers: dict[str, tuple[int, bytes]] = field(default_factory=dict)
    asked: list[tuple[str, str, dict[str, list[str]], Any]] = field(default_factory=list)

    def answer(self, path: str, content: object, status: int = 200) -> None:
        self.answers[path] = (status, content if isinstance(content, bytes) else json.dumps(content).encode())


def _handler(service: Service) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        def _reply(self) -> None:
            parts = urlsplit(self.path)
            length = int(self.headers.get("Content-Length") or 0)
            body = json.loads(self.rfile.read(length)) if length else None
            path = parts.path.removeprefix("/organization/machine%20learning")
            service.asked.append((self.command, path, parse_qs(parts.query), body))
            status, content = service.answers.get(path, (404, b"{}"))
            if self.headers["Authorization"] != f"Bearer {TOKEN}":
                status, content = 203, b"<html>sign in</html>"
            self.send_response(status)
            self.send_header("Content-Length", str(len(content)))
            self.end_headers()
            self.wfile.write(content)

        do_GET = do_POST = _reply  # noqa: N815 - the names of the standard library

        def log_message(self, *_: object) -> None:
            """Stay silent."""

    return Handler


@pytest.fixture
def service() -> Iterator[Service]:
    """Return a service with a training pipeline that was queued once."""
    service = Service()
    server = ThreadingHTTPServer(("127.0.0.1", 0), _handler(service))
    threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True).start()
    service.url = f"http://127.0.0.1:{server.server_port}/organization"
    service.answer(DEFINITIONS, {"count": 1, "value": [{"id": 7}]})
    service.answer(BUILDS, {"count": 1, "value": [{"queueTime": "2026-03-09T08:07:06.1234567Z"}]})
    service.answer(RUNS, {"id": 41, "_links": {"web": {"href": "https://example.test/run/41"}}})
    yield service
    server.shutdown()
    server.server_close()


def _runs(service: Service, token: str = TOKEN) -> AzureDevOpsRuns:
    return AzureDevOpsRuns(service.url, "machine learning", "churn-training", token)


def test_the_last_start_is_that_of_the_training_pipeline_on_main(service: Service) -> None:
    assert _runs(service).last_started() == datetime(2026, 3, 9, 8, 7, 6, tzinfo=timezone.utc)
    (_, _, definition, _), (_, _, builds, _) = service.asked
    assert definition["name"] == ["churn-training"]
    assert builds["definitions"] == ["7"]
    assert builds["branchName"] == ["refs/heads/main"]
    assert builds["queryOrder"] == ["queueTimeDescending"]
    assert builds["$top"] == ["1"]
    assert builds["api-version"] == ["7.1"]


def test_a_pipeline_that_never_ran_has_no_last_start(service: Service) -> None:
    service.answer(BUILDS, {"count": 0, "value": []})
    assert _runs(service).last_started() is None


def test_starting_queues_a_run_on_main_and_tells_its_page(service: Service) -> None:
    said = _runs(service).start(NOW, ("drift: moved",))
    assert said == "queued run 41 of churn-training: https://example.test/run/41"
    method, path, _, body = service.asked[-1]
    assert (method, path) == ("POST", RUNS)
    assert body == {"resources": {"repositories": {"self": {"refName": "refs/heads/main"}}}}


@pytest.mark.parametrize("found", [[], [{"id": 1}, {"id": 2}]])
def test_another_number_of_pipelines_than_one_is_refused(service: Service, found: list[dict[str, int]]) -> None:
    service.answer(DEFINITIONS, {"value": found})
    with pytest.raises(ConfigurationError, match=f"expected: one\n  found:    {len(found)}"):
        _runs(service).start(NOW, ())
    assert all(method == "GET" for method, *_ in service.asked)


def test_a_page_to_sign_in_means_that_the_token_does_not_count(service: Service) -> None:
    with pytest.raises(AuthenticationError, match="HTTP 203"):
        _runs(service, token="another").last_started()  # noqa: S106 - of the service above


@pytest.mark.parametrize("status", [401, 403])
def test_a_missing_right_is_told_with_its_remedy_and_without_the_token(service: Service, status: int) -> None:
    service.answer(RUNS, {"message": "TF215106: Access denied."}, status)
    with pytest.raises(AuthenticationError, match=r"TF215106: Access denied\.\n.*queue builds") as caught:
        _runs(service).start(NOW, ())
    assert TOKEN not in str(caught.value)
    assert TOKEN not in repr(_runs(service))


@pytest.mark.parametrize(
    ("status", "content"), [(500, b'{"message": "busy"}'), (404, b"gone"), (200, b"[]"), (200, b"x")]
)
def test_whatever_else_goes_wrong_is_an_error_of_the_service(service: Service, status: int, content: bytes) -> None:
    service.answer(BUILDS, content, status)
    with pytest.raises(ServiceError, match=f"HTTP {status}"):
        _runs(service).last_started()


def test_a_time_that_cannot_be_read_is_an_error(service: Service) -> None:
    service.answer(BUILDS, {"value": [{"queueTime": "soon"}]})
    with pytest.raises(ServiceError, match="queueTime: expected a time"):
        _runs(service).last_started()


def test_no_answer_is_an_error_of_the_service() -> None:
    runs = AzureDevOpsRuns("http://127.0.0.1:9", "machine learning", "churn-training", TOKEN)
    with pytest.raises(ServiceError, match="expected: an answer"):
        runs.last_started()


def test_in_a_pipeline_everything_is_taken_from_its_variables(
    service: Service, monkeypatch: pytest.MonkeyPatch, project: Path
) -> None:
    monkeypatch.setenv("SYSTEM_COLLECTIONURI", f"{service.url}/")
    with pytest.raises(ConfigurationError, match="SYSTEM_TEAMPROJECT"):
        AzureDevOpsRuns.of_this_pipeline()
    monkeypatch.setenv("SYSTEM_TEAMPROJECT", "machine learning")
    monkeypatch.delenv("SYSTEM_ACCESSTOKEN", raising=False)
    with pytest.raises(AuthenticationError, match=r"SYSTEM_ACCESSTOKEN: \$\(System\.AccessToken\)"):
        AzureDevOpsRuns.of_this_pipeline()
    monkeypatch.setenv("SYSTEM_ACCESSTOKEN", TOKEN)
    runs = AzureDevOpsRuns.of_this_pipeline()
    assert runs.pipeline in (project / "azure_pipelines/deployment.yml").read_text("utf-8")
    assert runs.last_started() is not None
