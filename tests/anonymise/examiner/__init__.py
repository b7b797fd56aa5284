"""Case narratives by somebody who knows no rule of the anonymiser: an outside examiner's material."""

from tests.anonymise.examiner.making import cases

__all__ = ["cases"]
