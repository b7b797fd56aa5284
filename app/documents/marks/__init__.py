"""Marks: an invisible code in the told text of a pack, by which a copy is traced to its reader."""

from app.documents.marks.places import plain
from app.documents.marks.tracing import Found, chance, find, least
from app.documents.marks.writing import TOLD, Copy, Reader, copy_of, mark, on_paper

__all__ = [
    "TOLD", "Copy", "Found", "Reader", "chance", "copy_of", "find", "least", "mark", "on_paper", "plain",
]  # fmt: skip
