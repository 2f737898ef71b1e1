import itertools
import re
from collections.abc import Iterator
from dataclasses import asdict
from functools import cache

import pytest

from operation.execution import azure_names as names_of_azure
from operation.execution.azure_names import INSIDE_THE_WORKSPACE, KINDS, OF_THE_PROJECT, RESERVED, RULES, azure_names

# Several tests look at the same names, of which there are a hundred thousand.
derived_name = cache(names_of_azure.derived_name)
SUBSCRIPTION = "3f2504e0-4f89-41d3-9a0c-0305e82c3301"
LIMITS = {
    "resource_group": 90,
    "workspace": 33,
    "registry_resource_group": 90,
    "log_analytics": 63,
    "application_insights": 255,
    "storage_account": 24,
    "key_vault": 24,
    "container_registry": 50,
    "online_endpoint": 32,
    "batch_endpoint": 32,
    "registry": 33,
    "compute": 24,
    "kubernetes_compute": 16,
}
DERIVED = sorted({*RULES} - {*INSIDE_THE_WORKSPACE})


def slugs_of_length(length: int) -> Iterator[str]:
    """Yield names of one length: of letters, ending in digits, and with a hyphen at every place."""
    yield ("churnmodel" * 20)[:length]
    yield "a" + "9" * (length - 1)
    for place in range(1, length - 1):
        name = ("customer" * 20)[:length]
        yield f"{name[:place]}-{name[place + 1 :]}"
    if length > 2:
        hyphens = ("a-" * length)[:length]
        yield hyphens if hyphens[-1] != "-" else f"{hyphens[:-1]}b"


PROJECTS = [name for length in range(2, 42) for name in slugs_of_length(length)]
ENVIRONMENTS = ("d", "dev", "stage", "prod", "pre-prod", "a-1", "qa2", "x" * 30, "a-b-c-d-e-f-g-h")


def test_every_kind_has_a_rule_and_the_limit_that_azure_has() -> None:
    assert {field.name for field in KINDS} == {*RULES} == {*LIMITS}
    assert {kind: rule.maximum for kind, rule in RULES.items()} == LIMITS


@pytest.mark.parametrize("kind", LIMITS)
def test_every_name_is_one_that_azure_takes(kind: str) -> None:
    refused = [
        (project, environment, name)
        for project in PROJECTS
        for environment in ENVIRONMENTS
        if not RULES[kind].allows(name := derived_name(kind, project, environment, SUBSCRIPTION))
    ]
    assert refused == []


@pytest.mark.parametrize("kind", [kind for kind in DERIVED if kind not in OF_THE_PROJECT])
def test_no_two_environments_of_any_projects_share_a_name(kind: str) -> None:
    pairs = [*itertools.product({*PROJECTS}, ENVIRONMENTS), ("a", "b-c"), ("a-b", "c"), ("ab", "c"), ("a", "bc")]
    names = {derived_name(kind, project, environment, SUBSCRIPTION) for project, environment in {*pairs}}
    assert len(names) == len({*pairs})


@pytest.mark.parametrize("kind", OF_THE_PROJECT)
def test_no_two_projects_share_a_registry_and_the_environments_of_one_do(kind: str) -> None:
    assert len({derived_name(kind, project, "dev") for project in {*PROJECTS}}) == len({*PROJECTS})
    assert derived_name(kind, "churn-model", "dev") == derived_name(kind, "churn-model", "prod")


def test_the_resource_group_of_a_registry_is_that_of_no_environment() -> None:
    pairs = itertools.product({*PROJECTS, "mlr", "rgmlr", "rg"}, [*ENVIRONMENTS, "registry"])
    groups = {derived_name("resource_group", project, environment) for project, environment in pairs}
    assert groups.isdisjoint(derived_name("registry_resource_group", project, "dev") for project in PROJECTS)


def test_all_names_of_an_environment_differ_where_they_share_an_address() -> None:
    for project in PROJECTS:
        names = azure_names(project, "dev", SUBSCRIPTION)
        assert names.online_endpoint != names.batch_endpoint


@pytest.mark.parametrize("kind", sorted(kind for kind, rule in RULES.items() if rule.public))
def test_what_is_part_of_an_address_differs_between_subscriptions(kind: str) -> None:
    mine, other = (derived_name(kind, "churn-model", "dev", text) for text in (SUBSCRIPTION, "another"))
    assert mine != other
    assert mine == derived_name(kind, "churn-model", "dev", SUBSCRIPTION.upper())


