"""Ages, in figures and words, with the days or years they mean."""

import re
from collections.abc import Container, Iterator
from dataclasses import dataclass

from app.anonymise import lexicon
from app.anonymise.find.protect import Protected
from app.anonymise.find.spans import Pass, Span
from app.anonymise.find.words import Text, key_of
from app.anonymise.find.written import form

ONES, TENS = (words for _, *words in lexicon.rows("numerals.txt"))
SPOKEN = {
    **{word: number for number, word in enumerate(ONES, 1)},
    **{word: 10 * number for number, word in enumerate(TENS, 2)},
    **{f"{ten}-{one}": 10 * n + m for n, ten in enumerate(TENS, 2) for m, one in enumerate(ONES[:9], 1)},
}
NUMBER = (
    r"(?:\d{1,3}(?:\.5|½)?|"
    + "|".join(sorted((word.replace("-", r"[\s-]") for word in SPOKEN), key=lambda word: (-len(word), word)))
    + r")"
)
UNIT = r"(?:years?|yrs?|months?|mths?|mos?|weeks?|wks?|days?|hours?|hrs?)"
BRIEF = rf"(?:{UNIT}|min(?:ute)?s?)"
HALF = r"(?:[\s-]?(?:and[\s-]a[\s-]half|1/2|½))?"
MORE = rf"(?:,?\s?(?:and|&)?\s?{NUMBER}\s?-?(?:{UNIT}|[mwd]\b|/12|/52|/7))?"
THEN = r"(?=\s(?:she|he|they|mum|mother|when|and was|had|his|her)\b)"
AGED = r"\baged?\W{1,2}(?:of\s|was\s|is\s|only\s|just\s|about\s|around\s|approx\w*\s)?"
WITHIN = rf"(?:[\s-]*(?P<u>{BRIEF}|/12|/52|/7|[ymwd]\b)\b{HALF}{MORE})?"
DIED = r"(?:died|dead|passed away|born asleep|death|lost)"
SAID_OF_LIFE = re.compile(rf"with us|lived|alive|would|was|is|{DIED}")
SEXES = r"(?=\s(?:males?|females?|boys?|girls?|baby|infant|m|f)\b)"
NOT_AN_AGE = r"(?![\w%/]|[.,]\d|\s(?:mg|ml|kg))"
FORMS = (
    rf"\b(?P<n>{NUMBER}){HALF}[\s-]*(?P<u>{UNIT}){HALF}{MORE}[\s-]*(?:olds?|of age|of life)\b",
    r"\b(?P<n>\d{1,3})\s?-?\s?(?P<u>y|yr|m|w|d|yrs)[\s/.-]?o(?:ld)?\b",
    r"\b(?P<n>\d{1,3})\s?/\s?(?P<u>12|52|7)\s?(?:old|of age)\b",
    rf"\b(?P<n>\d{{1,2}})\s?/\s?(?P<u>12|52){SEXES}",
    rf"\b(?P<n>{NUMBER})\s?(?P<u>{UNIT}|y|yo|m){SEXES}",
    rf"\b(?:with us|lived|alive)\s(?:for\s)?(?:only\s|just\s)?(?P<n>{NUMBER})\s(?P<u>{BRIEF})\b",
    rf"\bage\s(?P<n>{NUMBER})\s(?P<u>{BRIEF})\b",
    rf"\b{DIED}(?:\s[\w']+){{0,3}}\sat\s(?P<n>{NUMBER})\s(?P<u>{BRIEF})\b",
    rf"\bwould\s(?:have\s|of\s)?(?:been|be|turn)\s(?P<n>{NUMBER})(?:\s(?P<u>{UNIT}))?\b(?!\s?(?:%|mg|times|more))",
    rf"\b(?:was|is)\s(?P<n>{NUMBER})\s(?P<u>years|months|weeks)(?:\sand\s{NUMBER}\s{UNIT})?(?=[.;]|,\s(?:a|the|and)\b)",
    r"\b(?P<n>[12])\s(?P<u>year)(?=\s(?:review|check|development))",
    rf"{AGED}(?P<n>{NUMBER}){HALF}{WITHIN}{NOT_AN_AGE}",
    rf"\bat the age of (?P<n>{NUMBER}){HALF}(?:\s(?P<u>{UNIT}))?\b",
    rf"\b(?:turn|turned|turning)\s(?P<n>{NUMBER})\b(?!\s(?:times|degrees))",
    rf"\bat (?P<n>{NUMBER}){HALF}[\s-](?P<u>days?|weeks?|months?|years?){THEN}",
    r"\b(?P<n>\d{1,2})\s?y(?:rs?|ears?)?\s?\d{1,2}\s?m(?:ths?|onths?)?\b(?P<u>)",
)
BARE = re.compile(rf"\A(?P<n>{NUMBER})\s?/?\s?(?P<u>12|52|7|{BRIEF}|y|m|w|d)\Z")
SAID = re.compile(
    r"\b(?:she|he|they|who|i)(?:'s|\swas|\sis|\swere|\swos|\swoz)\s(?:only\s|just\s|nearly\s|almost\s)?"
    rf"(?P<n>{NUMBER}{HALF})(?=[.,;!?]|\s*\Z|\swhen|\sand\s|\sat\sthe|\sgoin\w*\son|\swith\s|\sby\sthen)"
)
BETWEEN = form("age", "between")
AGES = tuple(re.compile(form) for form in FORMS)
BRACKETED = re.compile(
    r"(?<=[a-z.] )\((?:aged? )?(?P<n>\d{1,2})"
    r"(?:\s?(?P<u>y(?:rs?|ears?)?|m(?:ths?|onths?)?|w(?:ks?|eeks?)?|d(?:ays?)?))?(?:[\s,/]*[mf])?\)"
)
FAMILY = r"(?:mother|mum|father|dad|partner|step(?:father|mother|dad|mum)|boyfriend|girlfriend)"
SEXED = form("age", "sexed")
PARENT = re.compile(
    rf"\b{FAMILY}(?:,| is| was)? (?P<n>[1-6]\d)(?=[.,;)])"
    rf"|\b(?:boy|girl|lad|child|toddler) of (?P<child>{NUMBER})\b(?=[.,;)]| who| with| in)"
    rf"|\b(?:nearly|almost) (?P<near>{NUMBER})(?=[.,;)])"
    rf"|\b(?:{FAMILY}|girl|boy|woman|man|lady) of "
    r"(?P<m>1[2-9]|[2-9]\d|\w+teen|eleven|twelve|twenty(?:-\w+)?)\b(?!\s(?!was\b|is\b|has\b)\w*s\b|[/:\d]|\.\d)"
    r"|[a-z], (?P<sexed>\d{1,3} ?[mf])(?=[.,;)]|\s+[a-z])"
    rf"|\bwhen i was (?P<then>{NUMBER})\b(?!\s?(?:weeks|months|/))"
)
KIN = r"[A-Z][a-z']+|mother|mum|father|dad|partner|sister|brother|female|male|girl|boy"
SPOKEN_SEX = re.compile(rf"\b(?:female|male|girl|boy|son|daughter), (?P<n>{NUMBER})(?=[,.;])")
AFTER_NAME = form("age", "after a name", KIN=KIN, NUMBER=NUMBER)
IS, WHO = re.compile(r"\b(?:is|was|were|wos|woz) "), re.compile(r"(?<![\w.])[A-Za-z]")
IS_AGED = form("age said by name", "age", NUMBER=NUMBER, HALF=HALF)
DAYS = {
    "y": 365.25,
    "m": 30.44,
    "w": 7.0,
    "d": 1.0,
    "h": 1 / 24,
    "min": 1 / 1440,
    "/12": 30.44,
    "/52": 7.0,
    "/7": 1.0,
    "12": 30.44,
    "52": 7.0,
    "7": 1.0,
}


