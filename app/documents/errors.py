"""What goes wrong when a document is made or read, said without quoting the document."""


class DocumentError(Exception):
    """A document could not be made or read. The message never repeats what the document says."""
