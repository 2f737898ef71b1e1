"""The columns that the model reads and the answers that it gives must be those of the champion.

Whoever asks for predictions would notice first. A change that is meant is acknowledged by the checksum of the new
signature, so that the next change is noticed again.
"""

import argparse
import hashlib
import json
from typing import Any

from src.gate_rules import Criterion

CHECKSUM_LENGTH = 12


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add the checksum of a signature that may differ from the champion's."""
    parser.add_argument("--acknowledged-signature", default="", metavar="CHECKSUM")


def judge(evaluation: dict[str, Any], options: argparse.Namespace) -> list[Criterion]:
    """Refuse a signature that differs from the champion's, unless it is acknowledged."""
    champion = evaluation.get("champion")
    if champion is None:
        return []
    old, new = champion["signature"], evaluation["signature"]
    rule, passed = "as the champion's", True
    if old != new:
        passed = checksum(new) == options.acknowledged_signature
        rule = "changed, acknowledged" if passed else "changed, not acknowledged"
        print(explanation(old, new))
    return [Criterion(rule, "signature", None, None, None, passed)]


def explanation(old: dict[str, Any], new: dict[str, Any]) -> str:
    """Word how a signature differs, and what to do about it."""
    return (
        f"signature of the model\n  expected: that of the champion\n  found:    {_differences(old, new)}\n"
        "  remedy:   Clients would have to send, or would get, something else. Only if that is meant and they know: "
        f"write {checksum(new)} as acknowledged_change into signature.yml."
    )


def checksum(signature: dict[str, Any]) -> str:
    """Return what tells a signature from another."""
    return hashlib.sha256(json.dumps(signature, sort_keys=True).encode()).hexdigest()[:CHECKSUM_LENGTH]


def _differences(old: dict[str, Any], new: dict[str, Any]) -> str:
    """Name the columns that differ."""
    parts = []
    for side in ("inputs", "outputs"):
        before, after = ({column["name"]: column for column in signature[side]} for signature in (old, new))
        changes = {
            "removed": before.keys() - after.keys(),
            "new": after.keys() - before.keys(),
            "changed": {name for name in before.keys() & after.keys() if before[name] != after[name]},
        }
        parts += [f"{side} {word}: {', '.join(sorted(names))}" for word, names in changes.items() if names]
    return "; ".join(parts) or "the order of the columns differs"
