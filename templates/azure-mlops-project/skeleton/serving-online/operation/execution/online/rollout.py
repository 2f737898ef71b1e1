"""The parts of a rollout. Each looks at the endpoint first and does what is left to do, so each may be repeated."""

from dataclasses import dataclass, replace
from datetime import datetime, timezone

from operation.execution.exit_codes import ServiceError
from operation.execution.online.endpoints import ALL_TRAFFIC, Deployment, OnlineEndpoints
from operation.execution.online.situation import Situation, has_everything, situation_of
from operation.execution.registry.model_registry import ModelVersion


@dataclass(frozen=True)
class Wanted:
    """What is to be deployed: one version of the model, and the hash of all that makes the deployment what it is."""

    version: ModelVersion
    fingerprint: str


def deploy(endpoints: OnlineEndpoints, wanted: Wanted, *, puts_back: bool = False) -> Deployment:
    """Make sure that there is a deployment of the wanted version, beside the one that serves, without touching that."""
    endpoints.create_endpoint()
    situation = situation_of(endpoints)
    there = situation.with_fingerprint(wanted.fingerprint)
    if there is not None and (there.ready or situation.share(there)):
        print(f"{there} is there already")
        return there
    serving = situation.serving()
    deployment = Deployment(
        name=there.name if there is not None else situation.free_colour(),
        model=wanted.version.name,
        version=wanted.version.number,
        model_sha256=wanted.version.sha256,
        fingerprint=wanted.fingerprint,
        sequence=situation.next_sequence(),
        replaces=0 if serving is None else serving.version,
        puts_back=puts_back,
    )
    make_room(endpoints, situation, deployment.name)
    deployment = replace(deployment, deployed_at=datetime.now(timezone.utc).isoformat(timespec="seconds"))
    endpoints.create_deployment(deployment, wanted.version)
    print(f"deployed {deployment} without traffic")
    return deployment


def make_room(endpoints: OnlineEndpoints, situation: Situation, name: str) -> None:
    """Delete what an earlier rollout left under a name."""
    for deployment in situation.deployments:
        if deployment.name == name:
            if situation.mirror.get(name):
                endpoints.set_mirror({})
            endpoints.delete_deployment(name)
            print(f"deleted {deployment}, which had no traffic")


def deployed(endpoints: OnlineEndpoints, wanted: Wanted) -> Deployment:
    """Return the deployment of the wanted version, which must be there and ready."""
    situation = situation_of(endpoints)
    there = situation.with_fingerprint(wanted.fingerprint)
    if there is None or not there.ready:
        message = (
            f"endpoint {endpoints.name}\n  expected: a deployment of {wanted.version} with the present settings and "
            f"scoring code\n  found:    {situation}\n"
            "  remedy:   Run deploy_online; the settings, the code or the released version have changed since, "
            "or the deployment was replaced."
        )
        raise ServiceError(message)
    return there


def give_all_traffic(endpoints: OnlineEndpoints, deployment: Deployment) -> None:
    """Let a deployment answer every request."""
    situation = situation_of(endpoints)
    if situation.mirror:
        endpoints.set_mirror({})
    if not has_everything(situation, deployment):
        endpoints.set_traffic({deployment.name: ALL_TRAFFIC})
    print(f"{deployment} answers every request")


def delete_others(endpoints: OnlineEndpoints, keep: Deployment) -> None:
    """Delete the other deployments, once one answers every request."""
    situation = situation_of(endpoints)
    if not has_everything(situation, keep):
        message = (
            f"endpoint {endpoints.name}\n  expected: {keep} answers every request\n  found:    {situation}\n"
            "  remedy:   Run the steps that give it traffic, or rollback_online."
        )
        raise ServiceError(message)
    if situation.mirror:
        endpoints.set_mirror({})
    for other in situation.besides(keep):
        endpoints.delete_deployment(other.name)
        print(f"deleted {other}")
