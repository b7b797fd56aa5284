"""Where invented children live: invented streets, with postcodes that lie where the area look-up expects."""

from dataclasses import dataclass
from random import Random

from app.cli.invention import words
from app.partners.postcodes import locate

UNITS = "GHJLNPQRSTUWXYZ"  # no letter that a hexadecimal number has: chance must not spell a postcode
SECTORS: dict[tuple[str, str | None], tuple[str, ...]] = {
    ("herefordshire", None): ("HR1 1", "HR1 2", "HR2 6", "HR2 7", "HR4 0", "HR4 9", "HR6 8", "HR9 5"),
    ("worcestershire", "bromsgrove"): ("B60 1", "B60 2", "B61 0", "B61 7", "B61 8"),
    ("worcestershire", "malvern-hills"): ("WR14 1", "WR14 2", "WR14 3"),
    ("worcestershire", "redditch"): ("B97 4", "B97 5", "B98 0", "B98 7", "B98 8"),
    ("worcestershire", "worcester"): ("WR1 1", "WR3 7", "WR4 0", "WR4 9", "WR5 1"),
    ("worcestershire", "wychavon"): ("WR9 7", "WR9 8", "WR10 1", "WR11 1", "WR11 2"),
    ("worcestershire", "wyre-forest"): ("DY10 1", "DY10 2", "DY11 5", "DY11 6"),
    ("shropshire", None): ("SY1 1", "SY1 2", "SY2 5", "SY3 5", "SY11 1"),
    ("telford-and-wrekin", None): ("TF1 1", "TF1 5", "TF2 9", "TF3 1", "TF7 5"),
}
TOWNS = {
    "herefordshire": "Hereford", "bromsgrove": "Bromsgrove", "malvern-hills": "Malvern",
    "redditch": "Redditch",
    "worcester": "Worcester", "wychavon": "Evesham", "wyre-forest": "Kidderminster",
    "shropshire": "Shrewsbury",
    "telford-and-wrekin": "Telford",
}  # fmt: skip
DISTRICTS = {"bromsgrove": 16, "malvern-hills": 12, "redditch": 18, "worcester": 18, "wychavon": 19,
             "wyre-forest": 17}  # fmt: skip
ELSEWHERE = {
    "powys": ("LD1 5", "LD3 7"),
    "gloucestershire": ("GL1 1", "GL1 2"),
    "birmingham": ("B1 1", "B13 8"),
}


@dataclass(frozen=True, slots=True)
class Home:
    """An address: an invented street, a real sector."""

    lines: tuple[str, ...]
    postcode: str
    area: str
    town: str

    @property
    def said(self) -> str:
        """Return the address on one line."""
        return ", ".join((*self.lines, self.postcode))


def home(draw: Random, area: str) -> Home:
    """Return an invented home in one of our areas, or in a named place elsewhere."""
    if area in ELSEWHERE:
        return _built(draw, area, draw.choice(ELSEWHERE[area]), area.capitalize())
    district = None
    if area == "worcestershire":
        district = draw.choices(list(DISTRICTS), list(DISTRICTS.values()))[0]
    sector = draw.choice(SECTORS[area, district])
    return _built(draw, area, sector, TOWNS[district or area], district)


def _built(draw: Random, area: str, sector: str, town: str, district: str | None = None) -> Home:
    ours = area not in ELSEWHERE
    while True:
        postcode = f"{sector}{draw.choice(UNITS)}{draw.choice(UNITS)}"
        found = locate(postcode)
        if found.gss and (not ours or (found.area == area and found.district == district)):
            break
    lines = (f"{draw.randint(1, 180)} {draw.choice(words.STREETS)}", draw.choice(words.VILLAGES), town)
    return Home(lines, postcode, area, town)
