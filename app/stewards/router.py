"""Clients, people, seats, keys and the trail over HTTP."""

from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Path, Query, Response

from app.stewards import access, trails
from app.stewards.schemas import (
    CheckpointOut,
    ClientIn,
    ClientOut,
    ConsistencyOut,
    EventOut,
    KeyOut,
    KeysIn,
    PersonIn,
    PersonOut,
    SeatIn,
    SeatOut,
    WitnessIn,
    WitnessKeyIn,
    WitnessKeyOut,
)
from app.web import Cursor, Page, Repeats, RequestWork

router = APIRouter(prefix="/v1", tags=["stewards"])


@router.get("/clients")
def list_clients(work: RequestWork) -> Page[ClientOut]:
    """List the health systems that may notify."""
    return Page(items=access.list_clients(work), next=None)


@router.post("/clients", status_code=201, response_model=ClientOut)
def post_client(work: RequestWork, form: ClientIn, repeat: Repeats) -> Response:
    """Register a health system."""
    return repeat.once(work, 201, lambda: access.register_client(work, form))


@router.put("/clients/{client_id}/keys")
def put_client_keys(work: RequestWork, client_id: UUID, form: KeysIn) -> ClientOut:
    """Replace a client's public keys."""
    return access.rotate_keys(work, client_id, form)


@router.delete("/clients/{client_id}", status_code=204)
def delete_client(work: RequestWork, client_id: UUID) -> None:
    """Let a client in no longer."""
    access.end_client(work, client_id)


@router.get("/people")
def list_people(work: RequestWork) -> Page[PersonOut]:
    """List who may sign in."""
    return Page(items=access.list_people(work), next=None)


@router.post("/people", status_code=201, response_model=PersonOut)
def post_person(work: RequestWork, form: PersonIn, repeat: Repeats) -> Response:
    """Let somebody sign in."""
    return repeat.once(work, 201, lambda: access.register_person(work, form))


@router.delete("/people/{person_id}", status_code=204)
def delete_person(work: RequestWork, person_id: UUID) -> None:
    """Let somebody sign in no longer."""
    access.end_person(work, person_id)


@router.get("/seats")
def list_seats(work: RequestWork) -> Page[SeatOut]:
    """List seats."""
    return Page(items=access.list_seats(work), next=None)


@router.post("/seats", status_code=201, response_model=SeatOut)
def post_seat(work: RequestWork, form: SeatIn, repeat: Repeats) -> Response:
    """Give a seat to a person."""
    return repeat.once(work, 201, lambda: access.issue_seat(work, form))


@router.delete("/seats/{seat_id}", status_code=204)
def delete_seat(work: RequestWork, seat_id: UUID) -> None:
    """End a seat."""
    access.end_seat(work, seat_id)


@router.get("/keys")
def list_keys(work: RequestWork) -> Page[KeyOut]:
    """List how many data keys there are, by kind and wrapping version."""
    return Page(items=access.list_keys(work), next=None)


@router.get("/audit/events")
def list_events(work: RequestWork, place: Cursor) -> Page[EventOut]:
    """Read the trail."""
    return trails.events(work, place)


@router.get("/audit/checkpoints")
def list_checkpoints(work: RequestWork) -> Page[CheckpointOut]:
    """Read the signed checkpoints."""
    return Page(items=trails.checkpoints(work), next=None)


@router.post("/audit/checkpoints/{n}/witness", status_code=201, response_model=CheckpointOut)
def post_witness(work: RequestWork, n: int, form: WitnessIn, repeat: Repeats) -> Response:
    """Witness a checkpoint as a CDR partner."""
    return repeat.once(work, 201, lambda: trails.witness(work, n, form))


@router.get("/audit/consistency")
def get_consistency(
    work: RequestWork, old: Annotated[int, Query(ge=1, lt=2**62)], new: Annotated[int, Query(ge=1, lt=2**62)]
) -> ConsistencyOut:
    """Prove that the trail at one size continues the trail at a smaller one."""
    return trails.consistency(work, old, new)


@router.put("/witnesses/{area}")
def put_witness_key(
    work: RequestWork, area: Annotated[str, Path(max_length=64)], form: WitnessKeyIn
) -> WitnessKeyOut:
    """Register the key with which an area's CDR partners witness the trail."""
    return trails.register_witness(work, area, form)
