"""Plainly invented words: names, streets, schools and practices that nobody has."""

GIVEN_MALE = (
    "Testor", "Samplorio", "Exemplar", "Mockwell", "Fictus", "Dummian", "Trialus", "Placeholdo", "Protono",
    "Inventor",
    "Pretendo", "Stubbert", "Modelo", "Specimen", "Notrealo", "Draftson", "Figmentus", "Imagino", "Madeupo",
    "Betatesto",
)  # fmt: skip
GIVEN_FEMALE = (
    "Testina", "Samplia", "Exempla", "Mockeline", "Fictitia", "Dummila", "Trialina", "Placeholda",
    "Protota",
    "Inventina", "Pretenda", "Stubbina", "Modelina", "Specima", "Notreala", "Draftina", "Figmenta",
    "Imagina",
    "Madeupa", "Betatesta",
)  # fmt: skip
GIVEN_ADULT = (
    "Parentia", "Mumsample", "Dadsample", "Adultina", "Adulto", "Grownup", "Guardina", "Guardo", "Elderino",
    "Matrona", "Paterno", "Kinsample",
)  # fmt: skip
STEMS = (
    "Example", "Sample", "Testing", "Mock", "Fiction", "Invented", "Dummy", "Pretend", "Placeholder",
    "Specimen",
    "Trial", "Demo", "Imaginary", "Nowhere", "Notreal", "Madeup", "Figment", "Prototype",
)  # fmt: skip
ENDINGS = (
    "ford", "wick", "ley", "worth", "thorpe", "combe", "bury", "field", "stead", "dale", "mere",
    "borne", "holme",
    "shaw", "gate", "croft", "ham", "ness",
)  # fmt: skip
STREETS = (
    "Imaginary Row", "Pretend Close", "Fictional Way", "Placeholder Lane", "Mockery Drive",
    "Sampler Street",
    "Trialist Road", "Nonesuch Avenue", "Invention Crescent", "Specimen Gardens", "Madeup Mews",
    "Dummy Terrace",
)  # fmt: skip
VILLAGES = ("Nonesuch", "Little Pretending", "Much Imagining", "Sample Magna", "Upper Fiction", "Mockbridge")
SCHOOLS = (
    "Nonesuch Primary School", "Samplewood Church of England Primary School", "Pretendale Junior School",
    "Mockbridge High School", "Fictionfield Academy", "Trialstone Sixth Form College",
)  # fmt: skip
PRACTICES = (
    "Placeholder Street Surgery", "Mockbridge Medical Centre", "The Invented Practice",
    "Samplewood Health Centre",
)  # fmt: skip


def surname(stem: int, ending: int) -> str:
    """Return a surname that nobody bears."""
    return STEMS[stem % len(STEMS)] + ENDINGS[ending % len(ENDINGS)]
