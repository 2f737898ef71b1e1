"""Pipelines as data: the YAML files, and the parts of them that rules look at."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import Any

from operation.execution.configuration import CONFIGURATION
from operation.execution.yaml_files import read_yaml

FOLDER = Path("azure_pipelines")
LIFECYCLE_HOOKS = ("preDeploy", "deploy", "routeTraffic", "postRouteTraffic")
Mapping = dict[str, Any]


@dataclass(frozen=True)
class PipelineFile:
    """A pipeline or a template of pipelines."""

    root: Path
    path: Path
    content: Mapping

    @property
    def is_pipeline(self) -> bool:
        """Tell whether the file is a pipeline and not a template."""
        return self.path.parent == FOLDER

    def referenced(self, reference: str) -> Path:
        """Return the path of a template that this file refers to, from the root of the project."""
        parts: list[str] = []
        for part in PurePosixPath(self.path.parent.as_posix(), reference).parts:
            if part == "..":
                parts.pop()
            else:
                parts.append(part)
        return Path(*parts)


def read_pipeline_files(root: Path) -> list[PipelineFile]:
    """Read every pipeline, every template of pipelines, and those in the configuration."""
    paths = [path.relative_to(root) for path in sorted((root / FOLDER).rglob("*.yml"))]
    paths += [CONFIGURATION / "deployment_environments.yml", CONFIGURATION / "project.yml"]
    paths += [path.relative_to(root) for path in sorted((root / CONFIGURATION).glob("*/pipeline_variables.yml"))]
    return [read_pipeline_file(root, path) for path in paths]


def read_pipeline_file(root: Path, path: Path) -> PipelineFile:
    """Read one file."""
    content = read_yaml(root / path)
    return PipelineFile(root, path, content if isinstance(content, dict) else {})


def is_expression(key: object) -> bool:
    """Tell whether a key is a template expression, such as a loop."""
    return isinstance(key, str) and key.strip().startswith("${{")


def items(value: object) -> Iterator[Mapping]:
    """Yield the mappings of a list, those inside loops and conditions too."""
    if not isinstance(value, list):
        return
    for item in value:
        if isinstance(item, dict) and item and all(is_expression(key) for key in item):
            for body in item.values():
                yield from items(body)
        elif isinstance(item, dict):
            yield item


def stages(file: PipelineFile) -> list[Mapping]:
    """Return the stages of a file."""
    return [stage for stage in items(file.content.get("stages")) if "stage" in stage]


def job_lists(file: PipelineFile) -> list[list[Mapping]]:
    """Return the jobs, grouped by the stage that they are in."""
    lists = [list(items(stage.get("jobs"))) for stage in stages(file)]
    lists.append(list(items(file.content.get("jobs"))))
    return [[job for job in jobs if "job" in job or "deployment" in job] for jobs in lists if jobs]


def jobs_of(file: PipelineFile) -> list[Mapping]:
    """Return every job."""
    return [job for jobs in job_lists(file) for job in jobs]


def steps_of_job(job: Mapping) -> list[Mapping]:
    """Return the steps of a job, or those of the hooks of a deployment job."""
    steps = list(items(job.get("steps")))
    strategy = job.get("strategy")
    for hooks in strategy.values() if isinstance(strategy, dict) else ():
        if not isinstance(hooks, dict):
            continue
        bodies = [hooks.get(name) for name in LIFECYCLE_HOOKS]
        on = hooks.get("on")
        bodies += list(on.values()) if isinstance(on, dict) else []
        for body in bodies:
            if isinstance(body, dict):
                steps += items(body.get("steps"))
    return steps


def steps_of(file: PipelineFile) -> list[Mapping]:
    """Return every step of a file."""
    return [*items(file.content.get("steps")), *(step for job in jobs_of(file) for step in steps_of_job(job))]


def variable_lists(file: PipelineFile) -> list[Any]:
    """Return every `variables` of a file."""
    owners = [file.content, *stages(file), *jobs_of(file)]
    return [owner["variables"] for owner in owners if "variables" in owner]


def mappings(value: object) -> Iterator[Mapping]:
    """Yield every mapping, however deep."""
    if isinstance(value, dict):
        yield value
        for inner in value.values():
            yield from mappings(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from mappings(inner)
