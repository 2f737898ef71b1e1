import shutil
from datetime import timedelta
from pathlib import Path

import pandas as pd
import pytest
import yaml
from azure.ai.ml import load_feature_set, load_feature_store_entity
from azure.ai.ml.entities import FeatureSet

from operation.execution.exit_codes import ExitCode
from operation.tests.conftest import replace, run_step
from operation.tests.unit.monitoring.conftest import NOW
from src.errors import DataError
from src.feature_set import features_as_of, read_feature_set, write_feature_set
from src.row_identity import ROW_ID

DAY = timedelta(days=1)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Return a feature set of two rows, the second of which is known a day later."""
    write_feature_set(pd.DataFrame({"size": [1.5], "colour": ["red"]}), tmp_path, NOW)
    write_feature_set(pd.DataFrame({"size": [1.5, 2.5], "colour": ["red", "blue"]}), tmp_path, NOW + DAY)
    return tmp_path


def test_rows_are_added_once_with_the_time_since_when_they_are_known(folder: Path) -> None:
    rows = read_feature_set(folder)
    assert rows["colour"].tolist() == ["red", "blue"]
    assert rows["event_time"].tolist() == ["2026-03-10T12:00:00+00:00", "2026-03-11T12:00:00+00:00"]


def test_what_became_known_later_is_not_told(folder: Path) -> None:
    first, second = read_feature_set(folder)[ROW_ID]
    known = features_as_of(folder, [second, first], NOW + DAY)
    assert known["size"].tolist() == [2.5, 1.5]
    assert features_as_of(folder, [first], NOW)["colour"].tolist() == ["red"]
    with pytest.raises(DataError, match="nothing was known of 1 of 2 rows"):
        features_as_of(folder, [first, second], NOW)


def test_a_table_that_is_not_as_specified_is_refused(folder: Path) -> None:
    table = folder / "features/features.csv"
    replace(table, "2.5", "big")
    with pytest.raises(DataError, match=r"other types than .* says in size"):
        read_feature_set(folder)
    replace(table, "size", "length")
    with pytest.raises(DataError, match="expected the columns row_id, event_time, size, colour"):
        read_feature_set(folder)
    table.unlink()
    with pytest.raises(DataError, match="Publish the features again"):
        read_feature_set(folder)
    (folder / "FeatureSetSpec.yaml").unlink()
    with pytest.raises(DataError, match="Run the step publish_features first"):
        read_feature_set(folder)


def test_a_feature_must_not_take_a_name_of_the_set(tmp_path: Path) -> None:
    with pytest.raises(DataError, match="a feature must not be named row_id"):
        write_feature_set(pd.DataFrame({"row_id": [1]}), tmp_path, NOW)


def test_the_step_publishes_what_the_model_reads(project: Path, environment: str) -> None:
    options = ("--env", environment, "--backend", "local")
    assert run_step("acquire", *options) == ExitCode.OK
    assert run_step("publish_features", *options, "--dry-run") == ExitCode.OK
    assert not (project / "outputs").exists()
    assert run_step("publish_features", *options) == ExitCode.OK
    assert len(read_feature_set(project / "outputs" / environment / "feature_set")) > 100


def test_the_sdk_reads_set_entity_and_specification(folder: Path, root: Path, tmp_path: Path) -> None:
    source = root / "operation/execution/feature_set"
    asset = tmp_path / "asset"
    asset.mkdir()
    shutil.copyfile(source / "feature_set.yml", asset / "feature_set.yml")
    shutil.copytree(folder, asset / "specification", ignore=shutil.ignore_patterns("asset"))
    entity = load_feature_store_entity(source / "entity.yml")
    specification = yaml.safe_load((folder / "FeatureSetSpec.yaml").read_text("utf-8"))
    assert [column.name for column in entity.index_columns] == [
        column["name"] for column in specification["index_columns"]
    ]
    loaded = load_feature_set(asset / "feature_set.yml")
    assert isinstance(loaded, FeatureSet)
    assert loaded.specification is not None
    assert loaded.entities == [f"azureml:{entity.name}:{entity.version}"]
    assert Path(str(loaded.specification.path)).name == "specification"
