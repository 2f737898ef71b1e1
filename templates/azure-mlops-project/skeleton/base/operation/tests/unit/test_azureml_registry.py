import itertools
import shutil
from collections.abc import Mapping
from pathlib import Path

import pytest

from operation.execution.registry.azureml_models import StoredModel
from operation.execution.registry.azureml_registry import AzureMlRegistry, now
from operation.execution.registry.local_registry import LocalRegistry
from operation.execution.registry.model_registry import Registrable
from src.candidate import METADATA, MODEL_FILE, checksums, sha256_of, write_record
from src.errors import ModelError

MODEL = "churn-model"


class Shelf:
    """The models of a workspace or a registry that exists in a folder only."""

    def __init__(self, folder: Path, others: dict[str, "Shelf"]) -> None:
        self.folder = folder
        self.others = others
        self.tags: dict[tuple[str, str], dict[str, str]] = {}
        self.paths: list[str] = []

    def create(self, name: str, version: str, path: str, tags: Mapping[str, str]) -> None:
        self.paths.append(path)
        if not path.startswith("azureml://"):
            shutil.copytree(path, self.folder / name / version)
        self.tags[name, version] = dict(tags)

    def find(self, name: str, version: str) -> StoredModel | None:
        return StoredModel(version, self.tags[name, version]) if (name, version) in self.tags else None

    def versions(self, name: str) -> list[StoredModel]:
        found = [StoredModel(version, tags) for (owner, version), tags in self.tags.items() if owner == name]
        return sorted(found, key=lambda entry: entry.version, reverse=True)

    def tag(self, name: str, version: str, tags: Mapping[str, str]) -> None:
        self.tags[name, version] |= tags

    def share(self, name: str, version: str, registry: str) -> None:
        self.others[registry].create(name, version, str(self.folder / name / version), {})

    def download(self, name: str, version: str, folder: Path) -> None:
        shutil.copytree(self.folder / name / version, folder / name / "model")


@pytest.fixture
def shelves(tmp_path: Path) -> dict[str, Shelf]:
    others: dict[str, Shelf] = {}
    others |= {name: Shelf(tmp_path / name, others) for name in ("dev", "stage", "mlr")}
    return others


@pytest.fixture
def registry(shelves: dict[str, Shelf]) -> AzureMlRegistry:
    ticks = itertools.count()
    return AzureMlRegistry("dev", shelves["dev"], clock=lambda: f"2026-01-01T00:00:{next(ticks):02d}")


@pytest.fixture
def common(shelves: dict[str, Shelf]) -> AzureMlRegistry:
    return AzureMlRegistry("mlr", shelves["mlr"], is_shared=True)


def model_of(folder: Path, content: str, job_output: str = "") -> Registrable:
    directory = folder / f"trained-{content}"
    directory.mkdir(parents=True)
    (directory / MODEL_FILE).write_text(content, "utf-8")
    files = checksums(directory)
    write_record(directory, METADATA, {"files": files})
    return Registrable(MODEL, directory, sha256_of(directory / MODEL_FILE), {"git_sha": "0123abc"}, job_output)


def test_versions_are_numbered_and_ordered_as_numbers(registry: AzureMlRegistry, tmp_path: Path) -> None:
    for number in range(11):
        registry.register(model_of(tmp_path, str(number)))
    assert [entry.version for entry in registry.versions(MODEL)] == [str(number) for number in range(1, 12)]
    assert registry.get(MODEL, "9").location == f"azureml:{MODEL}:9"


def test_the_same_bytes_keep_their_version(registry: AzureMlRegistry, tmp_path: Path) -> None:
    model = model_of(tmp_path, "a")
    first = registry.register(model)
    assert registry.register(model) == first
    assert (first.sha256, first.tags["git_sha"]) == (model.sha256, "0123abc")


def test_a_model_is_registered_from_the_output_of_its_job(
    registry: AzureMlRegistry, shelves: dict[str, Shelf], tmp_path: Path
) -> None:
    registry.register(model_of(tmp_path, "a", "azureml://jobs/j/outputs/model"))
    assert shelves["dev"].paths == ["azureml://jobs/j/outputs/model"]


def test_a_model_that_comes_with_its_number_is_uploaded_for_its_job_is_elsewhere(
    shelves: dict[str, Shelf], tmp_path: Path
) -> None:
    model = model_of(tmp_path, "a", "azureml://jobs/j/outputs/model")
    stage = AzureMlRegistry("stage", shelves["stage"])
    assert stage.register(model, "7").version == "7"
    assert shelves["stage"].paths == [model.model_directory.as_posix()]


