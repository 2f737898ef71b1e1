"""What the exceptions of Azure mean to a step: who we are, what the service says, or no way to it."""

import contextlib
import re
import sys
from collections.abc import Iterator

from operation.execution.exit_codes import AuthenticationError, ConfigurationError, ServiceError, StepError

NO_LOGIN = (
    "Run `az login` on a laptop. In a pipeline, name the service connection of the environment in "
    "pipeline_variables.yml, so that the step runs inside AzureCLI@2."
)
NO_CLI = (
    "Install the Azure CLI (https://learn.microsoft.com/cli/azure/install-azure-cli), open a new terminal so that `az` "
    "is on the path, and go on: "
)
NO_RIGHT = "Give the identity that the message names a role there, for instance AzureML Data Scientist."
NO_SERVICE = "Correct what the service complains about; if it is the service itself, run the same line again later."
NO_NETWORK = "Check the connection and the proxy. A private workspace answers only inside its network."
NO_YAML = "Correct the YAML that the step prints with --dry-run, or the configuration that it is made of."
UNAUTHORIZED = (401, 403)


# What DefaultAzureCredential says of a way to sign in that nobody has set up.
NOT_SET_UP = re.compile(r"unavailable|not installed|not configured|could not be found|requires the|is required")
# What it says where there is no `az` to ask.
CLI_NOT_INSTALLED = "Azure CLI not found on path"
# What it says where somebody is set up, and the service that signs in cannot be reached.
NO_WAY_THERE = re.compile(r"Failed to resolve|Failed to establish|Max retries exceeded|Connection refused|timed out")
WAY = re.compile(r"^\s*([A-Za-z]+Credential): (.+)$", flags=re.MULTILINE)


@contextlib.contextmanager
def service_errors(action: str) -> Iterator[None]:
    """Turn what Azure raises while something is done into errors with an exit code."""
    from azure.core.exceptions import (  # noqa: PLC0415
        AzureError,
        ClientAuthenticationError,
        HttpResponseError,
        ServiceRequestError,
        ServiceResponseError,
    )

    try:
        yield
    except ClientAuthenticationError as error:
        found = _ways_to_sign_in(str(error))
        if NO_WAY_THERE.search(found):
            raise _error(ServiceError, action, "an answer", found, NO_NETWORK) from error
        remedy = f"{NO_CLI}{NO_LOGIN}" if CLI_NOT_INSTALLED in found else NO_LOGIN
        raise _error(AuthenticationError, action, "an identity that Azure knows", found, remedy) from error
    except HttpResponseError as error:
        code, message = _words_of(error)
        if error.status_code in UNAUTHORIZED:
            raise _error(AuthenticationError, action, "the right to do so", f"{code}: {message}", NO_RIGHT) from error
        raise _error(ServiceError, action, "success", f"{code}: {message}", NO_SERVICE) from error
    except (ServiceRequestError, ServiceResponseError) as error:
        raise _error(ServiceError, action, "an answer", str(error), NO_NETWORK) from error
    except Exception as error:
        if isinstance(error, _errors_of_the_yaml()):
            raise _error(ConfigurationError, action, "YAML that is valid", str(error), NO_YAML) from error
        if isinstance(error, AzureError):
            raise _error(ServiceError, action, "success", f"{type(error).__name__}: {error}", NO_SERVICE) from error
        raise


def _errors_of_the_yaml() -> tuple[type[Exception], ...]:
    """Return the errors that say that azure.ai.ml was given something wrong; it takes seconds to load."""
    platform, marshmallow = sys.modules.get("azure.ai.ml.exceptions"), sys.modules.get("marshmallow.exceptions")
    if platform is None or marshmallow is None:
        return ()
    return (platform.ValidationException, platform.UserErrorException, marshmallow.ValidationError)


def _ways_to_sign_in(message: str) -> str:
    """Return what DefaultAzureCredential says of the ways to sign in that somebody has set up, and of `az login`."""
    ways = [
        f"{name}: {text}"
        for name, text in WAY.findall(message)
        if name == "AzureCliCredential" or not NOT_SET_UP.search(text)
    ]
    return "\n".join(["nobody is signed in", *ways]) if ways else message


def _words_of(error: Exception) -> tuple[str, str]:
    """Return the service's own code and message."""
    details = getattr(error, "error", None)
    code = getattr(details, "code", None) or f"HTTP {getattr(error, 'status_code', 'error')}"
    return str(code), str(getattr(details, "message", None) or getattr(error, "message", None) or error)


def _error(kind: type[StepError], action: str, expected: str, found: str, remedy: str) -> StepError:
    lines = "\n            ".join(line.strip() for line in found.splitlines() if line.strip())
    return kind(f"{action}\n  expected: {expected}\n  found:    {lines}\n  remedy:   {remedy}")
