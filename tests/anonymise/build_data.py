"""Build the compressed word lists of `app/anonymise/data` from a folder of unpacked source packages."""

import bz2
import csv
import io
import lzma
import pickle
import re
import sys
from pathlib import Path

DATA = Path(__file__).resolve().parents[2] / "app" / "anonymise" / "data"
WORD = re.compile(r"[a-z]{2,}\Z")


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
    write("medical.xz", sorted(medical - words))
    write("proper.xz", sorted(proper(folder / "wbritish-large")))
    write("nicknames.xz", nicknames(folder / "nicknames"))


if __name__ == "__main__":
    main(Path(sys.argv[1]))
