"""What tests of the desk share: decisions about a pack as its pages send them."""

from typing import Any

from fastapi.testclient import TestClient
from httpx2 import Response

from app.kit import Parts
from tests.packs.office import Headers, Office
from tests.packs.told import TOLD
from tests.portal.browser import Browser
from tests.portal.forms import about, forms

SLEEP = {"bed_sharing": "yes", "sleep_surface": "adult_bed", "head_covered": "not_known"}
WORDS = "The garden wall was low. A gardener came. The Garden was locked; the garden path was wet."


def review_of(pack: dict[str, Any]) -> str:
    """The path of a review."""
    return f"/packs/{pack['id']}/review"


def decides(browser: Browser, path: str, verdict: str, expect: int = 303, **more: str) -> Response:
    """Decide as the first form on a page that has this button."""
    page = browser.opens(path).text
    form = next(one for one in forms(page) if one.has("verdict", verdict))
    return browser.sends(form.action, form.values | {"verdict": verdict} | more, expect)


def at(words: str, told: str = TOLD) -> dict[str, str]:
    """The place of these words, as a form sends it."""
    start = told.index(words)
    return {"start": str(start), "end": str(start + len(words))}


def sends(browser: Browser, pack: dict[str, Any], verdict: str, words: str, expect: int, **more: str) -> Any:
    """Decide about words of the first account, by the fields of its page."""
    page = browser.opens(f"{review_of(pack)}?n=n1").text
    fields = next(about(page, narrative="n1")).values
    sent = fields | at(words) | {"name": "h", "verdict": verdict, "label": ""} | more
    return browser.sends(review_of(pack), sent, expect)


def told(office: Office, pack: dict[str, Any], number: int = 0) -> str:
    """What the pack tells now in one account."""
    return str(office.get("doctor", f"/packs/{pack['id']}").json()["narratives"][number]["text"])


def approves(browser: Browser, pack: dict[str, Any], expect: int = 303, **more: str) -> Response:
    """Approve as the page beside the preview does it."""
    page = browser.opens(f"/packs/{pack['id']}/preview").text
    form = next(one for one in forms(page) if one.action.endswith("/approve"))
    assert form.has("read", "yes")
    return browser.sends(form.action, form.values | {"read": "yes"} | more, expect)


def a_pack_with(office: Office, *words: str) -> dict[str, Any]:
    """A pack to which the family has told this too."""
    case_id = office.a_case()
    for one in words:
        said = {"who": "aunt", "text": one, "for_pack": True}
        office.made("coordinator", f"/cases/{case_id}/family/contributions", said)
    return office.prepared(case_id, office.a_meeting())


def bring_asleep(client: TestClient, as_: Headers, parts: Parts) -> dict[str, Any]:
    """A prepared pack of which the police have told in coded answers, and one of them points at a family."""
    office = Office(client, as_, parts)
    case_id = office.a_case()
    told: dict[str, Any] = {"last_sleep": SLEEP, "history": {"multiple_birth": "yes"}}
    office.answered(case_id, "police", "sudd", narrative="He slept there before.", **told)
    return office.prepared(case_id, office.a_meeting())
