from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from operation.execution.deployment_fingerprint import CORE_SCRIPTS, LENGTH, fingerprint_of_deployment
from operation.execution.registry.model_registry import ModelVersion

VERSION = ModelVersion("local", "churn-model", "7", "a" * 64, {}, "somewhere")
FILES = (CORE_SCRIPTS, "packages/*")
SETTINGS = {"instances": 1, "compute": "cpu-cluster"}


@pytest.fixture
def deployed(tmp_path: Path) -> Path:
    """Return the root of a project with a script, a lock of packages, and something that is not deployed."""
    for name in ("src/problem.py", "packages/requirements.lock", "docs/debug.md"):
        (tmp_path / name).parent.mkdir()
        (tmp_path / name).write_text("before", "utf-8")
    return tmp_path


def fingerprint(root: Path) -> str:
    return fingerprint_of_deployment(VERSION, FILES, SETTINGS, root)


def write(name: str) -> Callable[[Path], object]:
    def change(root: Path) -> None:
        (root / name).parent.mkdir(exist_ok=True)
        (root / name).write_text("after", "utf-8")

    return change


@pytest.mark.parametrize(
    "change",
    [
        write("src/problem.py"),
        write("packages/requirements.lock"),
        write("src/gate_rules/added.py"),
        write("src/thresholds.json"),
        lambda root: (root / "src/problem.py").rename(root / "src/renamed.py"),
        lambda root: (root / "packages/requirements.lock").unlink(),
    ],
    ids=["a script", "a package", "one more script", "a file that is no script", "another name", "a file less"],
)
def test_what_is_deployed_is_told_apart_by(change: Callable[[Path], object], deployed: Path) -> None:
    before = fingerprint(deployed)
    assert len(before) == LENGTH
    assert fingerprint(deployed) == before
    change(deployed)
    assert fingerprint(deployed) != before


def test_another_model_and_other_settings_have_other_fingerprints(deployed: Path) -> None:
    versions = [VERSION, replace(VERSION, version="10"), replace(VERSION, sha256="b" * 64), replace(VERSION, name="n")]
    settings: list[dict[str, object]] = [{}, {"instances": 1}, {"instances": 2}, {"instances": "1"}]
    found = {fingerprint_of_deployment(version, FILES, each, deployed) for version in versions for each in settings}
    assert len(found) == len(versions) * len(settings)


def test_neither_the_order_nor_what_is_not_deployed_nor_where_the_version_is_kept_makes_a_difference(
    deployed: Path,
) -> None:
    before = fingerprint(deployed)
    write("docs/debug.md")(deployed)
    write("src/__pycache__/problem.cpython-312.pyc")(deployed)
    turned = dict(reversed(SETTINGS.items()))
    elsewhere = replace(VERSION, registry="mlr", location="azureml:churn-model:7")
    assert fingerprint_of_deployment(elsewhere, [*reversed(FILES), *FILES], turned, deployed) == before
