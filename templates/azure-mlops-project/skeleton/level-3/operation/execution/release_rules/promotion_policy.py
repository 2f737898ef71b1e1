"""A release must be allowed by the promotion policy of the environment, or by an override with a reason."""

from datetime import datetime, timezone
from pathlib import Path

from operation.execution.configuration import Configuration
from operation.execution.promotion.promotion_record import decide_about, require_allowed, write_decision


def require(candidate: Path, configuration: Configuration) -> None:
    """Decide, write the decision into the candidate, and refuse what the policy refuses."""
    now = datetime.now(timezone.utc)
    decision = decide_about(candidate, configuration, now)
    write_decision(candidate, configuration, decision, now)
    require_allowed(decision, configuration)
