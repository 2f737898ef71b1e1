"""The frame of the steps that work on the online endpoint; each shows how it found and how it leaves the endpoint."""

import argparse
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from operation.execution.azureml.workspace import names_of
from operation.execution.configuration import Configuration
from operation.execution.online.connection import endpoints_of
from operation.execution.online.endpoints import OnlineEndpoints
from operation.execution.online.released_model import released, smoke_test_of
from operation.execution.online.rollout import Wanted
from operation.execution.online.situation import situation_of
from operation.execution.online.smoke_test import SmokeTest
from operation.execution.step import StepContext, no_arguments, run_environment_step


@dataclass(frozen=True)
class OnlineContext:
    """What the work of such a step is given."""

    backend: str
    configuration: Configuration
    endpoints: OnlineEndpoints
    options: argparse.Namespace

    def released(self) -> Wanted:
        """Return what the release of the environment asks for."""
        return released(self.backend, self.configuration)

    def smoke_test(self) -> SmokeTest:
        """Return the smoke test of the released model."""
        return smoke_test_of(self.configuration)


def run_online_step(
    step: str,
    description: str,
    work: Callable[[OnlineContext], None],
    arguments: Sequence[str] | None = None,
    add_arguments: Callable[[argparse.ArgumentParser], None] = no_arguments,
) -> int:
    """Run a step on the endpoint of an environment; a dry run says which endpoint that is, and asks nobody."""

    def on_endpoint(context: StepContext) -> None:
        endpoint = names_of(context.configuration).online_endpoint
        if context.dry_run:
            print(f"dry run, nothing is executed: {description} Endpoint {endpoint}, backend {context.backend.name}.")
            return
        endpoints = endpoints_of(context.backend.name, context.configuration)
        print(f"endpoint before: {endpoints.name}: {situation_of(endpoints)}", flush=True)
        try:
            work(OnlineContext(context.backend.name, context.configuration, endpoints, context.options))
        finally:
            print(f"endpoint after:  {endpoints.name}: {situation_of(endpoints)}", flush=True)

    return run_environment_step(step, description, on_endpoint, arguments, add_arguments)
