import pytest

from operation.execution.exit_codes import ServiceError
from operation.execution.online.traffic_rules import (
    deployment_of,
    require_idle,
    require_legal_mirror,
    require_legal_traffic,
)

BOTH = ("blue", "green")


@pytest.mark.parametrize(("draw", "answering"), [(0.0, "blue"), (0.69, "blue"), (0.7, "green"), (0.999, "green")])
def test_a_draw_decides_by_traffic_which_deployment_answers(draw: float, answering: str) -> None:
    assert deployment_of(draw, {"green": 30, "blue": 70}) == answering


def test_without_traffic_nobody_answers() -> None:
    with pytest.raises(ServiceError, match="Give a deployment traffic"):
        deployment_of(0.5, {})


@pytest.mark.parametrize("shares", [{"blue": 90}, {"blue": 60, "green": 60}, {}])
def test_traffic_that_is_not_a_hundred_per_cent_is_refused(shares: dict[str, int]) -> None:
    with pytest.raises(ServiceError, match=f"found:    {sum(shares.values())} %"):
        require_legal_traffic(shares, BOTH)


def test_traffic_for_a_deployment_that_is_not_there_is_refused() -> None:
    with pytest.raises(ServiceError, match="red"):
        require_legal_traffic({"red": 100}, BOTH)


@pytest.mark.parametrize(
    ("mirror", "complaint"),
    [
        ({"blue": 10}, "blue has 100 %"),
        ({"green": 51}, "51 %"),
        ({"green": 0}, "0 %"),
        ({"green": 10, "blue": 10}, "blue, green"),
        ({"red": 10}, "red"),
    ],
)
def test_mirroring_that_azure_would_refuse_is_refused(mirror: dict[str, int], complaint: str) -> None:
    with pytest.raises(ServiceError, match=complaint):
        require_legal_mirror(mirror, {"blue": 100}, BOTH)


@pytest.mark.parametrize("mirror", [{}, {"green": 1}, {"green": 50}])
def test_mirroring_to_one_idle_deployment_is_allowed(mirror: dict[str, int]) -> None:
    require_legal_mirror(mirror, {"blue": 100}, BOTH)


@pytest.mark.parametrize(("traffic", "mirror"), [({"green": 1}, {}), ({}, {"green": 1})])
def test_a_deployment_that_requests_reach_is_not_touched(traffic: dict[str, int], mirror: dict[str, int]) -> None:
    with pytest.raises(ServiceError, match="Take its traffic away first"):
        require_idle("green", traffic, mirror)