def test_a_number_is_never_given_to_other_bytes(registry: AzureMlRegistry, tmp_path: Path) -> None:
    registry.register(model_of(tmp_path, "a"))
    with pytest.raises(ModelError, match="A version never changes"):
        registry.register(model_of(tmp_path, "b"), "1")


def test_a_folder_without_model_is_refused(registry: AzureMlRegistry, tmp_path: Path) -> None:
    with pytest.raises(ModelError, match="there is no model to register"):
        registry.register(Registrable(MODEL, tmp_path, "0", {}))


def test_an_unknown_version_is_named_with_those_that_exist(registry: AzureMlRegistry, tmp_path: Path) -> None:
    registry.register(model_of(tmp_path, "a"))
    with pytest.raises(ModelError, match=r"version 2 in dev\n.*\n  found:    1\n"):
        registry.get(MODEL, "2")
    with pytest.raises(ModelError, match="exact version"):
        registry.get(MODEL, "latest")
    assert registry.versions("nobody") == []


def test_a_shared_version_keeps_number_bytes_and_tags(
    registry: AzureMlRegistry, common: AzureMlRegistry, tmp_path: Path
) -> None:
    registry.register(model_of(tmp_path, "a"))
    version = registry.register(model_of(tmp_path, "b"))
    shared = registry.share(version, common)
    assert (shared.registry, shared.version, shared.sha256) == ("mlr", "2", version.sha256)
    assert (shared.tags["shared_from"], shared.tags["git_sha"]) == ("dev", "0123abc")
    assert shared.location == f"azureml://registries/mlr/models/{MODEL}/versions/2"
    assert registry.share(version, common) == shared


def test_a_version_can_be_shared_with_a_workspace_or_a_folder(
    registry: AzureMlRegistry, shelves: dict[str, Shelf], tmp_path: Path
) -> None:
    version = registry.register(model_of(tmp_path, "a"))
    for other in (AzureMlRegistry("stage", shelves["stage"]), LocalRegistry("here", tmp_path / "local")):
        shared = registry.share(version, other)
        assert (shared.version, shared.sha256) == (version.version, version.sha256)


def test_a_download_is_proved_and_takes_the_place_of_what_was_there(registry: AzureMlRegistry, tmp_path: Path) -> None:
    version = registry.register(model_of(tmp_path, "a"))
    target = tmp_path / "target"
    target.mkdir()
    (target / "old").touch()
    assert registry.download(version, target) == target
    assert sorted(path.name for path in target.iterdir()) == [METADATA, MODEL_FILE]


def test_altered_missing_and_other_bytes_are_refused(
    registry: AzureMlRegistry, shelves: dict[str, Shelf], tmp_path: Path
) -> None:
    version = registry.register(model_of(tmp_path, "a"))
    folder = shelves["dev"].folder / MODEL / "1"
    (folder / MODEL_FILE).write_text("b", "utf-8")
    with pytest.raises(ModelError, match="was altered"):
        registry.download(version, tmp_path / "target")
    (folder / MODEL_FILE).write_text("a", "utf-8")
    shelves["dev"].tag(MODEL, "1", {"model_sha256": "0"})
    with pytest.raises(ModelError, match="expected: the model with SHA-256 0"):
        registry.download(registry.get(MODEL, "1"), tmp_path / "target")
    (folder / METADATA).unlink()
    with pytest.raises(ModelError, match="among its files"):
        registry.download(version, tmp_path / "target")
    assert not (tmp_path / "target").exists()


def test_a_champion_is_of_one_environment_and_the_one_before_it_comes_back(
    registry: AzureMlRegistry, tmp_path: Path
) -> None:
    first, second = (registry.register(model_of(tmp_path, content)) for content in "ab")
    assert registry.champion(MODEL, "prod") is None
    registry.withdraw_champion(MODEL, "prod")
    for version in (first, second, first, second):
        registry.set_champion(version, "prod")
    assert registry.champion(MODEL, "prod") == second
    assert registry.champion(MODEL, "stage") is None
    assert registry.previous_champion(MODEL, "prod") == first
    for expected in (first, None, None):
        registry.withdraw_champion(MODEL, "prod")
        assert registry.champion(MODEL, "prod") == expected
    assert registry.previous_champion(MODEL, "prod") is None


def test_marks_are_no_tags_of_a_version(registry: AzureMlRegistry, tmp_path: Path) -> None:
    version = registry.register(model_of(tmp_path, "a"))
    registry.set_champion(version, "prod")
    assert registry.get(MODEL, "1").tags == version.tags


def test_the_time_of_a_mark_sorts_by_time() -> None:
    times = [now() for _ in range(3)]
    assert times == sorted(times)
    assert {len(text) for text in times} == {len("2026-01-01T00:00:00.000000+00:00")}
