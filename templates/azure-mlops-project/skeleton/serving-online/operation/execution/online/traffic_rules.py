"""The rules for traffic and mirroring that Azure Machine Learning has; the local endpoint keeps to them too."""

from collections.abc import Collection, Mapping

from operation.execution.exit_codes import ServiceError
from operation.execution.online.endpoints import ALL_TRAFFIC, MOST_MIRRORED


def require_legal_traffic(shares: Mapping[str, int], known: Collection[str]) -> None:
    """Refuse traffic that is not 100 % in all, or for deployments that do not exist."""
    _require_known("traffic", shares, known)
    if sum(shares.values()) != ALL_TRAFFIC:
        _refuse("traffic", f"{ALL_TRAFFIC} % in all", f"{sum(shares.values())} %", "Correct the shares.")


def require_legal_mirror(shares: Mapping[str, int], traffic: Mapping[str, int], known: Collection[str]) -> None:
    """Refuse mirroring to several deployments, to one with traffic, or of more than half of the requests."""
    _require_known("mirror", shares, known)
    if len(shares) > 1:
        _refuse("mirror", "one deployment", ", ".join(sorted(shares)), "Mirror to one deployment only.")
    for name, share in shares.items():
        if not 0 < share <= MOST_MIRRORED:
            _refuse("mirror", f"1 to {MOST_MIRRORED} %", f"{share} %", "Correct mirror.percent.")
        if traffic.get(name):
            _refuse("mirror", "a deployment without traffic", f"{name} has {traffic[name]} %", "Mirror before traffic.")


def require_idle(name: str, traffic: Mapping[str, int], mirror: Mapping[str, int]) -> None:
    """Refuse to touch a deployment that requests reach."""
    for what, shares in (("traffic", traffic), ("mirror", mirror)):
        if shares.get(name):
            _refuse(f"deployment {name}", f"no {what}", f"{shares[name]} % {what}", "Take its traffic away first.")


def deployment_of(draw: float, traffic: Mapping[str, int]) -> str:
    """Return the deployment that answers the request with this draw from 0 to 1."""
    reached = 0.0
    for name in sorted(traffic):
        reached += traffic[name] / ALL_TRAFFIC
        if draw < reached:
            return name
    return _refuse("traffic", f"{ALL_TRAFFIC} % in all", str(dict(traffic)), "Give a deployment traffic.")


def _require_known(what: str, shares: Mapping[str, int], known: Collection[str]) -> None:
    for name in sorted(shares.keys() - set(known)):
        _refuse(what, f"one of the deployments {', '.join(sorted(known)) or '(none)'}", name, "Deploy it first.")


def _refuse(what: str, expected: str, found: str, remedy: str) -> str:
    message = f"{what}\n  expected: {expected}\n  found:    {found}\n  remedy:   {remedy}"
    raise ServiceError(message)
