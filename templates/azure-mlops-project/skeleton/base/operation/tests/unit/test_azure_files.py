"""Every YAML file of Azure Machine Learning, loaded as its own tools load it; nothing of it needs a network."""

import ast
import importlib
import inspect
import io
import re
import sys
from pathlib import Path
from typing import Any

import pytest
import yaml
from azure.ai.ml import load_component, load_environment, load_job

from operation.execution.azureml.job_document import FOLDER as JOBS_FOLDER
from operation.execution.exit_codes import ExitCode
from operation.tests.conftest import run_step

ROOT = Path(__file__).parents[3]
ENVIRONMENTS = Path("operation/execution/environments")
COMPONENTS = Path("operation/execution/components")
RUNNING_STEPS = ("prepare", "train", "evaluate", "gate", "score", "training_pipeline")
PACKAGE = re.compile(r"^([a-z0-9][\w.-]*)==([^\s;]+)(?: ; (.+?))? \\$", flags=re.MULTILINE)
ASSETS = "azure.ai.ml._utils._asset_utils"


def locked(file: Path) -> dict[str, str]:
    """Return the versions of a lock that Linux with Python 3.12 gets."""
    entries = PACKAGE.findall(file.read_text("utf-8"))
    older = ("< '3.11'", "< '3.12'", "== '3.11.*'", "== '3.10.*'")
    return {name: version for name, version, marker in entries if not any(text in marker for text in older)}


def core_scripts(root: Path) -> list[Path]:
    return sorted((root / "src").rglob("*.py"))


def imported_by(scripts: list[Path], root: Path) -> set[str]:
    """Return every module that scripts import, and those that the core scripts among these import in turn."""
    files = {".".join(path.relative_to(root).with_suffix("").parts): path for path in core_scripts(root)}
    pending, modules = [*scripts], set[str]()
    while pending:
        tree = ast.parse(pending.pop().read_text("utf-8"))
        imports = [alias.name for node in ast.walk(tree) if isinstance(node, ast.Import) for alias in node.names]
        for node in (node for node in ast.walk(tree) if isinstance(node, ast.ImportFrom)):
            imports += [str(node.module), *(f"{node.module}.{alias.name}" for alias in node.names)]
        found = {*imports} - modules
        modules |= found
        pending += [files[module] for module in found if module in files]
    return modules


def dry_run(step: str, environment: str, capsys: pytest.CaptureFixture[str]) -> list[str]:
    """Return the YAML of the jobs that a step would submit."""
    assert run_step(step, "--env", environment, "--backend", "azureml", "--dry-run") == ExitCode.OK
    documents = capsys.readouterr().out.split("the job, as if it were in operation/execution/jobs:\n")[1:]
    return [text.split("dry run, nothing is submitted")[0] for text in documents]


@pytest.mark.parametrize("name", sorted(path.name for path in (ROOT / ENVIRONMENTS).glob("*.yml")))
def test_every_environment_loads_and_builds_from_its_folder(name: str, root: Path) -> None:
    loaded: Any = load_environment(root / ENVIRONMENTS / name)
    folder = Path(loaded.base_path, loaded.build.path).resolve()
    assert folder == (root / ENVIRONMENTS / name).with_suffix("").resolve()
    assert {path.name for path in folder.iterdir()} == {"Dockerfile", "requirements.in", "requirements.lock"}


@pytest.mark.parametrize("name", sorted(path.name for path in (ROOT / COMPONENTS).glob("*.yml")))
def test_every_component_loads_with_its_environment_and_the_code_of_the_project(name: str, root: Path) -> None:
    loaded: Any = load_component(root / COMPONENTS / name)
    assert loaded.name == Path(name).stem
    environment = loaded.environment
    folder = Path(environment.base_path, environment.build.path).resolve()
    assert folder == (root / ENVIRONMENTS / "training").resolve()

    assert Path(loaded.base_path, loaded.code).resolve() == root.resolve()


@pytest.mark.parametrize("step", RUNNING_STEPS)
def test_every_job_of_a_step_loads_and_keeps_what_the_step_hands_over(
    step: str, project: Path, environment: str, capsys: pytest.CaptureFixture[str]
) -> None:
    documents = dry_run(step, environment, capsys)
    assert documents
    assert not (project / "outputs").exists()
    for text in documents:
        wanted = yaml.safe_load(text)
        job: Any = load_job(io.StringIO(text), relative_origin=str(JOBS_FOLDER / "job.yml"))
        assert job.type == "pipeline"
        assert job.name == wanted["name"]
        assert job.settings.force_rerun is True
        assert set(job.jobs) == set(wanted["jobs"])
        assert set(job.outputs) == set(wanted["outputs"])
        assert job.tags["environment"] == environment
        for name, node in wanted["jobs"].items():
            given = {key: value for key, value in node["inputs"].items() if "${{" not in str(value)}
            plain = {key: value for key, value in given.items() if not isinstance(value, dict)}
            assert {key: job.jobs[name].inputs[key]._data for key in plain} == plain  # noqa: SLF001 - no other way


