"""Addresses of the UI's forms with what is known filled in: where a decision waits, an officer looks, adds and presses.

Not here: which decisions wait.
"""

import json
from collections.abc import Hashable, Mapping
from typing import TypeVar
from urllib.parse import quote

from prefect.client.orchestration import get_client
from prefect.exceptions import ObjectNotFound

K = TypeVar("K", bound=Hashable)


def addresses(form: str, fillings: Mapping[K, Mapping[str, object]]) -> Mapping[K, str]:
    """The address of the form of a deployment ("21. Gán …") for each filling by field.

    None where there is nothing to fill in, or nothing is deployed, as on the command line.
    """
    if not fillings:
        return {}
    with get_client(sync_client=True) as client:
        try:
            # What a deployment runs is called as it is, without the number.
            deployment = client.read_deployment_by_name(f"{form.partition('. ')[2]}/{form}")
        except ObjectNotFound:
            return {}
    address = f"/v2/deployments/deployment/{deployment.id}/run?parameters="
    return {what: address + quote(json.dumps(filled, ensure_ascii=False)) for what, filled in fillings.items()}
