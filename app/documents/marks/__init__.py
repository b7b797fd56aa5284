"""Marks: an invisible code in the told text of a pack, by which a copy is traced to its reader."""

from app.documents.marks.places import plain
from app.documents.marks.tracing import Found, chance, find, least
from app.documents.marks.writing import TOLD, Reader, mark, marked, on_paper

__all__ = ["TOLD", "Found", "Reader", "chance", "find", "least", "mark", "marked", "on_paper", "plain"]