def test_the_training_job_binds_every_component_to_the_one_before(
    project: Path, environment: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert project.is_dir()
    _, training = (yaml.safe_load(text) for text in dry_run("training_pipeline", environment, capsys))
    jobs = training["jobs"]
    assert jobs["train"]["inputs"]["processed_data"] == "${{parent.jobs.prepare.outputs.processed_data}}"
    assert jobs["evaluate"]["inputs"]["model"] == "${{parent.jobs.train.outputs.model}}"
    assert jobs["gate"]["inputs"]["evaluation"] == "${{parent.jobs.evaluate.outputs.evaluation}}"
    places = [output["path"] for output in training["outputs"].values()]
    assert len(set(places)) == len(places)
    assert all(place.startswith("azureml://datastores/workspaceblobstore/paths/") for place in places)


def test_components_of_one_step_run_in_their_order(
    project: Path, environment: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert project.is_dir()
    (text,) = dry_run("prepare", environment, capsys)
    jobs = yaml.safe_load(text)["jobs"]
    assert jobs["prepare"]["inputs"]["raw_data"] == "${{parent.jobs.acquire.outputs.raw_data}}"


def test_the_code_of_a_job_is_the_core_scripts_and_no_data(root: Path) -> None:
    assets = importlib.import_module(ASSETS)
    found = {name for _, name in assets.get_upload_files_from_folder(root, ignore_file=assets.get_ignore_file(root))}
    assert {path.relative_to(root).as_posix() for path in (root / "src").rglob("*.py")} <= found
    assert {name.partition("/")[0] for name in found} <= {"src", "operation"}
    assert not any(name.startswith(("operation/tests", "operation/configuration")) for name in found)


def test_training_happens_with_the_versions_that_are_tested(root: Path) -> None:
    project = locked(root / "requirements.lock")
    training = locked(root / ENVIRONMENTS / "training" / "requirements.lock")
    assert len(training) > 20
    assert {name: version for name, version in training.items() if project.get(name) != version} == {}


def test_what_decides_how_a_model_answers_is_the_same_where_it_is_served(root: Path) -> None:
    folder = root / ENVIRONMENTS / "serving"
    pinned = dict(re.findall(r"^([\w-]+)==(\S+)$", (folder / "requirements.in").read_text("utf-8"), flags=re.MULTILINE))
    project, serving = locked(root / "requirements.lock"), locked(folder / "requirements.lock")
    assert {"scikit-learn", "numpy", "pandas", "scipy", "joblib", "cloudpickle"} <= pinned.keys()
    for name, version in pinned.items():
        assert project[name] == serving[name] == version, name


@pytest.mark.parametrize("name", ["training", "serving"])
def test_an_image_has_every_package_that_a_core_script_imports_there(name: str, root: Path) -> None:
    packages = {"sklearn": "scikit-learn", "mlflow": "mlflow-skinny", "yaml": "pyyaml"}
    scripts = core_scripts(root) if name == "training" else [root / "src/score.py"]
    modules = {module.partition(".")[0] for module in imported_by(scripts, root)} - {*sys.stdlib_module_names, "src"}
    assert {"pandas", "sklearn"} <= modules
    assert {packages.get(module, module) for module in modules} <= {
        *locked(root / ENVIRONMENTS / name / "requirements.lock")
    }


@pytest.mark.parametrize("name", ["training", "serving"])
def test_every_package_of_an_image_has_hashes_and_its_base_a_fixed_tag(name: str, root: Path) -> None:
    folder = root / ENVIRONMENTS / name
    blocks = re.split(r"^(?=[a-z0-9][\w.-]*==)", (folder / "requirements.lock").read_text("utf-8"), flags=re.MULTILINE)
    assert [block.splitlines()[0] for block in blocks[1:] if "--hash=sha256:" not in block] == []
    dockerfile = (folder / "Dockerfile").read_text("utf-8")
    assert re.search(r"^FROM mcr\.microsoft\.com/azureml/[\w.-]+:\d{8}\.v\d+$", dockerfile, flags=re.MULTILINE)
    assert "--require-hashes" in dockerfile
    assert re.search(r"^ {6}python=3\.12 pip ", dockerfile, flags=re.MULTILINE)


def test_images_have_the_python_of_the_project(root: Path) -> None:
    project = yaml.safe_load((root / "operation/configuration/project.yml").read_text("utf-8"))
    assert project["variables"]["python_version"] == "3.12"


def test_mlflow_and_its_plugin_for_azure_fit_each_other(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Pairs of other versions do not: one calls the other with arguments that it does not take."""
    # mlflow makes its folder where it is used
    monkeypatch.chdir(tmp_path)
    loaders = importlib.import_module("azureml.mlflow.entry_point_loaders")
    assert inspect.signature(loaders.azureml_artifacts_builder).bind("azureml://a", tracking_uri="azureml://b")
    store = importlib.import_module("azureml.mlflow._store.tracking.store").AzureMLRestStore
    assert issubclass(store, importlib.import_module("mlflow.store.tracking.rest_store").RestStore)
    assert not inspect.isabstract(store)
    kind: Any = importlib.import_module("azureml.mlflow._store.artifact.artifact_repo").AzureMLflowArtifactRepository
    repository = kind.__new__(kind)
    # It hands mlflow its arguments, and only then finds that the address is none of a workspace.
    with pytest.raises(IndexError):
        repository.__init__("azureml://a", tracking_uri="azureml://b")
    assert (repository.artifact_uri, repository.tracking_uri) == ("azureml://a", "azureml://b")
