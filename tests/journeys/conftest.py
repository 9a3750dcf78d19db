"""The office of the flow tests, also for those journeys that need no more than its flows."""

from tests.flows.conftest import office, prefect_api

__all__ = ["office", "prefect_api"]
