"""Pipeline jobs of Azure Machine Learning, interpreted: which component runs with what, and after which."""

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


@dataclass(frozen=True)
class PipelineJob:
    """The parts of a pipeline job that are needed to run it."""

    path: Path
    inputs: Mapping[str, Any]
    outputs: Mapping[str, Any]
    jobs: Mapping[str, Mapping[str, Any]]

    def component_runs(
        self, inputs: Mapping[str, Value], outputs: Mapping[str, str], between: Path
    ) -> list[ComponentRun]:
        """Return the runs in an order that works; what no output of the pipeline names is written below `between`."""
        self._require_same_names("inputs", inputs, self._required_inputs(), self.inputs)
        self._require_same_names("outputs", outputs, set(self.outputs), self.outputs)
        places = {
            (name, output): self._place(reference, outputs) if reference else (between / name / output).as_posix()
            for name, job in self.jobs.items()
            for output, reference in (job.get("outputs") or {}).items()
        }
        runs = []
        for name in self._ordered():
            job = self.jobs[name]
            given = {key: self._value(name, key, value, inputs, places) for key, value in (job["inputs"] or {}).items()}
            written = {output: place for (owner, output), place in places.items() if owner == name}
            known = {key: value for key, value in given.items() if value is not None}
            runs.append(ComponentRun(self._component(name), known, written))
        return runs

    def _required_inputs(self) -> set[str]:
        return {
            name
            for name, entry in self.inputs.items()
            if not (isinstance(entry, dict) and (entry.get("optional") or "default" in entry))
        }

    def _require_same_names(
        self, kind: str, given: Mapping[str, object], required: set[str], declared: Mapping[str, object]
    ) -> None:
        for name in sorted((required - given.keys()) | (given.keys() - declared.keys())):
            expected, found = ("a value", "none") if name in declared else (f"one of {', '.join(declared)}", name)
            raise ConfigurationError(
                complaint(self.path, f"{kind}.{name}", expected, found, "Let the step and the file agree.")
            )

    def _component(self, name: str) -> str:
        reference = str(self.jobs[name].get("component"))
        match = COMPONENT.fullmatch(reference)
        if match is None:
            expected = "../components/<name>.yml"
            raise ConfigurationError(
                complaint(self.path, f"jobs.{name}.component", expected, reference, "Use a component of this project.")
            )
        return match.group(1)

    def _place(self, reference: object, outputs: Mapping[str, str]) -> str:
        match = PARENT_OUTPUT.fullmatch(str(reference))
        if match is None or match.group(1) not in outputs:
            expected = "${{parent.outputs.<name>}}"
            raise ConfigurationError(complaint(self.path, "jobs", expected, str(reference), "Correct the reference."))
        return outputs[match.group(1)]

    def _value(
        self,
        name: str,
        key: str,
        value: Value,
        inputs: Mapping[str, Value],
        places: Mapping[tuple[str, str], str],
    ) -> Value | None:
        if not isinstance(value, str) or "${{" not in value:
            return value
        if match := PARENT_INPUT.fullmatch(value):
            entry = self.inputs.get(match.group(1))
            if entry is not None:
                return inputs.get(match.group(1), entry.get("default") if isinstance(entry, dict) else None)
        elif (match := OTHER_JOB.fullmatch(value)) and (match.group(1), match.group(2)) in places:
            return places[(match.group(1), match.group(2))]
        expected = "${{parent.inputs.<name>}} or ${{parent.jobs.<job>.outputs.<name>}}, of names that exist"
        raise ConfigurationError(
            complaint(self.path, f"jobs.{name}.inputs.{key}", expected, value, "Correct the reference.")
        )

    def _ordered(self) -> list[str]:
        """Return the jobs so that each comes after those that it reads from."""
        needed = {
            name: {m.group(1) for value in (job.get("inputs") or {}).values() if (m := OTHER_JOB.search(str(value)))}
            for name, job in self.jobs.items()
        }
        ordered: list[str] = []
        while len(ordered) < len(needed):
            ready = [name for name in needed if name not in ordered and needed[name] & needed.keys() <= {*ordered}]
            if not ready:
                circle = ", ".join(sorted(needed.keys() - {*ordered}))
                raise ConfigurationError(
                    complaint(self.path, "jobs", "an order", f"a circle of {circle}", "Break the circle.")
                )
            ordered.append(ready[0])
        return ordered


def read_pipeline_job(path: Path) -> PipelineJob:
    """Read a pipeline job; the current directory is the root of the project."""
    content = read_yaml(path)
    if not isinstance(content, dict) or content.get("type") != "pipeline" or not isinstance(content.get("jobs"), dict):
        remedy = "Write a pipeline job."
        raise ConfigurationError(complaint(path, "type", "'pipeline', with `jobs`", "something else", remedy))
    return PipelineJob(path, content.get("inputs") or {}, content.get("outputs") or {}, content["jobs"])
