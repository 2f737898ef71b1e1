from pathlib import Path
from typing import Any

import pytest
import yaml
from jsonschema import Draft202012Validator, ValidationError

from operation.execution.online.score_api import score_api
from operation.execution.write_score_api import FILE, main, text_of
from src.candidate import SMOKE_TEST, read_record


@pytest.fixture
def documented(root: Path) -> dict[str, Any]:
    document: dict[str, Any] = yaml.safe_load((root / FILE).read_text("utf-8"))
    return document


@pytest.fixture
def smoke_test(model_directory: Path) -> dict[str, Any]:
    return read_record(model_directory, SMOKE_TEST)


def require_valid(document: dict[str, Any], schema: str, value: object) -> None:
    Draft202012Validator(document["components"]["schemas"][schema]).validate(value)


def test_the_document_is_that_of_the_data_contract_and_the_trained_model(
    documented: dict[str, Any], smoke_test: dict[str, Any]
) -> None:
    project_name = documented["info"]["title"].removeprefix("Score with ")
    line = "python -m operation.execution.write_score_api --env <training environment> --backend local"
    assert documented == score_api(project_name, smoke_test), f"Train, then run `{line}`."


def test_the_committed_file_is_what_the_step_writes_to_the_byte(
    root: Path, documented: dict[str, Any], smoke_test: dict[str, Any]
) -> None:
    project_name = documented["info"]["title"].removeprefix("Score with ")
    assert (root / FILE).read_bytes() == text_of(score_api(project_name, smoke_test)).encode("utf-8")


@pytest.mark.parametrize("name", ["a", "a-0", "churn-" * 40, "Größe: #1 'quoted' {x}", "- [dash]", "on", "two  blanks"])
def test_whatever_the_project_is_called_its_name_is_one_line_and_nothing_else_changes(
    name: str, documented: dict[str, Any], smoke_test: dict[str, Any], root: Path
) -> None:
    text = text_of(score_api(name, smoke_test))
    assert yaml.safe_load(text) == {**documented, "info": {**documented["info"], "title": f"Score with {name}"}}
    differing = set(text.splitlines()) ^ set((root / FILE).read_text("utf-8").splitlines())
    assert all(line.startswith("  title: ") for line in differing)


def test_a_request_and_its_answer_are_what_the_document_says(
    documented: dict[str, Any], smoke_test: dict[str, Any]
) -> None:
    require_valid(documented, "Request", smoke_test["request"])
    require_valid(documented, "Response", smoke_test["response"])


def test_what_breaks_the_contract_is_not_what_the_document_says(
    documented: dict[str, Any], smoke_test: dict[str, Any]
) -> None:
    without_a_column = {"records": [dict(list(smoke_test["request"]["records"][0].items())[1:])]}
    with_more = {"records": [{**smoke_test["request"]["records"][0], "shoe_size": 42}]}
    broken: list[dict[str, Any]] = [{"records": []}, {}, without_a_column, with_more]
    for request in broken:
        with pytest.raises(ValidationError):
            require_valid(documented, "Request", request)


def test_the_step_writes_the_document_and_a_dry_run_prints_it(
    trained_project: Path,
    environment: str,
    root: Path,
    capsys: pytest.CaptureFixture[str],
) -> None:
    options = ["--env", environment, "--backend", "local"]
    assert main([*options, "--dry-run"]) == 0
    assert "openapi: 3.0.3" in capsys.readouterr().out
    assert not (trained_project / FILE).exists()
    assert main(options) == 0
    assert (trained_project / FILE).read_bytes() == (root / FILE).read_bytes()
