"""Events: they wake the round early and carry no fact that is not on record. One lost costs a day at most."""

from dataclasses import asdict

from prefect.events import emit_event

from tasks.effects import effect
from tasks.publications import PublicationEvent


@effect("Báo sự kiện công bố")
def announce(event: PublicationEvent) -> None:
    """Emit `papiplan.publication.recorded`, which starts the round at once."""
    emit_event(
        event="papiplan.publication.recorded",
        resource={"prefect.resource.id": f"papiplan.plan.{event.plan}", "prefect.resource.name": event.plan},
        payload=asdict(event),
    )
