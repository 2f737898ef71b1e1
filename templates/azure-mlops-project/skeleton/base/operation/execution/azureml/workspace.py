"""Which workspace, and how we sign in to it."""

import json
import logging
import os
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from operation.configuration_sections.azure import SECTION as AZURE
from operation.execution.azure_names import AzureNames, azure_names
from operation.execution.azureml.service_errors import service_errors
from operation.execution.configuration import ENVIRONMENT_PREFIX, Configuration
from operation.execution.exit_codes import ConfigurationError
from operation.execution.yaml_files import complaint

if TYPE_CHECKING:
    from azure.ai.ml import MLClient
    from azure.core.credentials import TokenCredential

LOCAL_FILE = Path("config.json")
LOCAL_KEYS = ("subscription_id", "resource_group", "workspace_name")
MANAGEMENT = "https://management.azure.com/.default"


@dataclass(frozen=True)
class Workspace:
    """Where a workspace is, and which file says so."""

    subscription_id: str
    resource_group: str
    name: str
    source: str

    def __str__(self) -> str:
        """Return what a log shows."""
        return f"{self.name} in {self.resource_group} of subscription {self.subscription_id} (from {self.source})"


def names_of(configuration: Configuration) -> AzureNames:
    """Return the names of an environment's resources."""
    settings = configuration.section(AZURE)
    return azure_names(
        configuration.project.project_name, configuration.environment, settings.subscription_id, settings.names
    )


def workspace_of(configuration: Configuration, root: Path = Path()) -> Workspace:
    """Return the workspace of an environment: that of config.json if there is one, as on a laptop."""
    file = root / LOCAL_FILE
    if file.is_file():
        return _read_local_file(file)
    names = names_of(configuration)
    return Workspace(
        subscription_of(configuration),
        names.resource_group,
        names.workspace,
        f"azure.yml of {configuration.environment}",
    )


def subscription_of(configuration: Configuration) -> str:
    """Return the subscription of an environment, which must have one."""
    subscription = configuration.section(AZURE).subscription_id
    if not subscription:
        file = Path("operation/configuration", f"{ENVIRONMENT_PREFIX}{configuration.environment}", AZURE.file)
        raise ConfigurationError(
            complaint(
                file,
                "subscription_id",
                "the id of a subscription",
                '"": this environment has no place in Azure',
                "Write the id that `az account show --query id` prints, or use --backend local. "
                "On a laptop, a config.json from the Azure portal at the root of the project does too.",
            )
        )
    return subscription


def _read_local_file(file: Path) -> Workspace:
    try:
        content = json.loads(file.read_text(encoding="utf-8"))
        values = [content[key] for key in LOCAL_KEYS]
    except (ValueError, KeyError, TypeError) as error:
        raise _bad_local_file(file, f"no {error}" if isinstance(error, KeyError) else str(error)) from error
    for key, value in zip(LOCAL_KEYS, values, strict=True):
        if not isinstance(value, str) or not value:
            raise _bad_local_file(file, f"{key} is {value!r}")
    subscription_id, resource_group, name = values
    return Workspace(subscription_id, resource_group, name, LOCAL_FILE.name)


def _bad_local_file(file: Path, found: str) -> ConfigurationError:
    expected = f"JSON with {', '.join(LOCAL_KEYS)} as text"
    return ConfigurationError(complaint(file, "(the file)", expected, found, "Download it from the Azure portal."))


def sign_in() -> "TokenCredential":
    """Return who we are: a service connection, a managed identity or `az login`, whichever there is."""
    from azure.identity import DefaultAzureCredential  # noqa: PLC0415

    if os.environ.get("MLOPS_LOG_LEVEL") != "DEBUG":
        logging.getLogger("azure").setLevel(logging.CRITICAL)
    credential = DefaultAzureCredential(exclude_interactive_browser_credential=True)
    with service_errors("sign in to Azure"):
        credential.get_token(MANAGEMENT)
    return credential


def client_of(workspace: Workspace) -> "MLClient":
    """Return a client of a workspace."""
    print(f"workspace:      {workspace}", flush=True)
    # First, for azure.ai.ml takes seconds to load.
    credential = sign_in()
    from azure.ai.ml import MLClient  # noqa: PLC0415

    return MLClient(
        credential,
        subscription_id=workspace.subscription_id,
        resource_group_name=workspace.resource_group,
        workspace_name=workspace.name,
        # Without network, say so soon.
        retry_connect=1,
    )


def registry_client_of(name: str) -> "MLClient":
    """Return a client of a registry, which belongs to no workspace."""
    print(f"registry:       {name}", flush=True)
    credential = sign_in()
    from azure.ai.ml import MLClient  # noqa: PLC0415

    with service_errors(f"open the registry {name}"):
        return MLClient(credential, registry_name=name, retry_connect=1)
