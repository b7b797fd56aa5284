"""How long an annual joint report over ten years of facts takes, beside plain counting in the same run."""

import json
import random
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from uuid import UUID, uuid4

from app.cli.places import Place, prepare
from app.db.embedded import embedded
from app.db.engine import make_engine
from app.facts import vault
from app.facts.schemas import CodedFacts
from app.identity.actors import Actor, Kind, Role, Seat
from app.kit import Parts, build
from app.partners.rules import HEREFORDSHIRE_AND_WORCESTERSHIRE as HW
from app.partners.rules import SHROPSHIRE_TELFORD_AND_WREKIN as STW
from app.reports import service
from app.reports.measures import annual, groups
from app.reports.measures.periods import Period
from app.reports.schemas import ReportIn
from app.settings import Settings
from app.work import Work
from tests.reports.making import EVERYONE

YEARS = range(2016, 2026)
DEATHS = {(HW, "herefordshire"): 10, (HW, "worcestershire"): 35,
          (STW, "shropshire"): 17, (STW, "telford-and-wrekin"): 13}  # fmt: skip
NOW = datetime(2026, 11, 25, 12, tzinfo=UTC)
ROUNDS = 3
FORM = {"kind": "annual", "area": "joint", "level": "public",
        "period": {"from": "2025-04-01", "to": "2026-03-31"}}  # fmt: skip


def a_death(chance: random.Random, area: str, year: int) -> CodedFacts:
    """One invented death of a year, reviewed about a year later."""
    died = date(year, 4, 1) + timedelta(days=chance.randrange(365))
    panel = died + timedelta(days=chance.randrange(150, 700))
    done = panel < NOW.date()
    return CodedFacts(
        area=area,
        born_on=(died - timedelta(days=int(chance.expovariate(1 / 900)))).isoformat(),
        died_on=died.isoformat(),
        notified_on=(died + timedelta(days=1)).isoformat(),
        sex="male" if chance.random() < 0.57 else "female",
        cdrm_on=(died + timedelta(days=100)).isoformat(),
        panel_on=panel.isoformat() if done else None,
        category=chance.choice(groups.CATEGORIES) if done else None,
        modifiability=chance.choice(groups.MODIFIABILITY) if done else None,
        stage="closed" if done else "information_gathering",
    )


def load(parts: Parts, actor: Actor) -> list[str]:
    """Seal ten years of both panels, and give those of one panel in clear."""
    chance, plain = random.Random(7), []
    with parts.sessions.begin() as session:
        work = Work(session, actor, NOW, str(uuid4()), parts.kit)
        for (panel, area), deaths in DEATHS.items():
            for year in YEARS:
                facts = [a_death(chance, area, year) for _ in range(deaths)]
                for each in facts:
                    vault.keep(work, uuid4(), panel, each)
                plain += [each.model_dump_json() for each in facts if panel == HW]
    return plain


def count_plainly(plain: list[str]) -> list[Counter[str]]:
    """What anybody would write: read the same facts in clear, and count a few fields."""
    rows = [json.loads(each) for each in plain]
    return [
        Counter(str(row[field]) for row in rows) for field in ("sex", "category", "modifiability", "area")
    ]


def best(call: Callable[[], object], rounds: int = ROUNDS) -> float:
    """The shortest of a few runs, in seconds."""
    times = []
    for _ in range(rounds):
        begun = time.perf_counter()
        call()
        times.append(time.perf_counter() - begun)
    return min(times)


def measure(parts: Parts, actor: Actor, plain: list[str]) -> None:
    """Time one whole report, its counting alone, and plain counting."""
    facts = [CodedFacts.model_validate_json(each) for each in plain]

    def whole() -> None:
        with parts.sessions.begin() as session:
            service.build(Work(session, actor, NOW, str(uuid4()), parts.kit), ReportIn.model_validate(FORM))

    first, warm = best(whole, 1), best(whole)
    counted = best(lambda: annual.tables(facts, Period.year(2025), EVERYONE))
    reference = best(lambda: count_plainly(plain))
    sys.stdout.write(f"facts of the panel {len(plain)}, beside them another panel's\n")
    sys.stdout.write(f"first report, with the drawing library  {first:8.3f} s\n")
    sys.stdout.write(f"report, from facts to sealed document   {warm:8.3f} s\n")
    sys.stdout.write(f"  of which tables                       {counted:8.3f} s\n")
    sys.stdout.write(f"json.loads and Counter                  {reference:8.4f} s\n")
    sys.stdout.write(f"report over plain counting              {warm / reference:8.1f}\n")


def main() -> None:
    """Load, build, print."""
    actor = Actor(UUID(int=1), Kind.PERSON, (Seat(Role.COORDINATOR, panel_id=HW),))
    system = Actor(UUID(int=0), Kind.SYSTEM, (Seat(Role.SYSTEM),))
    with tempfile.TemporaryDirectory() as folder, embedded(Path(folder), fsync=False) as urls:
        settings = Settings(data_dir=Path(folder) / "data")
        prepare(Place(settings, urls.app, urls.owner, urls.keys))
        engine = make_engine(urls.app)
        parts = build(settings, engine)
        measure(parts, actor, load(parts, system))
        engine.dispose()


if __name__ == "__main__":
    main()
