"""The YAML of a pipeline job: what `az ml job create -f` takes, with the values of an environment."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from operation.execution.component_file import Value, read_component
from operation.execution.component_run import ComponentRun
from operation.execution.pipeline_job import read_pipeline_job

SCHEMA = "https://azuremlschemas.azureedge.net/latest/pipelineJob.schema.json"
# Paths in a document are relative to this folder.
FOLDER = Path("operation/execution/jobs")
ASSET_TYPES = frozenset({"uri_file", "uri_folder", "mltable", "mlflow_model", "custom_model", "triton_model"})
Document = dict[str, Any]


Read = Callable[[str], str]


@dataclass(frozen=True)
class JobFrame:
    """What the jobs of an environment have in common."""

    compute: str
    experiment: str
    tags: Mapping[str, str]

    def around(self, name: str, title: str, document: Document) -> Document:
        """Return a document as a job of the environment."""
        settings = {
            **document.get("settings", {}),
            "default_compute": self.compute,
            "continue_on_step_failure": False,
            # Data may have changed in its place, which Azure Machine Learning would not see.
            "force_rerun": True,
        }
        return {
            "$schema": SCHEMA,
            "type": "pipeline",
            "name": name,
            "display_name": title,
            "experiment_name": self.experiment,
            "tags": dict(self.tags),
            **document,
            "settings": settings,
        }


def text_of(document: Document) -> str:
    """Return the YAML of a document."""
    return yaml.safe_dump(document, sort_keys=False, allow_unicode=True, width=1000)


def document_of_runs(runs: Sequence[ComponentRun], read: Read, folder: str) -> tuple[Document, dict[str, str]]:
    """Return the pipeline of component runs, and the name of the output that is written to each location.

    `read` tells where what is at a location was really written; outputs go below a folder. A run that reads what an
    earlier one writes is bound to it, so that they run in that order.
    """
    jobs: dict[str, Document] = {}
    outputs: dict[str, Document] = {}
    names: dict[str, str] = {}
    writers: dict[str, str] = {}
    for run in runs:
        component = read_component(run.component)
        name = run.component if run.component not in jobs else f"{run.component}_{len(jobs)}"
        inputs = {
            key: writers.get(str(value)) or _input(component.inputs[key], value, read)
            for key, value in run.inputs.items()
        }
        bound = {}
        for key, location in run.outputs.items():
            promoted = key if key not in outputs else f"{name}_{key}"
            outputs[promoted] = {"type": component.outputs[key]["type"], "path": f"{folder}/{promoted}"}
            bound[key] = f"${{{{parent.outputs.{promoted}}}}}"
            names[location] = promoted
            writers[location] = f"${{{{parent.jobs.{name}.outputs.{key}}}}}"
        reference = f"../components/{run.component}.yml"
        jobs[name] = {"type": "command", "component": reference, "inputs": inputs, "outputs": bound}
    return {"outputs": outputs, "jobs": jobs}, names


def document_of_file(
    file: Path, inputs: Mapping[str, Value], outputs: Mapping[str, str], read: Read, folder: str
) -> tuple[Document, dict[str, str]]:
    """Return the pipeline of a job file with values, and the name of the output that is written to each location."""
    values = {key: read(value) if isinstance(value, str) else value for key, value in inputs.items()}
    content = read_pipeline_job(file).filled_in(values, {name: f"{folder}/{name}" for name in outputs}).content
    parts = ("settings", "inputs", "outputs", "jobs")
    return {key: content[key] for key in parts if key in content}, {place: name for name, place in outputs.items()}


def _input(declared: Mapping[str, Any], value: Value, read: Read) -> object:
    if declared.get("type") in ASSET_TYPES:
        return {"type": declared["type"], "path": read(str(value))}
    return value
