"""A few invented deaths leave nothing readable in a dump or in the files of the database."""

from pathlib import Path

import pytest

from app.cli import invention
from app.cli.places import Place, prepare
from app.db.embedded import embedded
from app.db.engine import make_engine
from app.settings import Settings
from tests.canaries import Search, words_of
from tests.spilled import planted, spill

FEW = 6
PLANTED = list(planted())


def test_nothing_of_the_children_is_readable_where_the_data_lies(tmp_path: Path) -> None:
    settings = Settings(data_dir=tmp_path)
    with embedded(tmp_path, fsync=False) as urls:
        prepare(Place(settings, urls.app, urls.owner, urls.keys))
        engine = make_engine(urls.app)
        stories = invention.load(settings, engine, years=1, seed=3, most=FEW)
        engine.dispose()
        spilled = spill(tmp_path, urls, words_of(stories))
    assert len(stories) == FEW
    assert not spilled.found
    assert {encoding for encoding, _ in PLANTED} <= set(spilled.control)
    assert min(spilled.searched.values()) > 0


@pytest.mark.parametrize(("encoding", "said"), PLANTED, ids=[encoding for encoding, _ in PLANTED])
def test_the_search_finds_a_word_in_each_encoding(encoding: str, said: bytes) -> None:
    found = Search({"name": {"Plantedchild Controlname"}}).found(b"before " + said + b" after")
    assert encoding in {canary.encoding for canary in found}


def test_the_search_finds_nothing_where_there_is_nothing() -> None:
    assert not Search({"name": {"Plantedchild Controlname"}}).found(b"Plantedchild stands here alone" * 99)
