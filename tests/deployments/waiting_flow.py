"""A flow that is still running when everything is stopped."""

import time

from prefect import flow


@flow(name="waiting")
def waiting(seconds: float) -> None:
    time.sleep(seconds)
