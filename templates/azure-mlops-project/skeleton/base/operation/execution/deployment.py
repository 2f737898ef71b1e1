"""The order of the environments, and the pipeline whose model is deployed."""

from dataclasses import dataclass
from pathlib import Path

from operation.execution.configuration import ConfigurationFolder
from operation.execution.exit_codes import ConfigurationError
from operation.execution.yaml_files import complaint, read_yaml

FILE = "deployment_environments.yml"


@dataclass(frozen=True)
class Deployment:
    """What `deployment_environments.yml` says."""

    file: Path
    environments: tuple[str, ...]
    source: str


def read_deployment(folder: ConfigurationFolder) -> Deployment:
    """Read the file, which Azure Pipelines reads as a template."""
    file = folder.path / FILE
    content = read_yaml(file)
    try:
        environments = content["stages"][0]["parameters"]["environments"]
        source = content["resources"]["pipelines"][0]["source"]
    except (KeyError, IndexError, TypeError) as error:
        shape = "resources.pipelines.0.source and stages.0.parameters.environments"
        raise ConfigurationError(
            complaint(file, "(the file)", shape, f"no {error}", "Keep the shape of the file.")
        ) from error
    if not isinstance(environments, list) or not all(isinstance(name, str) for name in environments):
        raise ConfigurationError(
            complaint(file, "environments", "a list of names", repr(environments), "Write one name a line, in quotes.")
        )
    return Deployment(file, tuple(environments), str(source))
