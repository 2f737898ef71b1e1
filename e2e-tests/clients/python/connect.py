"""Connections of Microsoft's Python client to the embedded Azure DevOps."""

import logging
import os
from dataclasses import dataclass

from azure.devops.connection import Connection
from msrest.authentication import BasicAuthentication

PROJECT = "machine-learning"
READ_ONLY_TOKEN = "azure-devops-simulator-read-only-token"
AGILE = "adcc42ab-9882-485e-a3ed-7678f01f66bc"


class CallCounter(logging.Handler):
    """Counts requests by the log of the HTTP library, which has a record for each answer."""

    def __init__(self) -> None:
        super().__init__(logging.DEBUG)
        self.calls = 0
        logger = logging.getLogger("urllib3.connectionpool")
        logger.setLevel(logging.DEBUG)
        logger.addHandler(self)
        logger.propagate = False

    def emit(self, record: logging.LogRecord) -> None:
        if "HTTP/" in record.getMessage():
            self.calls += 1


@dataclass(frozen=True)
class Organization:
    """An organization and the token that may do everything in it."""

    url: str
    token: str

    def connect(self, token: str | None = None) -> Connection:
        return Connection(
            base_url=self.url,
            creds=BasicAuthentication("", self.token if token is None else token),
        )


def require_own_cache() -> None:
    """The client keeps addresses of resources in the home folder, where those of others are."""
    if not os.environ.get("AZURE_DEVOPS_CACHE_DIR"):
        raise RuntimeError("AZURE_DEVOPS_CACHE_DIR is not set: name an empty folder in it")
