"""The order of the environments, and the pipeline whose model is deployed."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from operation.execution.configuration import ConfigurationFolder
from operation.execution.exit_codes import ConfigurationError
from operation.execution.yaml_files import complaint, read_yaml

FILE = "deployment_environments.yml"
PIPELINE = Path("azure_pipelines/deployment.yml")


@dataclass(frozen=True)
class Deployment:
    """What the deployment pipeline, and the list of environments that it extends, say."""

    file: Path
    environments: tuple[str, ...]
    pipeline: Path
    source: str


def read_deployment(folder: ConfigurationFolder) -> Deployment:
    """Read both files, which Azure Pipelines reads too."""
    file, pipeline = folder.path / FILE, folder.root / PIPELINE
    environments = _value_at(file, ("stages", 0, "parameters", "environments"))
    source = _value_at(pipeline, ("resources", "pipelines", 0, "source"))
    if not isinstance(environments, list) or not all(isinstance(name, str) for name in environments):
        raise ConfigurationError(
            complaint(file, "environments", "a list of names", repr(environments), "Write one name a line, in quotes.")
        )
    return Deployment(file, tuple(environments), pipeline, str(source))


def _value_at(file: Path, place: Sequence[str | int]) -> Any:  # noqa: ANN401 - what YAML holds
    value = read_yaml(file)
    try:
        for key in place:
            value = value[key]
    except (KeyError, IndexError, TypeError) as error:
        shape = ".".join(map(str, place))
        raise ConfigurationError(
            complaint(file, "(the file)", shape, f"no {error}", "Keep the shape of the file.")
        ) from error
    return value
