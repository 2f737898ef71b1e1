"""An A/B test: the older deployment is A, the newer is B; both answer, one of them wins."""

import json
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from operation.execution.exit_codes import ServiceError
from operation.execution.online.endpoints import ALL_TRAFFIC, Deployment, OnlineEndpoints
from operation.execution.online.rollout import delete_others, give_all_traffic
from operation.execution.online.situation import Situation, situation_of
from src.ab_comparison import Comparison
from src.errors import GateError

RECORD = "ab_test.json"
ARMS = 2
OLD, NEW = "old", "new"


@dataclass(frozen=True)
class Arms:
    """The two deployments."""

    a: Deployment
    b: Deployment

    def names(self) -> dict[str, str]:
        """Return what identifies the deployments, for the record."""
        return {"a": self.a.fingerprint, "b": self.b.fingerprint}


def arms_of(situation: Situation) -> Arms:
    """Return the two deployments of an endpoint, the older one first."""
    ready = sorted((found for found in situation.deployments if found.ready), key=lambda found: found.sequence)
    if len(ready) != ARMS:
        message = (
            f"endpoint {situation.endpoint}\n  expected: two deployments that can answer\n  found:    {situation}\n"
            "  remedy:   Run deploy_online and smoke_test_online with the new version first."
        )
        raise ServiceError(message)
    return Arms(*ready)


def start(endpoints: OnlineEndpoints, percent: int) -> Arms:
    """Let both deployments answer."""
    situation = situation_of(endpoints)
    arms = arms_of(situation)
    if situation.mirror:
        endpoints.set_mirror({})
    wanted = {arms.a.name: ALL_TRAFFIC - percent, arms.b.name: percent}
    if dict(situation.traffic) != wanted:
        endpoints.set_traffic(wanted)
    print(f"A is {arms.a} with {ALL_TRAFFIC - percent} %, B is {arms.b} with {percent} % of the requests")
    return arms


def write_record(file: Path, arms: Arms, comparison: Comparison) -> None:
    """Keep what the comparison says, and about which deployments."""
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(json.dumps({"arms": arms.names(), **asdict(comparison)}, indent=2) + "\n", encoding="utf-8")


def finish(endpoints: OnlineEndpoints, file: Path, winner: str, override: str) -> Deployment:
    """Let the winner answer everything, and delete the other; a winner that the test does not show needs a reason."""
    situation = situation_of(endpoints)
    arms = arms_of(situation)
    shown = _shown(file, arms)
    # The old deployment stays unless the test speaks for the new one; nobody has to prove that.
    if winner == NEW and shown != "B" and not override:
        message = (
            f"A/B test\n  expected: a comparison that shows B, {arms.b}, to be better\n"
            f"  found:    {'no comparison of these deployments' if shown is None else f'winner {shown}'}\n"
            "  remedy:   Run compare_ab_test when there are more answers, keep the old one with --winner old, or say "
            "why with --override."
        )
        raise GateError(message)
    if override:
        print(f"OVERRIDE: {winner} wins by decision, the test shows {shown or 'nothing'}. Reason: {override}")
    chosen = arms.b if winner == NEW else arms.a
    give_all_traffic(endpoints, chosen)
    delete_others(endpoints, chosen)
    return chosen


def _shown(file: Path, arms: Arms) -> str | None:
    if not file.is_file():
        return None
    record: dict[str, Any] = json.loads(file.read_text(encoding="utf-8"))
    return str(record["winner"]) if record["arms"] == arms.names() else None
