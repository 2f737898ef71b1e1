"""Give a new deployment more and more of the traffic, and look at it after every step."""

from collections.abc import Callable, Sequence

from operation.execution.online.endpoints import ALL_TRAFFIC, Deployment, OnlineEndpoints
from operation.execution.online.rollout import give_all_traffic
from operation.execution.online.situation import Situation, situation_of

# Is told the moment at which the share began, and raises where the deployment must not get more.
Check = Callable[[Deployment, float], None]


def shift(
    endpoints: OnlineEndpoints, deployment: Deployment, shares: Sequence[int], now: Callable[[], float], check: Check
) -> None:
    """Take the shares that are still ahead, one by one; where nothing else serves, take all at once."""
    situation = situation_of(endpoints)
    other = predecessor(situation, deployment)
    if other is None or not situation.share(other):
        give_all_traffic(endpoints, deployment)
        return
    if situation.mirror:
        endpoints.set_mirror({})
    for share in shares:
        if share < situation.share(deployment):
            continue
        started = now()
        if share != situation.share(deployment):
            endpoints.set_traffic(shares_of(deployment, share, other))
            print(f"{deployment} answers {share} % of the requests, {other} answers {ALL_TRAFFIC - share} %")
        check(deployment, started)


def predecessor(situation: Situation, deployment: Deployment) -> Deployment | None:
    """Return the deployment that answers most of the other requests, or would."""
    others = situation.besides(deployment)
    return max(others, key=lambda other: (situation.share(other), other.sequence), default=None)


def shares_of(deployment: Deployment, share: int, other: Deployment) -> dict[str, int]:
    """Return the traffic of both, without a deployment that gets none."""
    shares = {deployment.name: share, other.name: ALL_TRAFFIC - share}
    return {name: value for name, value in shares.items() if value}
