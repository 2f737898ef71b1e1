"""Go back to the version before, from wherever a rollout stopped.

| how the endpoint stands | what a rollback does |
|---|---|
| two deployments | the older one answers everything again; the newer one stays without traffic, for its log |
| one deployment, which replaced a version | that version is deployed again, tested, and answers everything |
| one deployment that a rollback made | nothing: it was done already |
"""

from collections.abc import Callable

from operation.execution.exit_codes import ServiceError
from operation.execution.online.endpoints import Deployment, OnlineEndpoints
from operation.execution.online.rollout import Wanted, deploy, give_all_traffic
from operation.execution.online.situation import Situation, situation_of
from src.errors import ModelError

# Finds what to deploy for a version, in the registry.
Find = Callable[[int], Wanted]
Test = Callable[[Deployment, Wanted], None]


def roll_back(endpoints: OnlineEndpoints, find: Find, test: Test, to: int | None = None) -> Deployment:
    """Let an earlier version answer every request; return its deployment."""
    situation = situation_of(endpoints)
    target = target_of(situation, to)
    if isinstance(target, Deployment):
        if target.puts_back and not situation.share(target):
            test(target, find(target.version))
        give_all_traffic(endpoints, target)
        return target
    wanted = find(target)
    older = _older(situation)
    if older is not None and situation.share(older):
        # Both have traffic: one of them must make room.
        give_all_traffic(endpoints, older)
    deployment = deploy(endpoints, wanted, puts_back=True)
    test(deployment, wanted)
    give_all_traffic(endpoints, deployment)
    return deployment


def target_of(situation: Situation, to: int | None = None) -> Deployment | int:
    """Return the deployment to go back to, or the version that must be deployed again."""
    if not situation.deployments:
        message = (
            f"endpoint {situation.endpoint}\n  expected: a deployment to go back from\n  found:    none\n"
            "  remedy:   Nothing was deployed here. Check --env and --backend; deploy with deploy_online."
        )
        raise ServiceError(message)
    if to is not None:
        return situation.with_version(to) or to
    newest = _newest(situation)
    if newest.puts_back:
        return newest
    older = _older(situation)
    if older is not None:
        return older
    if not newest.replaces:
        message = (
            f"endpoint {situation.endpoint}\n  expected: a version that served before\n"
            f"  found:    {situation}, the first one\n"
            "  remedy:   There is nothing to go back to. Name any registered version with --to."
        )
        raise ModelError(message)
    return newest.replaces


def _newest(situation: Situation) -> Deployment:
    return max(situation.deployments, key=lambda deployment: deployment.sequence)


def _older(situation: Situation) -> Deployment | None:
    """Return the latest deployment before the newest that can answer."""
    older = [deployment for deployment in situation.besides(_newest(situation)) if deployment.ready]
    return max(older, key=lambda deployment: deployment.sequence, default=None)
