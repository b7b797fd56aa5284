"""A whole postcode proposes an area; borders are the point."""

import json
import lzma
from importlib.resources import files
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.partners.deprivation import demo, quintile, read
from app.partners.postcodes import Kind, Located, locate, normalise
from app.partners.rules import AreaCode, by_gss


@pytest.mark.parametrize(
    ("postcode", "area", "district"),
    [
        ("HR1 2AA", "herefordshire", None),
        ("HR3 6AA", "herefordshire", None),
        ("WR1 2AA", "worcestershire", "worcester"),
        ("DY12 2AA", "worcestershire", "wyre-forest"),
        ("B97 4AA", "worcestershire", "redditch"),
        ("SY1 1AA", "shropshire", None),
        ("TF9 1AA", "shropshire", None),
        ("TF3 4AA", "telford-and-wrekin", None),
        ("  tf3  4aa ", "telford-and-wrekin", None),
    ],
)
def test_a_local_postcode_has_an_area(postcode: str, area: str, district: str | None) -> None:
    found = locate(postcode)
    assert (found.kind, found.area, found.district) == (Kind.AREA, area, district)
    assert found.country == "england"


@pytest.mark.parametrize(
    ("postcode", "gss", "country"),
    [
        ("HR3 5AA", "W06000023", "wales"),
        ("LD8 2AA", "W06000023", "wales"),
        ("SY15 6AA", "W06000023", "wales"),
        ("NP7 5AA", "W06000021", "wales"),
        ("DY1 1AA", "E08000027", "england"),
        ("EH1 1AA", "S12000036", "scotland"),
        ("BT1 1AA", "N09000003", "northern_ireland"),
        ("JE2 3AB", "L99999999", None),
    ],
)
def test_a_postcode_over_the_border_is_elsewhere(postcode: str, gss: str, country: str | None) -> None:
    assert locate(postcode) == Located(Kind.ELSEWHERE, gss)
    assert locate(postcode).country == country


@pytest.mark.parametrize("postcode", ["ZZ99 3VZ", "ZZ99 3WZ", "ZZ99 3CZ", "zz993vz"])
def test_a_pseudo_code_never_goes_to_geography(postcode: str) -> None:
    assert locate(postcode) == Located(Kind.PSEUDO)


@pytest.mark.parametrize("postcode", ["", "WR", "Dublin 4", "75008", "QQ1 1AA", "WR1 2ZZ", "HR1 2A"])
def test_what_is_no_postcode_is_unknown(postcode: str) -> None:
    assert locate(postcode) == Located(Kind.UNKNOWN)


@given(st.text(max_size=12))
def test_any_text_is_located_somehow(text: str) -> None:
    found = locate(text)
    assert (found.area is not None) == (found.kind is Kind.AREA)
    assert (found.gss is not None) == (found.kind in {Kind.AREA, Kind.ELSEWHERE})


def test_the_table_has_every_local_postcode_once() -> None:
    table = json.loads(lzma.decompress(files("app.partners").joinpath("data/postcodes.json.xz").read_bytes()))
    ours = {str(table["authorities"].index(gss)) for gss in by_gss()}
    divided = [units for units in table["sectors"].values() if isinstance(units, dict)]
    assert sum(len(units[n]) // 2 for units in divided for n in ours & units.keys()) == 55_118
    whole = {units for units in table["sectors"].values() if isinstance(units, int)}
    assert not {int(n) for n in ours} & whole


def test_the_nine_authorities_make_four_areas() -> None:
    assert len(by_gss()) == 9
    assert {place.area for place in by_gss().values()} == set(AreaCode)
    assert sum(place.area is AreaCode.WORCESTERSHIRE for place in by_gss().values()) == 6


def test_the_invented_table_has_a_quintile_for_every_local_sector_and_says_that_it_is_invented() -> None:
    assert set(demo().values()) == {1, 2, 3, 4, 5}
    assert quintile("wr1 2aa") == demo()[normalise("WR1 2")]
    assert quintile("ZZ99 3VZ") is None
    text = files("app.partners").joinpath("data/deprivation_demo.csv").read_text(encoding="utf-8")
    assert "invented" in text.splitlines()[0].lower()


def test_a_table_of_the_deployer_may_know_the_whole_postcode(tmp_path: Path) -> None:
    file = tmp_path / "table.csv"
    file.write_text("postcode,quintile\nWR1 2,4\nWR1 2AA,1\n", encoding="utf-8")
    assert [quintile(code, read(file)) for code in ("WR1 2AA", "WR1 2AB", "WR1 3AA")] == [1, 4, None]


def test_a_quintile_beyond_five_is_refused(tmp_path: Path) -> None:
    file = tmp_path / "table.csv"
    file.write_text("postcode,quintile\nWR1 2,6\n", encoding="utf-8")
    with pytest.raises(ValueError, match="1 to 5"):
        read(file)
