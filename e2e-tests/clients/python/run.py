"""Runs life cycles of Microsoft's Python client: run.py ORGANIZATION_URL TOKEN [CYCLE…].

Prints one JSON object for each cycle. The exit code is 1 when one fails.
"""

import json
import sys
import traceback
from collections.abc import Callable, Mapping

from connect import CallCounter, Organization, require_own_cache

require_own_cache()

import code_cycles  # noqa: E402
import people_cycles  # noqa: E402
import pipeline_cycles  # noqa: E402

CYCLES: Mapping[str, Callable[[Organization], None]] = {
    "core": code_cycles.core,
    "git": code_cycles.git,
    "pull requests": code_cycles.pull_requests,
    "build": pipeline_cycles.build,
    "pipelines": pipeline_cycles.pipelines,
    "task agent": pipeline_cycles.task_agent,
    "policy": pipeline_cycles.policy,
    "service endpoint": pipeline_cycles.service_endpoint,
    "graph": people_cycles.graph,
    "security": people_cycles.security,
    "member entitlement": people_cycles.member_entitlement,
    "service hooks": people_cycles.service_hooks,
}


def main(url: str, token: str, *names: str) -> int:
    organization = Organization(url, token)
    counter = CallCounter()
    failed = False
    for name in names or CYCLES:
        before = counter.calls
        error: str | None = None
        try:
            CYCLES[name](organization)
        except Exception:  # of any kind: the next cycle is run all the same
            error = traceback.format_exc()
            failed = True
        print(
            json.dumps(
                {"cycle": name, "calls": counter.calls - before, "error": error}
            ),
            flush=True,
        )
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
