"""Errors of Azure's own types, as its packages raise them."""

import importlib
import json
import re
from typing import Any

import pytest
from azure.core.exceptions import (
    AzureError,
    ClientAuthenticationError,
    HttpResponseError,
    ResourceNotFoundError,
    ServiceRequestError,
    ServiceResponseTimeoutError,
)
from azure.core.pipeline.transport import HttpRequest, HttpResponse
from azure.identity import CredentialUnavailableError, DefaultAzureCredential

from operation.execution.azureml.service_errors import service_errors
from operation.execution.exit_codes import ExitCode, StepError


class Answer(HttpResponse):
    """An answer of a service, as the pipeline of azure-core hands it to an error."""

    def __init__(self, status: int, code: str, message: str) -> None:
        super().__init__(HttpRequest("GET", "https://management.azure.com/"), None)
        self.status_code = status
        self.reason = "reason"
        self.headers = {"content-type": "application/json"}
        self._body = json.dumps({"error": {"code": code, "message": message}}).encode()

    def body(self) -> bytes:
        return self._body


def raised(error: Exception) -> StepError:
    with pytest.raises(StepError) as caught, service_errors("do something"):
        raise error
    assert caught.value.__cause__ is error
    assert str(caught.value).startswith("do something\n  expected: ")
    assert "\n  remedy:   " in str(caught.value)
    return caught.value


def response_error(status: int, code: str, message: str) -> HttpResponseError:
    return HttpResponseError(response=Answer(status, code, message))


@pytest.mark.parametrize(
    "error",
    [
        ClientAuthenticationError("AADSTS700024: the assertion has expired"),
        CredentialUnavailableError("no credential"),
    ],
)
def test_nobody_signed_in_is_an_authentication_error_with_a_remedy(error: Exception) -> None:
    found = raised(error)
    assert found.code == ExitCode.AUTHENTICATION
    assert "remedy:   Run `az login`" in str(found)
    assert str(error) in str(found)


def test_an_identity_that_cannot_be_asked_for_without_network_is_a_service_error() -> None:
    message = (
        "DefaultAzureCredential failed to retrieve a token from the included credentials.\n"
        "\tEnvironmentCredential: Authentication failed: Failed to resolve 'login.microsoftonline.com'\n"
        "\tAzureCliCredential: Azure CLI not found on path"
    )
    found = raised(ClientAuthenticationError(message))
    assert found.code == ExitCode.SERVICE
    assert "Check the connection and the proxy" in str(found)


@pytest.mark.parametrize("status", [401, 403])
def test_a_missing_right_is_an_authentication_error_with_the_words_of_the_service(status: int) -> None:
    found = raised(response_error(status, "AuthorizationFailed", "The client may not write jobs."))
    assert found.code == ExitCode.AUTHENTICATION
    assert "AuthorizationFailed: The client may not write jobs." in str(found)


@pytest.mark.parametrize("status", [400, 404, 409, 429, 500, 503])
def test_a_refusal_is_a_service_error_with_the_words_of_the_service(status: int) -> None:
    found = raised(response_error(status, "QuotaExceeded", "No cores left."))
    assert found.code == ExitCode.SERVICE
    assert "QuotaExceeded: No cores left." in str(found)


def test_a_refusal_without_words_still_names_its_status() -> None:
    found = raised(ResourceNotFoundError("gone"))
    assert found.code == ExitCode.SERVICE
    assert "gone" in str(found)


@pytest.mark.parametrize(
    "error",
    [ServiceRequestError("Failed to resolve 'management.azure.com'"), ServiceResponseTimeoutError("no answer")],
)
def test_no_network_is_a_service_error_that_says_so(error: Exception) -> None:
    found = raised(error)
    assert found.code == ExitCode.SERVICE
    assert "Check the connection and the proxy" in str(found)


def test_yaml_that_the_platform_refuses_is_a_configuration_error() -> None:
    exceptions: Any = importlib.import_module("azure.ai.ml.exceptions")
    invalid = exceptions.ValidationException("no such field", no_personal_data_message="", target="job")
    assert raised(invalid).code == ExitCode.CONFIGURATION
    assert raised(exceptions.UserErrorException("not a job")).code == ExitCode.CONFIGURATION


def test_any_other_error_of_the_platform_is_a_service_error() -> None:
    exceptions: Any = importlib.import_module("azure.ai.ml.exceptions")
    job = exceptions.JobException("failed", no_personal_data_message="", target="job")
    assert raised(job).code == ExitCode.SERVICE
    assert raised(AzureError("odd")).code == ExitCode.SERVICE


def test_an_error_of_ours_and_a_mistake_pass_unchanged() -> None:
    for kind in (ZeroDivisionError, ValueError):
        with pytest.raises(kind), service_errors("do something"):
            raise kind


def test_of_the_ways_to_sign_in_only_those_are_named_that_somebody_set_up(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("AZURE_CLIENT_ID", "AZURE_TENANT_ID", "AZURE_CLIENT_SECRET", "AZURE_FEDERATED_TOKEN_FILE"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("PATH", "/nowhere")
    credential = DefaultAzureCredential(
        exclude_managed_identity_credential=True, exclude_shared_token_cache_credential=True
    )
    with pytest.raises(StepError) as caught, service_errors("sign in to Azure"):
        credential.get_token("https://management.azure.com/.default")
    assert caught.value.code == ExitCode.AUTHENTICATION
    assert "AzureCliCredential: Azure CLI not found on path" in str(caught.value)
    assert re.search(r"remedy:   Install the Azure CLI .*: Run `az login`", str(caught.value))
    assert "EnvironmentCredential" not in str(caught.value)
    assert len(str(caught.value).splitlines()) < 8
