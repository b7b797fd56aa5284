"""The case pack as JSON for members' own tools: what programs read in it is the same for every reader."""

import json

from app.documents.marks import Copy


def pack_json(copy: Copy) -> bytes:
    """Return the pack as JSON; its accounts carry the reader's mark, and `plain` gives the approved words."""
    told = copy.told_in(copy.pack)
    return json.dumps(told, ensure_ascii=False, separators=(",", ":"), sort_keys=True).encode()
