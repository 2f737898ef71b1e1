import os
import shutil
from pathlib import Path

import pytest

from operation.execution.registry.local_registry import LocalRegistry
from operation.execution.registry.model_registry import ModelVersion, Registrable
from operation.execution.whole_directory import aside, put_in_place
from src.errors import ModelError

NAME = "churn"


@pytest.fixture
def registry(tmp_path: Path) -> LocalRegistry:
    return LocalRegistry("dev", tmp_path / "dev")


@pytest.fixture
def common(tmp_path: Path) -> LocalRegistry:
    return LocalRegistry("common", tmp_path / "common")


def model(folder: Path, content: str, **tags: str) -> Registrable:
    directory = folder / f"candidate-{content}"
    (directory / "inner").mkdir(parents=True, exist_ok=True)
    (directory / "model.bin").write_text(content, "utf-8")
    (directory / "inner/metadata.json").write_text("{}", "utf-8")
    return Registrable(NAME, directory, content.rjust(64, "0"), tags)


def files_below(folder: Path) -> list[str]:
    return sorted(path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file())


class PowerCut(BaseException):
    """The process ends here."""


def test_versions_are_numbered_from_one_and_ten_comes_after_nine(registry: LocalRegistry, tmp_path: Path) -> None:
    registered = [registry.register(model(tmp_path, str(content))) for content in range(100, 111)]
    assert [version.version for version in registered] == [str(number) for number in range(1, 12)]
    assert [version.number for version in registry.versions(NAME)] == list(range(1, 12))
    assert registry.versions(NAME)[-1].version == "11"


def test_a_version_keeps_its_bytes_its_checksum_and_its_tags(registry: LocalRegistry, tmp_path: Path) -> None:
    registered = registry.register(model(tmp_path, "a", git_sha="0123abc", metric_recall="0.95"))
    assert registry.get(NAME, "1") == registered
    assert registered.tags == {"git_sha": "0123abc", "metric_recall": "0.95"}
    assert registered.sha256 == "a".rjust(64, "0")
    assert str(registered) == "churn version 1 in dev"
    assert (Path(registered.location) / "model.bin").read_text("utf-8") == "a"


def test_the_same_bytes_registered_twice_are_the_same_version(registry: LocalRegistry, tmp_path: Path) -> None:
    first = registry.register(model(tmp_path, "a", git_sha="one"))
    registry.register(model(tmp_path, "b"))
    assert registry.register(model(tmp_path, "a", git_sha="two")) == first
    assert len(registry.versions(NAME)) == 2


def test_an_exact_number_can_be_asked_for_once(registry: LocalRegistry, tmp_path: Path) -> None:
    assert registry.register(model(tmp_path, "a"), "7").version == "7"
    assert registry.register(model(tmp_path, "a"), "7").version == "7"
    assert registry.register(model(tmp_path, "b")).version == "8"


@pytest.mark.parametrize(("content", "version"), [("b", "7"), ("a", "9")])
def test_a_number_is_never_given_to_other_bytes_nor_bytes_another_number(
    registry: LocalRegistry, tmp_path: Path, content: str, version: str
) -> None:
    registry.register(model(tmp_path, "a"), "7")
    with pytest.raises(ModelError, match="A version never changes"):
        registry.register(model(tmp_path, content), version)
    assert [entry.version for entry in registry.versions(NAME)] == ["7"]


@pytest.mark.parametrize("version", ["latest", "0", "07", "-1", "1.0", ""])
def test_a_version_that_is_no_whole_number_is_refused(registry: LocalRegistry, version: str) -> None:
    with pytest.raises(ModelError, match="Name an exact version"):
        registry.get(NAME, version)


def test_a_version_that_is_not_there_is_refused_by_those_that_are(registry: LocalRegistry, tmp_path: Path) -> None:
    with pytest.raises(ModelError, match="no version"):
        registry.get(NAME, "3")
    registry.register(model(tmp_path, "a"))
    registry.register(model(tmp_path, "b"))
    with pytest.raises(ModelError, match=r"found: +1, 2"):
        registry.get(NAME, "3")


