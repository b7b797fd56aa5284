"""Where tests about packs begin: a case that is ready, a pack in the making, a pack that is released."""

from typing import Any

import pytest
from fastapi.testclient import TestClient

from app.kit import Parts
from tests.brought import Begun, Bring, begins
from tests.packs.office import Headers, Office

Ready = tuple[str, str]
Prepared = dict[str, Any]
Released = tuple[str, str, Prepared]


def bring_ready(client: TestClient, as_: Headers, parts: Parts) -> Ready:
    """A case that is ready for its panel, and the meeting."""
    office = Office(client, as_, parts)
    return office.a_case(), office.a_meeting()


def bring_pack(client: TestClient, as_: Headers, parts: Parts) -> Prepared:
    """A pack of which one place waits."""
    office = Office(client, as_, parts)
    return office.prepared(office.a_case(), office.a_meeting())


def bring_long_pack(client: TestClient, as_: Headers, parts: Parts) -> Prepared:
    """A pack of some hundred words, of which a copy can be traced."""
    office = Office(client, as_, parts)
    case_id = office.a_case()
    office.told_at_length(case_id)
    return office.prepared(case_id, office.a_meeting())


def bring_released(client: TestClient, as_: Headers, parts: Parts) -> Released:
    """A case, a meeting, and the pack that was released to it."""
    return Office(client, as_, parts).released()


STATES: dict[str, Bring] = {
    "released": bring_released,
    "long_pack": bring_long_pack,
    "pack": bring_pack,
    "ready": bring_ready,
}
begun = begins(STATES)


@pytest.fixture
def ready(begun: Begun) -> Ready:
    """A case that is ready for its panel, and the meeting."""
    case_id, meeting = begun.told
    return case_id, meeting


@pytest.fixture
def pack(begun: Begun) -> Prepared:
    """A pack of which one place waits."""
    return dict(begun.told)


@pytest.fixture
def long_pack(begun: Begun) -> Prepared:
    """A pack of some hundred words, of which a copy can be traced."""
    return dict(begun.told)


@pytest.fixture
def released(begun: Begun) -> Released:
    """A case, a meeting, and the pack that was released to it."""
    case_id, meeting, pack = begun.told
    return case_id, meeting, pack
