"""The case pack as JSON for members' own tools: what programs read in it is the same for every reader."""

import json
from collections.abc import Mapping
from typing import Any

from app.documents.marks import Reader, marked


def pack_json(pack: Mapping[str, Any], *, reader: Reader) -> bytes:
    """Return the pack as JSON; its accounts carry the reader's mark, and `plain` gives the approved words."""
    told = marked(pack, reader.key)
    return json.dumps(told, ensure_ascii=False, separators=(",", ":"), sort_keys=True).encode()
