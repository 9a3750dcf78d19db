"""The office of the flow tests, also for those journeys that need no more than its flows."""

from tests.flows.conftest import mailbox, office, prefect_api

__all__ = ["mailbox", "office", "prefect_api"]
