"""Reading back: all text that a finished document holds, for the gate that searches it before release."""

from app.documents.readback.drawn import drawn_text
from app.documents.readback.markup import html_text, svg_text
from app.documents.readback.paper import pdf_text, text_around_pages, text_of_pages

__all__ = ["drawn_text", "html_text", "pdf_text", "svg_text", "text_around_pages", "text_of_pages"]
