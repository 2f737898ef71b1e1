"""Where the components of an environment read and write."""

from dataclasses import dataclass
from pathlib import Path

from src.candidate import RELEASE_DIRECTORY

OUTPUTS = Path("outputs")


@dataclass(frozen=True)
class Locations:
    """Folders, as a backend names them: paths here, addresses on a platform."""

    backend: str
    raw_data: str
    interim_data: str
    processed_data: str
    model: str
    evaluation: str
    gate: str
    predictions: str
    tracking_uri: str
    # Nothing may be asked of a platform: only what would run is printed.
    dry_run: bool = False


def outputs_directory(environment: str) -> Path:
    """Return the folder of what steps write for an environment, relative to the root of the project."""
    return OUTPUTS / environment


def candidate_directory(environment: str) -> Path:
    """Return the folder of the trained model and the records that travel with it."""
    return outputs_directory(environment) / "candidate"


def release_directory(environment: str) -> Path:
    """Return the folder of the model that was released into an environment."""
    return outputs_directory(environment) / RELEASE_DIRECTORY


def local_locations(environment: str) -> Locations:
    """Return the locations on this computer."""
    candidate = candidate_directory(environment).as_posix()
    return Locations(
        backend="local",
        raw_data="data/raw",
        interim_data=f"data/interim/{environment}",
        processed_data=f"data/processed/{environment}",
        model=f"{candidate}/model",
        evaluation=f"{candidate}/evaluation",
        gate=f"{candidate}/gate",
        predictions=f"outputs/{environment}/predictions",
        tracking_uri="outputs/mlruns",
    )
