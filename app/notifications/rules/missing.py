"""What a form still lacks before the national database can be told: fields to chase, by pointer."""

from app.notifications.rules.age import is_neonate, under_a_day
from app.notifications.rules.reading import Form, is_absent, raw

NEEDED: tuple[str, ...] = (
    "/child/nhs_number",
    "/child/names",
    "/child/birth/date",
    "/child/sex",
    "/child/ethnicity",
    "/child/addresses",
    "/child/gp",
    "/child/school",
    "/child/flags/disability",
    "/child/flags/learning_disability",
    "/child/flags/autism",
    "/child/flags/asylum_seeker",
    "/child/flags/migrant",
    "/child/flags/no_recourse_to_public_funds",
    "/child/social_care/protection_plan",
    "/child/social_care/in_need",
    "/child/social_care/looked_after",
    "/child/social_care/known",
    "/death/at",
    "/death/place",
    "/death/expected",
    "/death/narrative",
    "/death/jar/needed",
    "/death/suspected_category",
    "/coroner/referred",
    "/coroner/post_mortem",
    "/people",
    "/agencies",
    "/family/informed",
    "/family/leaflet_given",
    "/family/key_worker",
    "/family/follow_up",
)
NEEDED_FOR_NEONATES: tuple[str, ...] = (
    "/child/birth/time",
    "/neonatal/gestation_weeks",
    "/neonatal/birthweight_g",
    "/neonatal/birth_order",
    "/neonatal/plurality",
    "/neonatal/mother_nhs_number",
    "/neonatal/place_of_birth",
    "/neonatal/died_before_discharge",
)


def what_is_missing(form: Form) -> tuple[str, ...]:
    """Every field to chase: not known is an answer, a blank or a question never asked is not."""
    wanted = list(NEEDED)
    if is_neonate(form):
        wanted = [pointer for pointer in wanted if pointer != "/child/school"]
        wanted += NEEDED_FOR_NEONATES
    if under_a_day(form) != "no":
        wanted.append("/death/stillbirth")
    return tuple(pointer for pointer in wanted if not _answered(form, pointer))


def _answered(form: Form, pointer: str) -> bool:
    value = raw(form, pointer)
    if pointer == "/death/at" and value is None:
        value = raw(form, "/death/range")
    if is_absent(value):
        return bool(value["absent"] != "not_asked")
    return value is not None and value not in ((), [], {}, "")
