"""The pattern pass: what identifies by its form alone, whether the record knows it or not."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from app.anonymise import lexicon
from app.anonymise.find.linked import EMAIL, SPELT, URL, matches
from app.anonymise.find.protect import Protected
from app.anonymise.find.spans import Doubt, Pass, Span
from app.anonymise.find.words import Text
from app.anonymise.find.written import form

AREAS = lexicon.either("postcode areas")
POSTCODE = re.compile(
    rf"\b{AREAS}\s?\d[A-Z\d]?\s*-?\s*\d[ABD-HJLNP-UW-Z]{{2}}\b"
    rf"|\b{AREAS.lower()}\d[a-z\d]?\s*\d(?!st\b|nd\b|rd\b|th\b|hr\b|xx\b)[abd-hjlnp-uw-z]{{2}}\b"
    r"|\b(?:WR|HR|SY|TF|DY|GL|LD|WV|WS|NP)\d{1,2}\b(?!\s?(?:mg|ml|mm))"
)
TEN = re.compile(r"(?<![\d.])\d(?:[ \t\n.\-/]{0,2}\d){9}(?!\d)(?!\.\d)")
NHS_LABEL = re.compile(r"nhs\W{0,3}(?:no|num\w*|n\.?o\.?|id)?\W{0,6}(?:is|was|of)?\W{0,3}\Z")
LABELLED_NHS = re.compile(
    r"\bNHS\s?(?:no|num(?:ber)?|ID)\b\W{0,4}((?:\d[\s\-]{0,2}){7,11}\d)(?!\d)", re.IGNORECASE
)
UNIT = re.compile(r"\s?(?:units?|iu|mg|mcg|ml|kcal|g|kg|cfu|copies|cells?|/l|/ml|x?10)\b")
PHONE = form("code", "phone")
SHORT_PHONE = form("code", "short phone")
HANDLE = re.compile(r"(?<![\w@.])@\s?[A-Za-z0-9_][\w.\-]+\w")
WORDS = re.compile(r"///\s?[a-z]+(?:\.[a-z]+){2}")
ACCOUNT = re.compile(
    rf"\b{lexicon.either('account cues')}\b\s?(?:is|was|name|id|account|as)?\s?[:\-]?\s?@?"
    r"((?-i:[A-Za-z]*[\d_.]+\w[\w.]*|[A-Z][a-z]+[A-Z]\w+))",
    re.IGNORECASE,
)
ACCOUNT_SIGNS = "insta| ig|snap|tik|facebook|fb|xbox|psn|gamertag|user|disc|twit|roblox|steam|kik|telegram"
NAMED_ACCOUNT = re.compile(
    rf"\b{lexicon.either('account cues')}\b(?: name| id| tag)?(?::\s?| is )@?([\w.\-]{{4,}})", re.IGNORECASE
)
SCORED = re.compile(r"(?<![\w@./\-])(?=[\w.]*_)(?=\w*[A-Za-z]{3})\w[\w.\-]{3,}\w")
EXHIBIT = form("code", "exhibit")
CALL_SIGN = form("code", "call sign")
UNITS_OUT = form("code", "units out")
JOINED = re.compile(r"(?<![\w@./\-])(?!covid|type|vitamin)[a-z]{6,}\d{2,}\b(?!\.\d)")
EXTENSION = re.compile(r"(?<!\w)x\d{3,5}\b")
BARE = re.compile(r"(?<![\w@./\-])[a-z]{3,}+(?:[._][a-z]*+)?\d{3,}(?![\w.])")
PART_PLATE = re.compile(
    r"\b(?:part(?:ial)?|plate|reg|registration|index)\W{1,3}(?:plate |no\.? |mark )?"
    r"([A-Z]{1,2}\d{1,2}(?:\s?[A-Z]{1,3})?)\b"
)
MACHINE = re.compile(r"(?<![\d.])\d{1,3}(?:\.\d{1,3}){3}(?!\d|\.\d)|\b[A-Z9]{5}\d{6}[A-Z9]{2}\w{3}\b")
SORT_CODE = re.compile(r"\bsort ?code\W{0,3}(\d{2}[\s-]?\d{2}[\s-]?\d{2})\b", re.IGNORECASE)
GRID = re.compile(r"\b(?:SO|SJ|SP|SK|ST|SN|SH)\s?\d{3,5}\s?\d{3,5}\b")
INSURANCE = re.compile(
    r"\b[A-CEGHJ-PR-TW-Z][A-CEGHJ-NPR-TW-Z]\s?\d{2}\s?\d{2}\s?\d{2}\s?[A-D]\b", re.IGNORECASE
)
PRISON = form("code", "prison")
OTHER_INSURANCE = form("code", "insurance")
DATED_LOG = form("code", "dated log")
PLATE = form("code", "plate")
WHOLE_PLATE = re.compile(r"[A-Za-z]{2}\d{2}(?!BPM|MIN|SAT|AND|HRS)[A-Z]{3}")
CUE = lexicon.either("reference cues")
REFERENCE = re.compile(
    rf"\b{CUE}\b\.?\s?(?:no|nos|num(?:ber)?s?|ref(?:erence)?|id|code|pin)?\b\.?\s?[:#\-]?\s?(?:is |was )?"
    r"((?:(?-i:[A-Z]{1,6})[\s/\-.]?)?(?=[A-Z0-9/\-.]*\d{3})[A-Z0-9]+(?:[/\-.][A-Z0-9]+)*)(?![\w.]*\s?(?:mg|ml|kg))",
    re.IGNORECASE,
)
CODED = form("code", "coded")
COLLAR = re.compile(
    r"\b(?:PC|DC|DS|PS|DI|DCI|PCSO|SC|WPC|TDC|Sgt|Insp|Officer|Constable)\s?(?:No\.?\s?|#)?(\d{2,6}[A-Z]?)\b"
    r"|\b(?:Sgt|Insp|PC|DC|PS|DS)\b[\w\s]{2,24}?\b(\d{3,6})\b|\b(\d{3,5})\s(?:PC|DC|DS|PS|PCSO)\b"
)
LOGGED = form("code", "logged")
ROOM = form("code", "room")
LONG = form("code", "long")


@dataclass(frozen=True)
class Rule:
    """A pattern, what it finds, and the signs of which a text must hold one. Its last group goes, or all."""

    name: str
    kind: str
    pattern: re.Pattern[str]
    needs: str = ""


RULES = (
    Rule("email", "email", EMAIL),
    Rule("url", "other", URL),
    Rule("email-spelt", "email", SPELT, "dot"),
    Rule("account", "handle", ACCOUNT, ACCOUNT_SIGNS),
    Rule("scored-handle", "handle", SCORED, "_"),
    Rule("bare-handle", "handle", BARE),
    Rule("exhibit", "reference", EXHIBIT),
    Rule("logged", "reference", LOGGED),
    Rule("room", "address", ROOM, "room|bay|bed|at no|at number"),
    Rule("call-sign", "reference", CALL_SIGN),
    Rule("unit-sent", "reference", UNITS_OUT),
    Rule("joined-handle", "handle", JOINED),
    Rule("extension", "phone", EXTENSION, " x"),
    Rule("part-plate", "vehicle", PART_PLATE, "plate"),
    Rule("named-account", "handle", NAMED_ACCOUNT, ACCOUNT_SIGNS),
    Rule("machine", "other", MACHINE),
    Rule("sort-code", "number", SORT_CODE),
    Rule("handle", "handle", HANDLE, "@"),
    Rule("three-words", "place", WORDS),
    Rule("grid", "place", GRID),
    Rule("postcode", "postcode", POSTCODE),
    Rule("nhs-label", "number", LABELLED_NHS),
    Rule("phone", "phone", PHONE),
    Rule("phone-cue", "phone", SHORT_PHONE),
    Rule("national-insurance", "number", INSURANCE),
    Rule("insurance-other", "number", OTHER_INSURANCE, "tn|ni|national"),
    Rule("prison", "number", PRISON),
    Rule("dated-log", "reference", DATED_LOG),
    Rule("vehicle", "vehicle", PLATE),
    Rule("reference", "reference", REFERENCE),
    Rule("coded", "reference", CODED),
    Rule("collar", "professional", COLLAR),
)
CLOCK = re.compile(r"(?:[01]\d|2[0-3])[0-5]\d")
PAGED = re.compile(r"(?i:bleep|ext|pager|bip|dect|x)")
SOFT = frozenset(
    {"vehicle", "reference", "coded", "long", "phone-cue", "exhibit", "logged", "call-sign", "joined-handle"}
)


def patterns(text: Text, protected: Protected, doubts: list[Doubt]) -> Iterator[Span]:
    """Return what identifies by its form, except clinical figures."""
    for rule in RULES:
        if not any(sign in text.lower for sign in rule.needs.split("|")):
            continue
        for match in matches(text, rule.pattern):
            start, end = match.span(match.lastindex or 0)
            if (
                rule.name == "phone-cue"
                and CLOCK.fullmatch(match.group(1))
                and not PAGED.match(match.group())
            ):
                continue
            whole = rule.name == "vehicle" and WHOLE_PLATE.fullmatch(match.group())
            if rule.name in SOFT and not whole and protected.touches(start, end):
                continue
            if rule.name == "joined-handle" and lexicon.is_medical(match.group().rstrip("0123456789")):
                continue
            if rule.name == "reference" and text.lower[match.start() : start].strip() == "hospital":
                continue
            yield Span(start, end, rule.kind, rule.name, Pass.PATTERN)
    yield from _numbers(text, protected, doubts)


def _numbers(text: Text, protected: Protected, doubts: list[Doubt]) -> Iterator[Span]:
    """Return health service numbers, and other numbers too long to be anything else."""
    for match in text.in_plain.each(TEN):
        digits = re.sub(r"\D", "", match.group())
        labelled = NHS_LABEL.search(text.lower, max(0, match.start() - 24), match.start())
        if UNIT.match(text.lower, match.end()) and not labelled:
            doubts.append(Doubt(*match.span(), "Ten digits with a unit: a dose or a number?"))
        elif valid_nhs_number(digits) or labelled:
            yield Span(*match.span(), "number", "nhs-number", Pass.PATTERN)
    for match in text.in_plain.each(LONG):
        if not UNIT.match(text.lower, match.end()) and not protected.touches(*match.span()):
            yield Span(*match.span(), "number", "long", Pass.PERSON)


def valid_nhs_number(digits: str) -> bool:
    """Return whether ten digits end in their check digit (modulus 11)."""
    if len(digits) != 10 or not digits.isdigit():
        return False
    total = sum(int(digit) * weight for digit, weight in zip(digits, range(10, 1, -1), strict=False))
    return (11 - total % 11) % 11 == int(digits[9])