@pytest.mark.parametrize("name", ["../elsewhere", "", ".", "a/b", "-a"])
def test_a_name_that_leads_elsewhere_is_refused(registry: LocalRegistry, name: str) -> None:
    with pytest.raises(ModelError, match="model name"):
        registry.versions(name)


def test_a_directory_without_files_is_no_model(registry: LocalRegistry, tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    with pytest.raises(ModelError, match="there is no model to register"):
        registry.register(Registrable(NAME, tmp_path / "empty", "0" * 64, {}))
    assert registry.versions(NAME) == []


def test_sharing_keeps_number_bytes_and_lineage(registry: LocalRegistry, common: LocalRegistry, tmp_path: Path) -> None:
    registry.register(model(tmp_path, "a"))
    version = registry.register(model(tmp_path, "b", git_sha="0123abc"))
    shared = registry.share(version, common)
    assert (shared.registry, shared.version, shared.sha256) == ("common", "2", version.sha256)
    assert shared.tags == {"git_sha": "0123abc", "shared_from": "dev", "shared_from_version": "2"}
    assert files_below(Path(shared.location)) == ["inner/metadata.json", "model.bin"]
    assert (Path(shared.location) / "model.bin").read_text("utf-8") == "b"
    assert registry.share(version, common) == shared
    assert [entry.version for entry in common.versions(NAME)] == ["2"]


def test_sharing_onto_the_number_of_other_bytes_is_refused(
    registry: LocalRegistry, common: LocalRegistry, tmp_path: Path
) -> None:
    common.register(model(tmp_path, "z"))
    with pytest.raises(ModelError, match="A version never changes"):
        registry.share(registry.register(model(tmp_path, "a")), common)


def test_downloading_replaces_what_was_there(registry: LocalRegistry, tmp_path: Path) -> None:
    target = tmp_path / "here/model"
    for content in ("a", "b"):
        registry.download(registry.register(model(tmp_path, content)), target)
        assert (target / "model.bin").read_text("utf-8") == content
        (target / "of_the_old_one.txt").touch()
    assert [path.name for path in (tmp_path / "here").iterdir()] == ["model"]


@pytest.mark.parametrize("damage", ["altered", "missing", "added"])
def test_bytes_that_were_changed_in_the_registry_are_neither_downloaded_nor_shared(
    registry: LocalRegistry, common: LocalRegistry, tmp_path: Path, damage: str
) -> None:
    version = registry.register(model(tmp_path, "a"))
    file = Path(version.location) / "model.bin"
    if damage == "altered":
        file.write_text("b", "utf-8")
    elif damage == "missing":
        file.unlink()
    else:
        (file.parent / "more.bin").touch()
    for attempt in (lambda: registry.download(version, tmp_path / "target"), lambda: registry.share(version, common)):
        with pytest.raises(ModelError, match=r"missing, added or altered: (model|more)\.bin"):
            attempt()
    assert not (tmp_path / "target").exists()
    assert common.versions(NAME) == []


@pytest.mark.parametrize("content", ["", "{", None])
def test_a_version_without_a_readable_record_is_an_error(
    registry: LocalRegistry, tmp_path: Path, content: str | None
) -> None:
    version = registry.register(model(tmp_path, "a"))
    record = Path(version.location).parent / "version.json"
    record.unlink() if content is None else record.write_text(content, "utf-8")
    with pytest.raises(ModelError, match="Somebody edited the registry"):
        registry.get(NAME, "1")


@pytest.mark.parametrize("moment", ["copying", "recording", "moving"])
def test_a_crash_in_the_middle_of_registering_leaves_no_half_version(
    registry: LocalRegistry, tmp_path: Path, moment: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    def cut(*_: object, **__: object) -> None:
        raise PowerCut

    registry.register(model(tmp_path, "a"))
    with monkeypatch.context() as patch:
        if moment == "copying":
            patch.setattr(shutil, "copystat", cut)
        elif moment == "recording":
            patch.setattr(Path, "replace", cut)
        else:
            patch.setattr(Path, "rename", cut)
        # what a killed process cannot do either
        patch.setattr("operation.execution.whole_directory.shutil.rmtree", lambda *_, **__: None)
        with pytest.raises(PowerCut):
            registry.register(model(tmp_path, "b"))
    assert [version.version for version in registry.versions(NAME)] == ["1"]
    assert registry.register(model(tmp_path, "b")).version == "2"
    assert len(registry.versions(NAME)) == 2


def test_a_crash_in_the_middle_of_sharing_leaves_no_half_version(
    registry: LocalRegistry, common: LocalRegistry, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def cut(*_: object) -> None:
        raise PowerCut

    version = registry.register(model(tmp_path, "a"))
    with monkeypatch.context() as patch:
        patch.setattr("operation.execution.registry.local_registry.write_whole", cut)
        with pytest.raises(PowerCut):
            registry.share(version, common)
    assert common.versions(NAME) == []
    assert files_below(tmp_path / "common") == []
    assert registry.share(version, common).version == "1"


def test_another_process_that_takes_the_number_first_keeps_it(
    registry: LocalRegistry, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    other = model(tmp_path, "other")
    copytree = shutil.copytree

    def copy_while_another_registers(source: Path, target: Path) -> object:
        monkeypatch.setattr(shutil, "copytree", copytree)
        assert registry.register(other).version == "1"
        return copytree(source, target)

    monkeypatch.setattr(shutil, "copytree", copy_while_another_registers)
    assert registry.register(model(tmp_path, "mine")).version == "2"
    assert [version.sha256[-4:] for version in registry.versions(NAME)] == ["ther", "mine"]


def test_a_number_that_is_taken_and_not_listed_ends_the_step(
    registry: LocalRegistry, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A share of the network may list a directory later than it is there."""
    registry.register(model(tmp_path, "a"))
    listed = Path.iterdir
    hidden = registry.folder / NAME
    monkeypatch.setattr(Path, "iterdir", lambda path: iter(()) if path == hidden else listed(path))
    with pytest.raises(ModelError, match="its number is given again"):
        registry.register(model(tmp_path, "b"))


def test_a_disk_that_does_not_let_move_is_reported(
    registry: LocalRegistry, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object) -> None:
        raise PermissionError

    monkeypatch.setattr(Path, "rename", refuse)
    with pytest.raises(PermissionError):
        registry.register(model(tmp_path, "a"))


def test_the_old_directory_stays_where_the_new_one_cannot_be_moved(tmp_path: Path) -> None:
    target = tmp_path / "target"
    target.mkdir()
    (target / "old.txt").touch()
    with aside(target) as incoming, pytest.raises(FileNotFoundError):
        put_in_place(incoming / "never_written", target)
    assert os.listdir(target) == ["old.txt"]  # noqa: PTH208 - names are enough


def test_each_environment_has_a_champion_of_its_own(registry: LocalRegistry, tmp_path: Path) -> None:
    first, second = (registry.register(model(tmp_path, content)) for content in "ab")
    assert registry.champion(NAME, "dev") is None
    registry.set_champion(first, "dev")
    registry.set_champion(first, "prod")
    registry.set_champion(second, "dev")
    assert registry.champion(NAME, "dev") == second
    assert registry.champion(NAME, "prod") == first


def test_withdrawing_a_champion_brings_back_the_one_before_it(registry: LocalRegistry, tmp_path: Path) -> None:
    versions = [registry.register(model(tmp_path, content)) for content in "abc"]
    for version in (*versions, versions[0]):
        registry.set_champion(version, "prod")
    assert registry.champion(NAME, "prod") == versions[0]
    assert registry.previous_champion(NAME, "prod") == versions[2]
    for expected in (versions[2], versions[1], None, None):
        registry.withdraw_champion(NAME, "prod")
        assert registry.champion(NAME, "prod") == expected
    assert registry.previous_champion(NAME, "prod") is None


def test_only_a_version_that_is_there_becomes_champion(registry: LocalRegistry) -> None:
    with pytest.raises(ModelError, match="no version"):
        registry.set_champion(ModelVersion("dev", NAME, "4", "0" * 64, {}, "nowhere"), "prod")
    assert registry.champion(NAME, "prod") is None
