"""What in a sender's own words is worth a second look, and what the form still lacks."""

from collections.abc import Callable, Collection, Iterator
from datetime import datetime
from typing import NamedTuple

from app.notifications.rules import dates, nhs_number
from app.notifications.rules.age import NEONATE, is_neonate, lived, under_a_day
from app.notifications.rules.checks import SKEW
from app.notifications.rules.postcodes import is_plausible
from app.notifications.rules.reading import Form, at, birth_days, death_span, each, raw, sent_at, text


class Warning(NamedTuple):  # noqa: A001 - the word that travels
    """One thing worth a second look: a stable word, and where."""

    code: str
    field: str


def warnings(
    form: Form, now: datetime, known_ods: Callable[[str], bool] | None = None
) -> tuple[Warning, ...]:
    """Everything worth a second look, in the order of the form; it speaks of this sender's words alone."""
    found = [*_of_numbers(form), *_of_codes(form, known_ods), *_of_times(form, now)]
    found += [*_of_birth(form), *_of_death(form)]
    return tuple(dict.fromkeys(found))


def _of_numbers(form: Form) -> Iterator[Warning]:
    pointers = ["/child/nhs_number/value"]
    pointers += [pointer for pointer, _ in each(form, "/child/former_nhs_numbers")]
    pointers += ["/neonatal/mother_nhs_number"]
    pointers += [f"{pointer}/nhs_number" for pointer, _ in each(form, "/people")]
    for pointer in pointers:
        number = text(form, pointer)
        if number and not nhs_number.is_valid(number):
            yield Warning("nhs_number_check_digit", pointer)
    mother, child = text(form, "/neonatal/mother_nhs_number"), text(form, "/child/nhs_number/value")
    if mother and child and nhs_number.digits(mother) == nhs_number.digits(child):
        yield Warning("nhs_number_same_as_mother", "/neonatal/mother_nhs_number")


def _of_codes(form: Form, known_ods: Callable[[str], bool] | None) -> Iterator[Warning]:
    ods = text(form, "/sender/organisation/ods")
    if ods and known_ods and not known_ods(ods):
        yield Warning("organisation_unknown", "/sender/organisation/ods")
    for pointer, _ in each(form, "/child/addresses"):
        postcode = text(form, f"{pointer}/postcode")
        if postcode and not text(form, f"{pointer}/country") and not is_plausible(postcode):
            yield Warning("postcode_not_recognised", f"{pointer}/postcode")


def _of_times(form: Form, now: datetime) -> Iterator[Warning]:
    sent, died = sent_at(form), death_span(form)
    if sent and sent > now + SKEW:
        yield Warning("sent_in_the_future", "/sent_at")
    if sent and died and sent + SKEW < died.first:
        yield Warning("sent_before_death", "/sent_at")
    stated = text(form, "/death/at")
    if stated and text(form, "/death/precision") in ("minute", "hour") and dates.is_midnight_utc(stated):
        yield Warning("death_at_midnight_utc", "/death/at")
    born, at_time = birth_days(form), text(form, "/child/birth/time")
    told = dates.clock(at_time) if at_time else None
    if born and told and dates.at_clock(born.first, told).first != dates.at_clock(born.first, told).last:
        yield Warning("repeated_hour", "/child/birth/time")


def _of_birth(form: Form) -> Iterator[Warning]:
    weeks, grams = at(form, "/neonatal/gestation_weeks"), at(form, "/neonatal/birthweight_g")
    if isinstance(weeks, int) and not 20 <= weeks <= 43:
        yield Warning("gestation_unusual", "/neonatal/gestation_weeks")
    if isinstance(grams, int) and not 200 <= grams <= 6_500:
        yield Warning("birthweight_unusual", "/neonatal/birthweight_g")
    if isinstance(weeks, int) and weeks < 24 and text(form, "/death/stillbirth/signs_of_life") != "yes":
        yield Warning("signs_of_life_to_confirm", "/death/stillbirth/signs_of_life")
    if is_neonate(form) and raw(form, "/child/birth/time") is None:
        yield Warning("birth_time_missing", "/child/birth/time")
    if under_a_day(form) == "unclear" and raw(form, "/death/stillbirth") is None:
        yield Warning("stillbirth_not_stated", "/death/stillbirth")


def _of_death(form: Form) -> Iterator[Warning]:
    triggers: Collection[str] = at(form, "/death/jar/triggers") or ()
    if triggers and text(form, "/death/jar/needed") == "no":
        yield Warning("jar_trigger_without_jar", "/death/jar/needed")
    unexpected = text(form, "/death/expected") == "unexpected"
    if (unexpected or "custody_or_mha" in triggers) and text(form, "/coroner/referred") == "no":
        yield Warning("coroner_not_told", "/coroner/referred")
    life = lived(form)
    if text(form, "/cause/layout") == "neonatal" and life and life[0] >= NEONATE:
        yield Warning("cause_layout_for_age", "/cause/layout")
