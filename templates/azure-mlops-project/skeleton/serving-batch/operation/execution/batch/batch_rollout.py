"""How a version comes to score files: deployed beside the others, proved on the smoke test, then made the default."""

import json
import tempfile
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pandas as pd

from operation.execution.batch.batch_endpoints import BatchDeployment, BatchEndpoints
from operation.execution.registry.model_registry import ModelVersion
from src.verify import require_same_answer

SMOKE_TEST_FILE = "smoke_test.csv"


@dataclass(frozen=True)
class SmokeTest:
    """A request with the answer that the model gave when it was trained."""

    request: Mapping[str, Any]
    response: Mapping[str, Any]


def roll_out(endpoints: BatchEndpoints, deployment: BatchDeployment, model: ModelVersion, test: SmokeTest) -> None:
    """Let a deployment be the default once it has scored as trained; the default before it stays, to go back to."""
    before = endpoints.default()
    ensure_deployed(endpoints, deployment, model)
    try:
        smoke_test(endpoints, deployment, test)
    except Exception:
        if deployment.name != before:
            endpoints.delete_deployment(deployment.name)
            print(f"deleted {deployment.name}; the default is still {before or 'none'}", flush=True)
        raise
    if deployment.name != before:
        endpoints.set_default(deployment.name)
        _delete_older(endpoints, deployment, before)
    print(f"{deployment.name} of {endpoints.name} scores from now on; before: {before or 'none'}")


def ensure_deployed(endpoints: BatchEndpoints, deployment: BatchDeployment, model: ModelVersion) -> None:
    """Deploy, unless the same is there and ready; what an earlier attempt left half done makes room first."""
    there = endpoints.deployments()
    if deployment in there:
        print(f"{deployment.name} is there already: model, code, packages and settings are the same", flush=True)
        return
    if deployment.name in {other.name for other in there if not other.ready}:
        print(f"deleting {deployment.name}, which an earlier attempt could not finish", flush=True)
        endpoints.delete_deployment(deployment.name)
    print(f"deploying {model} as {deployment.name}", flush=True)
    endpoints.deploy(deployment, model)


def smoke_test(endpoints: BatchEndpoints, deployment: BatchDeployment, test: SmokeTest) -> None:
    """Let the deployment itself score a small file, and compare the answers with those of the training."""
    with tempfile.TemporaryDirectory() as folder:
        files, scores = Path(folder, "files"), Path(folder, "scores")
        files.mkdir()
        pd.DataFrame.from_records(test.request["records"]).to_csv(files / SMOKE_TEST_FILE, index=False)
        endpoints.invoke(files.as_posix(), scores, deployment.name)
        answers = pd.read_csv(scores / SMOKE_TEST_FILE, index_col="row")
        found = json.loads(answers.to_json(orient="records", double_precision=15))
    require_same_answer(dict(test.response), {"predictions": found})
    print(f"{deployment.name} scored the smoke test as trained")


def _delete_older(endpoints: BatchEndpoints, deployment: BatchDeployment, before: str | None) -> None:
    """Keep the default, the one before it, and one of another version, so that one can always go back by a version."""
    there = endpoints.deployments()
    kept = {deployment.name, before}
    to_go_back_to = [other for other in there if other.version != deployment.version and other.ready]
    if to_go_back_to and not kept & {other.name for other in to_go_back_to}:
        kept.add(to_go_back_to[-1].name)
    for other in there:
        if other.name not in kept:
            endpoints.delete_deployment(other.name)
            print(f"deleted {other.name}: the deployments that are left are enough to go back by one version")
