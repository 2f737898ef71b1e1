from pathlib import Path

import pytest

from src.errors import ModelError
from src.model_signature import signature_of


def test_the_signature_names_each_column_that_is_read_and_answered(model_directory: Path) -> None:
    signature = signature_of(model_directory)
    assert {*signature} == {"inputs", "outputs"}
    for columns in signature.values():
        assert columns
        assert all({"name", "type"} <= column.keys() for column in columns)


@pytest.mark.parametrize("content", [None, "{", "flavors: {}", "signature: null", "signature: {inputs: '['}"])
def test_a_model_without_readable_signature_is_refused(tmp_path: Path, content: str | None) -> None:
    if content is not None:
        (tmp_path / "MLmodel").write_text(content, "utf-8")
    with pytest.raises(ModelError, match="no readable signature"):
        signature_of(tmp_path)