UNITS_OF = {"12": "m", "52": "w", "7": "d"}
SHORTHAND = frozenset({"12", "52", "7", "/12", "/52", "/7"})


@dataclass(frozen=True)
class Age:
    """An age in days, with the unit in which it was said."""

    days: float
    unit: str


def ages(text: Text, protected: Protected) -> Iterator[Span]:
    """Yield the ages of a text; developmental ages and gestation are clinical and stay."""
    for pattern in (*AGES, BRACKETED):
        edge = int(pattern is BRACKETED)
        for match in text.in_lower.each(pattern):
            clinical = protected.clinical(match.start("n")) and match.groupdict().get("u") not in SHORTHAND
            lived = SAID_OF_LIFE.match(match.group())
            said = match.group().endswith(("old", "of age")) or match.group().startswith("age") or lived
            if (said and not _developmental(text, match)) or not clinical:
                begin = match.start("n") if lived else match.start() + edge
                yield Span(begin, match.end() - edge, "age", "age", Pass.DATE)
    for source, pattern in (
        (text.in_plain, AFTER_NAME),
        (text.in_lower, SAID),
        (text.in_lower, SPOKEN_SEX),
        (text.in_lower, BETWEEN),
    ):
        for match in source.each(pattern):
            yield Span(*match.span(match.lastgroup or "n"), "age", "age-alone", Pass.DATE)
    for source, pattern in ((text.in_plain, SEXED), (text.in_lower, PARENT)):
        for match in source.each(pattern):
            yield Span(*match.span(match.lastgroup or 0), "age", "age-alone", Pass.DATE)


def named_ages(text: Text, names: Container[str]) -> Iterator[Span]:
    """Yield the ages that are said of somebody by name: `rose was 12 and`, but not `GCS was 12`."""
    plain = text.in_plain
    for match in plain.among(IS_AGED, plain.leading(WHO, IS)):
        key = key_of(match["who"])
        if key in names or (key in lexicon.first_names() and key not in lexicon.common()):
            yield Span(*match.span("n"), "age", "age-alone", Pass.DATE)


def _developmental(text: Text, match: re.Match[str]) -> bool:
    before = text.lower[max(0, match.start() - 40) : match.start()]
    return bool(re.search(r"dev\w*|function\w*|corrected|mental|reading|level|equivalent", before))


def read_age(words: str) -> Age | None:
    """Return the age that some words tell."""
    low = re.sub(r"\A(?:just|only|nearly|almost|about|turned) ", "", words.lower())
    if sexed := re.fullmatch(r"[mf]?[, ]{0,2}(\d{1,3})\s?[mf]?", low):
        low = sexed.group(1)
    if low.isdigit() or re.sub(r"\s", "-", low) in SPOKEN:
        return Age(_number(low) * DAYS["y"], "y")
    for pattern in (*AGES, BRACKETED, BARE):
        match = pattern.search(low) or pattern.search(f"a ({low})")
        if match:
            unit = match.groupdict().get("u") or "y"
            unit = "min" if unit.startswith("min") else unit if unit in DAYS else unit[0]
            return Age(_number(match["n"]) * DAYS[unit], UNITS_OF.get(unit.strip("/"), unit))
    return None


def _number(spoken: str) -> float:
    """Return a number in figures or words."""
    words = SPOKEN.get(re.sub(r"\s", "-", spoken))
    return float(words if words is not None else spoken.replace("½", ".5"))
