from pathlib import Path

import pytest

from operation.execution.exit_codes import ConfigurationError
from operation.execution.yaml_files import read_yaml


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "some.yml"
    path.write_text("steps: [one, two]\n", "utf-8")
    return path


def test_what_a_reader_changes_is_not_what_the_next_one_reads(file: Path) -> None:
    read_yaml(file)["steps"].append("three")
    assert read_yaml(file) == {"steps": ["one", "two"]}


def test_a_file_that_was_written_anew_is_read_anew(file: Path) -> None:
    read_yaml(file)
    file.write_text("steps: []\n", "utf-8")
    assert read_yaml(file) == {"steps": []}


def test_a_mistake_is_reported_with_the_file_and_the_line_of_it_each_time(file: Path) -> None:
    text = "steps: []\nsteps: [one]\n"
    other = file.with_name("other.yml")
    for path in (file, other, file):
        path.write_text(text, "utf-8")
        with pytest.raises(ConfigurationError) as caught:
            read_yaml(path)
        message = str(caught.value)
        assert message.startswith(path.as_posix())
        assert message == (
            f"{path.as_posix()}: line 2, column 1\n  expected: each key once\n"
            "  found:    the key 'steps' is there twice\n  remedy:   Keep one of them."
        )


@pytest.mark.parametrize(
    ("text", "place", "problem"),
    [
        ("limits:\n  mae: 0.8\n   mase: 0.75\n", "line 3, column 8", "mapping values are not allowed here"),
        ("name: [one, two\n", "line 2, column 1", "expected ',' or ']', but got '<stream end>' while parsing a flow"),
        ("name: \x07\n", "(the file)", "special characters are not allowed"),
    ],
)
def test_broken_yaml_is_reported_with_file_place_and_problem(file: Path, text: str, place: str, problem: str) -> None:
    file.write_text(text, "utf-8")
    with pytest.raises(ConfigurationError) as caught:
        read_yaml(file)
    message = str(caught.value)
    assert message.startswith(f"{file.as_posix()}: {place}\n  expected: valid YAML\n")
    assert problem in message
    assert message.count("\n") == 3
