"""A project whose model is released: what the steps of the online endpoint start from."""

import json
import shutil
from pathlib import Path

from operation.execution.configuration import ConfigurationFolder
from operation.execution.locations import candidate_directory, release_directory
from operation.execution.registration import registrable, write_registration
from operation.execution.registry.registries import registries_of
from operation.execution.registry.release_registry import release_registry
from operation.tests.conftest import run_step
from src.candidate import GATE, GATE_DIRECTORY, METADATA, MODEL_DIRECTORY, MODEL_FILE, read_record, sha256_of


def release_version(environment: str) -> int:
    """Register the candidate of the current directory, share it, and put it into the release; return its version."""
    configuration = ConfigurationFolder(Path()).load(environment)
    candidate = candidate_directory(environment)
    registries = registries_of("local", configuration)
    version = registries.own().register(registrable(candidate, configuration))
    if release_registry("local", configuration).name != version.registry:
        version = registries.own().share(version, registries.common())
    write_registration(candidate, version)
    shutil.rmtree(release_directory(environment), ignore_errors=True)
    shutil.copytree(candidate, release_directory(environment))
    return version.number


def train_another(environment: str) -> None:
    """Let the candidate be another model that answers alike: the same one with a byte after its end."""
    model = candidate_directory(environment) / MODEL_DIRECTORY
    with (model / MODEL_FILE).open("ab") as file:
        file.write(b"\n")
    _write_checksum(model)
    verdict = candidate_directory(environment) / GATE_DIRECTORY / GATE
    for record in (verdict, *candidate_directory(environment).glob("evaluation/*.json")):
        content = json.loads(record.read_text("utf-8"))
        content["model_sha256"] = sha256_of(model / MODEL_FILE)
        record.write_text(json.dumps(content), "utf-8")


def _write_checksum(model: Path) -> None:
    metadata = read_record(model, METADATA)
    metadata["model_sha256"] = metadata["files"][MODEL_FILE] = sha256_of(model / MODEL_FILE)
    (model / METADATA).write_text(json.dumps(metadata), "utf-8")


def online_step(step: str, environment: str, *options: str) -> int:
    """Run a step of the online endpoint on this computer."""
    return run_step(step, "--env", environment, "--backend", "local", *options)
