import json
import shutil
from pathlib import Path
from types import SimpleNamespace

import pandas as pd
import pytest

from operation.execution.configuration import ConfigurationFolder
from operation.execution.locations import local_locations, release_directory
from operation.execution.online.collected import AzureMlCollectedData
from operation.execution.online.connection import endpoints_of
from operation.execution.online.situation import situation_of
from operation.tests.conftest import replace
from operation.tests.online_project import online_step, release_version, train_another
from src import problem
from src.score import respond
from src.trained_model import load_model


@pytest.fixture
def two_versions(trained_project: Path, environment: str) -> Path:
    """Return a project whose endpoint has version 1 with all the traffic, and version 2 beside it."""
    file = ConfigurationFolder(trained_project).environment_file(environment, "ab_test.yml")
    replace(file, "minimum_answers: 200", "minimum_answers: 2")
    for _ in range(2):
        release_version(environment)
        assert online_step("deploy_online", environment) == 0
        if not situation().traffic:
            endpoints_of("local", ConfigurationFolder(Path()).load(environment)).set_traffic({"blue": 100})
        train_another(environment)
    return trained_project


def situation() -> SimpleNamespace:
    environment = ConfigurationFolder(Path()).project().training_environment
    found = situation_of(endpoints_of("local", ConfigurationFolder(Path()).load(environment)))
    return SimpleNamespace(text=str(found), traffic=found.traffic)


def ask_both_and_learn_the_truth(environment: str) -> None:
    """Ask both deployments about rows that were held out, as clients would, and let their truth arrive."""
    holdout = pd.read_csv(Path(local_locations(environment).processed_data) / "holdout.csv")
    endpoints = endpoints_of("local", ConfigurationFolder(Path()).load(environment))
    smoke_test = json.loads((release_directory(environment) / "model" / "smoke_test.json").read_text("utf-8"))
    rows = json.loads(problem.score_input(holdout).head(40).to_json(orient="records", date_format="iso"))
    assert respond(load_model(release_directory(environment) / "model"), smoke_test["request"])
    for name in ("blue", "green"):
        endpoints.invoke({**smoke_test["request"], "records": rows}, name)
    Path("data/raw").mkdir(parents=True, exist_ok=True)
    shutil.copyfile(Path(local_locations(environment).processed_data) / "holdout.csv", "data/raw/ground_truth.csv")


@pytest.mark.usefixtures("two_versions")
def test_both_versions_answer_until_one_is_chosen(environment: str) -> None:
    assert online_step("start_ab_test", environment) == 0
    assert online_step("start_ab_test", environment) == 0
    assert situation().text == "blue (version 1) 50 %; green (version 2) 50 %"
    assert online_step("finish_ab_test", environment, "--winner", "old") == 0
    assert situation().text == "blue (version 1) 100 %"
    assert online_step("start_ab_test", environment) == 60


@pytest.mark.usefixtures("two_versions")
def test_the_new_version_wins_only_where_the_test_shows_it_or_somebody_says_why(
    environment: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert online_step("start_ab_test", environment) == 0
    assert online_step("finish_ab_test", environment, "--winner", "new") == 30
    assert "no comparison of these deployments" in capsys.readouterr().err
    assert online_step("finish_ab_test", environment, "--winner", "new", "--override", "agreed with marketing") == 0
    assert "Reason: agreed with marketing" in capsys.readouterr().out
    assert situation().text == "green (version 2) 100 %"


@pytest.mark.usefixtures("two_versions")
def test_alike_models_show_no_difference(environment: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert online_step("start_ab_test", environment) == 0
    assert online_step("compare_ab_test", environment) == 20
    assert "ground_truth.csv" in capsys.readouterr().err
    ask_both_and_learn_the_truth(environment)
    assert online_step("compare_ab_test", environment) == 0
    assert "no difference is shown" in capsys.readouterr().out
    assert online_step("finish_ab_test", environment, "--winner", "new") == 30
    assert "winner none" in capsys.readouterr().err


def test_blobs_of_the_data_collector_are_read_line_by_line() -> None:
    blobs = {
        "modelDataCollector/churn/blue/model_inputs/2026/01/01/a.jsonl": b"1\n2\n",
        "modelDataCollector/churn/blue/model_inputs/2026/01/02/b.jsonl": b"3\n",
        "modelDataCollector/churn/green/model_inputs/c.jsonl": b"4\n",
    }
    container = SimpleNamespace(
        list_blobs=lambda name_starts_with: [SimpleNamespace(name=n) for n in blobs if n.startswith(name_starts_with)],
        download_blob=lambda name: SimpleNamespace(readall=lambda: blobs[name]),
    )
    assert list(AzureMlCollectedData(container, "churn").lines("blue", "model_inputs")) == ["1", "2", "3"]
