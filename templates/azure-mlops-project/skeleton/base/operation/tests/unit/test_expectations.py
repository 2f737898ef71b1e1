from pathlib import Path
from typing import Annotated, Literal

import pytest
import yaml
from pydantic import Field, StringConstraints, field_validator

from operation.execution.configuration import ConfigurationFolder
from operation.execution.exit_codes import ConfigurationError
from operation.execution.section import sections
from operation.execution.yaml_files import StrictModel, read_model, read_yaml

PYDANTIC = ("Input should", "Value error", "String should", "List should", "valid ")


class Inner(StrictModel):
    """A group of keys."""

    share: float = 1


class Everything(StrictModel):
    """Every kind of value that sections have."""

    number: Annotated[float, Field(gt=0, lt=1)] = 0.5
    count: Annotated[int, Field(ge=2, le=6)] = 3
    flag: bool = True
    text: Annotated[str, StringConstraints(pattern="^[a-z]+$")] = "a"
    choice: Literal["one", "two"] = "one"
    numbers: Annotated[list[int], Field(min_length=1)] = Field(default=[1])
    limits: dict[str, float] = Field(default={})
    inner: Inner = Inner()
    even: int = 2

    @field_validator("even")
    @classmethod
    def _is_even(cls, even: int) -> int:
        if even % 2:
            message = "an even number"
            raise ValueError(message)
        return even


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("number: high", "a number"),
        ("number: 0", "a number greater than 0"),
        ("number: 1", "a number less than 1"),
        ("count: 2.5", "a whole number"),
        ("count: 1", "a number of at least 2"),
        ("count: 7", "a number of at most 6"),
        ("flag: 1", "true or false"),
        ("text: 1", "text"),
        ("text: A", "text of the form ^[a-z]+$"),
        ("choice: three", "one of 'one' or 'two'"),
        ('numbers: "1,2"', "a list"),
        ("numbers: []", "at least 1 entries"),
        ("limits: 1", "a group of keys"),
        ("limits: { mae: low }", "a number"),
        ("inner: 1", "a group of keys"),
        ("even: 3", "an even number"),
    ],
)
def test_what_was_expected_is_said_in_words_of_who_writes_the_file(tmp_path: Path, line: str, expected: str) -> None:
    file = tmp_path / "some.yml"
    file.write_text(f"{line}\n", "utf-8")
    with pytest.raises(ConfigurationError) as caught:
        read_model(file, Everything)
    assert f"\n  expected: {expected}\n  found:    " in str(caught.value)


def with_every_value(content: object, value: object) -> object:
    if isinstance(content, dict):
        return {key: with_every_value(inner, value) for key, inner in content.items()}
    return value


@pytest.mark.parametrize("wrong", [True, -1.5, "\u00e9", [[]], {}])
def test_no_section_speaks_of_inputs_when_its_values_are_wrong(
    tmp_path: Path, root: Path, environment: str, wrong: object
) -> None:
    folder, file, said = ConfigurationFolder(root), tmp_path / "some.yml", ""
    for section in sections():
        content = with_every_value(read_yaml(folder.section_file(section, environment)), wrong)
        file.write_text(yaml.safe_dump(content), "utf-8")
        try:
            read_model(file, section.model)
        except ConfigurationError as error:
            said += f"{error}\n"
    assert said.count("expected:") > len(sections())
    assert [line for line in said.splitlines() if any(words in line for words in PYDANTIC)] == []
