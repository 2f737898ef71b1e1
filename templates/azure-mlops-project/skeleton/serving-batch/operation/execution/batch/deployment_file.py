"""What `deployment.yml` says about a batch deployment, for those who do not hand it to Azure Machine Learning."""

from pathlib import Path

from operation.execution.exit_codes import ConfigurationError
from operation.execution.yaml_files import complaint, read_yaml

FOLDER = Path("operation/execution/batch")
ENDPOINT = FOLDER / "endpoint.yml"
DEPLOYMENT = FOLDER / "deployment.yml"


def mini_batch_size() -> int:
    """Return how many files the scoring script gets at a time."""
    content = read_yaml(DEPLOYMENT)
    settings = content.get("settings") if isinstance(content, dict) else None
    size = settings.get("mini_batch_size") if isinstance(settings, dict) else None
    if not isinstance(size, int) or size < 1:
        raise ConfigurationError(
            complaint(DEPLOYMENT, "settings.mini_batch_size", "a whole number from 1 on", repr(size), "Correct it.")
        )
    return size