def test_names_that_fit_can_be_read() -> None:
    names = azure_names("churn-model", "dev", SUBSCRIPTION)
    assert names.resource_group == "rg-churn-model-dev"
    assert names.workspace == "mlw-churn-model-dev"
    assert names.registry == "mlr-churn-model"
    assert names.compute == "cpu-cluster"
    assert re.fullmatch(r"churn-model-dev-[a-z][a-z0-9]{7}", names.online_endpoint)
    assert re.fullmatch(r"churn-model-dev-batch-[a-z][a-z0-9]{7}", names.batch_endpoint)
    assert re.fullmatch(r"stchurnmodeldev[a-z][a-z0-9]{7}", names.storage_account)


def test_names_stay_what_they_are() -> None:
    """Somebody's resources have these names: a change here would make new resources beside them."""
    project = "customer-lifetime-value-of-the-north-sea"
    assert asdict(azure_names(project, "pre-prod", SUBSCRIPTION)) == {
        "resource_group": "rg-customer-lifetime-value-of-the-north-sea-pre-prod-z5drfr77",
        "registry_resource_group": "rgmlr-customer-lifetime-value-of-the-north-sea",
        "workspace": "mlw-customer-lifetime-va-l2kv1gv8",
        "log_analytics": "log-customer-lifetime-value-of-the-north-sea-pre-prod-v2yf7jmp",
        "application_insights": "appi-customer-lifetime-value-of-the-north-sea-pre-prod-hynkzszg",
        "storage_account": "stcustomerlifetir3xlas12",
        "key_vault": "kv-customer-lif-ixwsh0z2",
        "container_registry": "crcustomerlifetimevalueofthenorthseapreprouotrv6et",
        "online_endpoint": "customer-lifetime-value-xva7zn1c",
        "batch_endpoint": "customer-lifetime-batch-qvtn4gzq",
        "registry": "mlr-customer-lifetime-va-k0vv8xgj",
        "compute": "cpu-cluster",
        "kubernetes_compute": "kubernetes",
    }


def test_a_name_at_the_limit_is_not_shortened_and_the_next_one_is() -> None:
    rule = RULES["workspace"]
    fitting = "a" * (rule.maximum - len("mlw--dev"))
    assert derived_name("workspace", fitting, "dev") == f"mlw-{fitting}-dev"
    shortened = derived_name("workspace", f"{fitting}a", "dev")
    assert len(shortened) == rule.maximum
    assert shortened != derived_name("workspace", f"{fitting}b", "dev")


@pytest.mark.parametrize(
    "project",
    ["microsoft", "micro-soft", "windows-sales", "login", "login-risk", "xbox", "my-windows", "abcdefghijkwindow"],
)
def test_no_name_has_a_word_that_azure_reserves(project: str) -> None:
    for kind in (kind for kind, rule in RULES.items() if rule.public):
        name = derived_name(kind, project, "dev", SUBSCRIPTION)
        assert RESERVED.search(name) is None, name
        assert RULES[kind].allows(name), name


@pytest.mark.parametrize(
    ("kind", "name"),
    [
        ("storage_account", "st-churn"),
        ("storage_account", "StChurn"),
        ("storage_account", "s" * 25),
        ("storage_account", "st"),
        ("key_vault", "1vault"),
        ("key_vault", "vault--two"),
        ("key_vault", "vault-"),
        ("key_vault", "v" * 25),
        ("workspace", "w" * 34),
        ("workspace", "-workspace"),
        ("workspace", "wörkspace"),
        ("registry", "r" * 34),
        ("online_endpoint", "e" * 33),
        ("online_endpoint", "login-risk"),
        ("batch_endpoint", "endpoint_1"),
        ("compute", "c" * 25),
        ("compute", "cluster-1"),
        ("kubernetes_compute", "k" * 17),
        ("container_registry", "cr-churn"),
        ("resource_group", "group."),
        ("log_analytics", "l" * 64),
    ],
)
def test_a_name_that_azure_refuses_is_told_apart(kind: str, name: str) -> None:
    assert not RULES[kind].allows(name)
    assert f"{RULES[kind].minimum} to {RULES[kind].maximum} characters" in RULES[kind].describe()


def test_a_chosen_name_takes_the_place_of_the_derived_one() -> None:
    names = azure_names("churn-model", "dev", SUBSCRIPTION, {"workspace": "shared", "compute": "gpu"})
    assert (names.workspace, names.compute) == ("shared", "gpu")
    assert names.resource_group == "rg-churn-model-dev"
