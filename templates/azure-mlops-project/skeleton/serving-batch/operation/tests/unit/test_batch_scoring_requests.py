"""Scoring by a batch endpoint with azure-ai-ml as it is: its requests, which a workspace in this process answers."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from operation.configuration_sections.batch import BatchSettings
from operation.execution.batch.azureml_batch_endpoints import AzureMlBatchEndpoints
from operation.execution.exit_codes import ServiceError, StepTimeoutError
from operation.tests.azure_answers import error
from operation.tests.unit.workspace_of_batch_endpoints import SCORING
from operation.tests.unit.workspace_of_batch_jobs import ASSET, CHILD, FILES, JOB, BatchJobWorkspace, connected_to_jobs
from src.errors import DataError, ModelError

DEPLOYMENT = "version-7-01234567"
SETTINGS = BatchSettings(source="folder", folder="to_score", instances=3, maximum_minutes=1)
FOLDER = "churn/prod/raw/to_score"
ADDRESS = f"azureml://datastores/workspaceblobstore/paths/{FOLDER}"

# How azure-ai-ml itself asks the storage for a file.
pytestmark = [
    pytest.mark.filterwarnings("ignore:The use of a 'BlobProperties' instance:DeprecationWarning"),
    pytest.mark.filterwarnings("ignore:content_as_bytes is deprecated:DeprecationWarning"),
]


@pytest.fixture
def workspace() -> BatchJobWorkspace:
    """Return a workspace with a deployment and two files to score."""
    workspace = BatchJobWorkspace()
    workspace.deployed("churn-batch", DEPLOYMENT)
    workspace.files = {f"{FILES}{FOLDER}/{name}": b"tenure\n1\n" for name in ("a.csv", "b.csv")}
    return workspace


@pytest.fixture
def endpoints(workspace: BatchJobWorkspace) -> Iterator[AzureMlBatchEndpoints]:
    with connected_to_jobs(workspace) as client:
        yield AzureMlBatchEndpoints(client, "churn-batch", "cpu-cluster", SETTINGS, wait=lambda _: None)


@pytest.fixture
def scores(tmp_path: Path) -> Path:
    return tmp_path / "scores"


def contents(folder: Path) -> dict[str, str]:
    return {path.name: path.read_text("utf-8") for path in folder.iterdir()}


def test_a_folder_of_this_computer_is_uploaded_and_scored_and_its_scores_are_fetched(
    endpoints: AzureMlBatchEndpoints, workspace: BatchJobWorkspace, tmp_path: Path, scores: Path
) -> None:
    files = tmp_path / "files"
    files.mkdir()
    for name in ("c.csv", "d.csv"):
        (files / name).write_text(f"tenure\n{name}\n", "utf-8")
    assert endpoints.invoke(str(files), scores, DEPLOYMENT) == ["c.csv", "d.csv"]
    assert contents(scores) == {"c.csv": "scores of c.csv", "d.csv": "scores of d.csv"}
    ((deployment, folder),) = workspace.scored
    assert deployment == DEPLOYMENT
    assert folder.startswith("azureml://datastores/workspaceblobstore/paths/LocalUpload/")
    (uploaded,) = [name for name in workspace.files if "LocalUpload" in name and name.endswith("/c.csv")]
    assert workspace.files[uploaded] == (files / "c.csv").read_bytes()
    (files / "e.csv").touch()
    workspace.unscored = {"e.csv"}
    with pytest.raises(DataError, match=r"missing: e\.csv"):
        endpoints.invoke(str(files), scores, DEPLOYMENT)
    assert sorted(contents(scores)) == ["c.csv", "d.csv"]


def test_a_folder_in_the_storage_of_the_workspace_is_scored_by_the_default(
    endpoints: AzureMlBatchEndpoints, workspace: BatchJobWorkspace, scores: Path
) -> None:
    with pytest.raises(ModelError, match="Run release and deploy_batch"):
        endpoints.invoke(ADDRESS, scores)
    endpoints.set_default(DEPLOYMENT)
    assert endpoints.invoke(ADDRESS, scores) == ["a.csv", "b.csv"]
    assert sorted(contents(scores)) == ["a.csv", "b.csv"]
    assert workspace.scored == [(DEPLOYMENT, ADDRESS)]
    (body,) = workspace.bodies("POST", SCORING)
    assert body["properties"]["inputData"] == {"files": {"jobInputType": "UriFolder", "uri": ADDRESS}}


def test_a_folder_of_this_computer_without_files_is_refused_before_it_is_sent(
    endpoints: AzureMlBatchEndpoints, workspace: BatchJobWorkspace, tmp_path: Path, scores: Path
) -> None:
    (tmp_path / "files").mkdir()
    with pytest.raises(DataError, match="found none"):
        endpoints.invoke(str(tmp_path / "files"), scores, DEPLOYMENT)
    assert workspace.sent == []


@pytest.mark.parametrize("outputs", [{"score": {"assetId": ASSET, "type": "uri_folder"}}, {}])
def test_a_job_that_wrote_no_scores_is_an_error_that_says_so(
    endpoints: AzureMlBatchEndpoints, workspace: BatchJobWorkspace, scores: Path, outputs: dict[str, dict[str, str]]
) -> None:
    endpoints.invoke(ADDRESS, scores, DEPLOYMENT)
    workspace.files = {}
    workspace.outputs = outputs
    with pytest.raises(
        ServiceError, match=rf"output score of job {CHILD}\n  expected: .*\n  found:    none\n  remedy: "
    ):
        endpoints.invoke(ADDRESS, scores, DEPLOYMENT)
    assert sorted(contents(scores)) == ["a.csv", "b.csv"], "the scores of the last time stay"


@pytest.mark.parametrize("state", ["Failed", "Canceled", "NotResponding"])
def test_a_job_that_did_not_complete_brings_no_scores(
    endpoints: AzureMlBatchEndpoints, workspace: BatchJobWorkspace, scores: Path, state: str
) -> None:
    workspace.states = [state]
    with pytest.raises(ServiceError, match=f"found:    {state}\n.* name the file and the line"):
        endpoints.invoke(ADDRESS, scores, DEPLOYMENT)
    assert not scores.exists()


@pytest.mark.parametrize("children", [[], [CHILD, f"{JOB}-2"]])
def test_a_job_without_one_scoring_job_below_it_brings_no_scores(
    endpoints: AzureMlBatchEndpoints, workspace: BatchJobWorkspace, scores: Path, children: list[str]
) -> None:
    workspace.children = children
    with pytest.raises(ServiceError, match=f"one scoring job below it\n  found:    {len(children)}"):
        endpoints.invoke(ADDRESS, scores, DEPLOYMENT)
    assert not scores.exists()


def test_a_job_that_takes_too_long_is_cancelled(
    endpoints: AzureMlBatchEndpoints, workspace: BatchJobWorkspace, scores: Path
) -> None:
    workspace.states = ["Running"]
    with pytest.raises(StepTimeoutError, match="an end within 60 s\n  found:    Running; it is cancelled now"):
        endpoints.invoke(ADDRESS, scores, DEPLOYMENT)
    assert workspace.bodies("POST", f"jobs/{JOB}/cancel") == [None]
    assert not scores.exists()


def test_what_the_service_says_of_a_request_that_it_refuses_is_the_error(
    endpoints: AzureMlBatchEndpoints, workspace: BatchJobWorkspace, scores: Path
) -> None:
    workspace.routes[f"POST {SCORING}"] = lambda *_: error(400, "BadArgument", "there is no such folder")
    with pytest.raises(ServiceError, match="there is no such folder"):
        endpoints.invoke(ADDRESS, scores, DEPLOYMENT)
    assert not scores.exists()
