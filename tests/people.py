"""People of the service over HTTP, as a test tells what they do."""

from collections.abc import Callable
from typing import Any
from uuid import uuid4

from fastapi.testclient import TestClient

Headers = Callable[[str], dict[str, str]]
MEDIA = {"json": "application/json", "html": "text/html", "pdf": "application/pdf", "csv": "text/csv"}


class Somebody:
    """One persona: what they read, post, put and patch, with the answer checked."""

    def __init__(self, client: TestClient, as_: Headers, persona: str) -> None:
        self.client = client
        self.headers = as_(persona)

    def reads(self, path: str, expect: int = 200, accept: str = "json") -> Any:
        """Read a path; JSON comes parsed, everything else as the response."""
        answer = self.client.get(path, headers=self.headers | {"Accept": MEDIA[accept]})
        assert answer.status_code == expect, (path, answer.status_code, answer.text[:2000])
        return answer.json() if accept == "json" else answer

    def posts(self, path: str, body: Any = None, expect: int = 201, **headers: str) -> Any:
        """Post a body under a request id of its own."""
        sent = self.headers | {"X-Request-ID": str(uuid4())} | headers
        answer = self.client.post(path, json=body, headers=sent)
        assert answer.status_code == expect, (path, answer.status_code, answer.text[:2000])
        return answer.json() if answer.content else None

    def puts(self, path: str, body: Any, expect: int = 200) -> Any:
        """Put a body over the version that is there."""
        return self._changes("PUT", path, path, body, expect)

    def patches(self, path: str, body: Any, expect: int = 200) -> Any:
        """Patch the version that is there."""
        return self._changes("PATCH", path, path, body, expect)

    def _changes(self, verb: str, path: str, read: str, body: Any, expect: int) -> Any:
        there = self.client.get(read, headers=self.headers)
        match = {"If-Match": there.headers["etag"]} if "etag" in there.headers else {}
        answer = self.client.request(verb, path, json=body, headers=self.headers | match)
        assert answer.status_code == expect, (path, answer.status_code, answer.text[:2000])
        return answer.json() if answer.content else None


Cast = Callable[[str], Somebody]


def read_every_doubt(office: Somebody, pack_id: str) -> Any:
    """Read and clear what a pack has for review, as a coordinator does, and return the pack."""
    pack = office.reads(f"/v1/packs/{pack_id}")
    verdicts = [
        {
            "narrative": told["id"],
            "start": doubt["start"],
            "end": doubt["end"],
            "verdict": "accept",
            "reason": "Read.",
        }
        for told in pack["narratives"]
        for doubt in told["for_review"]
    ]
    return office.patches(f"/v1/packs/{pack_id}", {"verdicts": verdicts}) if verdicts else pack
