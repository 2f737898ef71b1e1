"""Which version the release of an environment has, in this folder."""

from operation.execution.locations import release_directory
from operation.execution.registration import REGISTRATION, read_registration
from src.errors import ModelError


def released_version(environment: str) -> str | None:
    """Return the version; a release that is not in this folder, or is damaged, has none."""
    directory = release_directory(environment)
    if not (directory / REGISTRATION).is_file():
        return None
    try:
        return read_registration(directory).version
    except ModelError as error:
        print(f"the release of {environment} in this folder is damaged, and goes for none: {error}")
        return None
