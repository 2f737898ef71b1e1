"""Pipeline jobs of Azure Machine Learning: values are put in, and the local backend reads which component runs when."""

import copy
import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from operation.execution.component_file import Value
from operation.execution.component_run import ComponentRun
from operation.execution.exit_codes import ConfigurationError
from operation.execution.yaml_files import complaint, read_yaml

PARENT_INPUT = re.compile(r"\$\{\{\s*parent\.inputs\.([a-z0-9_]+)\s*\}\}")
PARENT_OUTPUT = re.compile(r"\$\{\{\s*parent\.outputs\.([a-z0-9_]+)\s*\}\}")
OTHER_JOB = re.compile(r"\$\{\{\s*parent\.jobs\.([a-z0-9_]+)\.outputs\.([a-z0-9_]+)\s*\}\}")
COMPONENT = re.compile(r"(?:file:)?\.\./components/([a-z0-9_]+)\.yml")

Content = dict[str, Any]


@dataclass(frozen=True)
class PipelineJob:
    """A pipeline job file, and what it says."""

    path: Path
    content: Content

    def filled_in(self, inputs: Mapping[str, Value], outputs: Mapping[str, str]) -> "PipelineJob":
        """Return the job with values: of its inputs, of its outputs, and (`job.input`) of an input of one job in it."""
        content = copy.deepcopy(self.content)
        for name, value in inputs.items():
            job, separator, name_in_job = name.partition(".")
            if not separator:
                self._require("inputs", name, content.get("inputs") or {})
                content["inputs"][name] = _with_value(content["inputs"][name], value)
            else:
                self._require("jobs", job, content["jobs"])
                declared = self._component_inputs(job)
                self._require(f"jobs.{job}.inputs", name_in_job, declared)
                content["jobs"][job]["inputs"][name_in_job] = _with_value(declared[name_in_job], value)
        for name, place in outputs.items():
            self._require("outputs", name, content.get("outputs") or {})
            content["outputs"][name] = {**(content["outputs"][name] or {}), "path": place}
        return PipelineJob(self.path, content)

    def component_runs(self, between: Path) -> list[ComponentRun]:
        """Return the runs in an order that works; an output without a place of its own is written below `between`."""
        jobs = self.content["jobs"]
        places = {
            (name, output): self._place(reference) or (between / name / output).as_posix()
            for name, job in jobs.items()
            for output, reference in (job.get("outputs") or {}).items()
        }
        return [
            ComponentRun(
                self._component(name),
                {key: self._value(name, key, value, places) for key, value in (jobs[name].get("inputs") or {}).items()},
                {output: place for (owner, output), place in places.items() if owner == name},
            )
            for name in self._ordered()
        ]

    def _component_inputs(self, job: str) -> Mapping[str, Any]:
        inputs: Mapping[str, Any] = read_yaml(self.path.parent / self.content["jobs"][job]["component"])["inputs"]
        return inputs

    def _require(self, key: str, name: str, declared: Mapping[str, Any]) -> None:
        if name not in declared:
            expected = f"one of {', '.join(declared)}"
            raise ConfigurationError(complaint(self.path, key, expected, name, "Let the step and the file agree."))

    def _component(self, name: str) -> str:
        reference = str(self.content["jobs"][name].get("component"))
        match = COMPONENT.fullmatch(reference)
        if match is None:
            key, expected = f"jobs.{name}.component", "../components/<name>.yml"
            raise ConfigurationError(complaint(self.path, key, expected, reference, "Use a component of this project."))
        return match.group(1)

    def _place(self, reference: object) -> str | None:
        match = PARENT_OUTPUT.fullmatch(str(reference))
        if match is None:
            return None
        outputs = self.content.get("outputs") or {}
        self._require("outputs", match.group(1), outputs)
        return (outputs[match.group(1)] or {}).get("path")

    def _value(self, job: str, key: str, value: object, places: Mapping[tuple[str, str], str]) -> Value:
        if match := PARENT_INPUT.fullmatch(str(value)):
            inputs = self.content.get("inputs") or {}
            self._require("inputs", match.group(1), inputs)
            return _value_of(inputs[match.group(1)])
        if match := OTHER_JOB.fullmatch(str(value)):
            place = places.get((match.group(1), match.group(2)))
            if place is None:
                expected = "an output of a job in this file"
                raise ConfigurationError(
                    complaint(self.path, f"jobs.{job}.inputs.{key}", expected, str(value), "Correct the reference.")
                )
            return place
        return _value_of(value)

    def _ordered(self) -> list[str]:
        """Return the jobs so that each comes after those that it reads from."""
        needed = {
            name: {m.group(1) for value in (job.get("inputs") or {}).values() if (m := OTHER_JOB.fullmatch(str(value)))}
            for name, job in self.content["jobs"].items()
        }
        ordered: list[str] = []
        while len(ordered) < len(needed):
            ready = [name for name in needed if name not in ordered and needed[name] & needed.keys() <= {*ordered}]
            if not ready:
                circle = f"a circle of {', '.join(sorted(needed.keys() - {*ordered}))}"
                raise ConfigurationError(complaint(self.path, "jobs", "an order", circle, "Break the circle."))
            ordered.append(ready[0])
        return ordered


def _with_value(declared: object, value: Value) -> object:
    """Put a value where an input is declared: a path of data, or the value itself."""
    kind = declared.get("type") if isinstance(declared, dict) else None
    return value if kind in {None, "string", "number", "integer", "boolean"} else {"type": kind, "path": value}


def _value_of(entry: Any) -> Value:  # noqa: ANN401 - whatever the file holds
    value: Value = entry["path"] if isinstance(entry, dict) else entry
    return value


def read_pipeline_job(path: Path) -> PipelineJob:
    """Read a pipeline job; the current directory is the root of the project."""
    content = read_yaml(path)
    if not isinstance(content, dict) or content.get("type") != "pipeline" or not isinstance(content.get("jobs"), dict):
        remedy = "Write a pipeline job."
        raise ConfigurationError(complaint(path, "type", "'pipeline', with `jobs`", "something else", remedy))
    return PipelineJob(path, content)
