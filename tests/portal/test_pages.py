"""Pages that anybody may see: what this is, and what all pages link."""

import re
from collections import Counter

import pytest
from fastapi.testclient import TestClient

from app.portal.pages import ASSETS, FOLDERS, NHS

LINKED = re.compile(r'(?:href|src)="(/assets/[^"]+)"')


def test_the_first_page_says_what_this_is_and_needs_nobody_to_be_known(client: TestClient) -> None:
    answer = client.get("/")
    assert answer.status_code == 200
    assert answer.headers["content-type"].startswith("text/html")
    assert answer.headers["cache-control"] == "no-store"
    assert "review of every child's death" in answer.text.replace("&#39;", "'")
    assert 'href="/sign-in"' in answer.text
    assert "Sign out" not in answer.text


def test_what_the_pages_link_is_served_as_what_it_is(client: TestClient) -> None:
    linked = LINKED.findall(client.get("/").text)
    kinds = {name.rpartition(".")[2]: client.get(name) for name in linked}
    assert {kind: answer.status_code for kind, answer in kinds.items()} == {"css": 200, "js": 200, "svg": 200}
    assert kinds["css"].headers["content-type"] == "text/css; charset=utf-8"
    assert kinds["js"].headers["content-type"] == "text/javascript; charset=utf-8"


def test_no_asset_asks_another_host_for_anything() -> None:
    served = [one for folder in ASSETS for one in folder.iterdir() if one.suffix in {".css", ".js"}]
    assert len(served) >= 5
    for one in served:
        said = one.read_text(encoding="utf-8")
        assert not re.search(r"url\(|@import|https?://(?!www\.w3\.org)|sourceMappingURL", said), one.name
        assert "Frutiger" not in said


def test_no_two_parts_call_a_template_by_the_same_name() -> None:
    ours = [folder for folder in FOLDERS if folder != NHS]
    names = Counter(one.relative_to(folder) for folder in ours for one in folder.rglob("*.html"))
    assert len(names) > 5
    assert [name for name, times in names.items() if times > 1] == []


@pytest.mark.parametrize("name", ["nothing.css", "..%2Ferrors.py", "%2e%2e%2ferrors.py", ".", "cdop.css%00"])
def test_nothing_beside_the_assets_is_served(client: TestClient, name: str) -> None:
    assert client.get(f"/assets/{name}").status_code == 404


def test_a_licence_text_lies_beside_what_it_licenses() -> None:
    assert any("MIT License" in one.read_text() for one in ASSETS[0].glob("LICENSE-nhsuk*"))


@pytest.mark.parametrize("charset", ["", "; charset=unicode_escape", "; charset=undefined"])
def test_a_form_in_parts_is_not_read(client: TestClient, charset: str) -> None:
    """Parts would name their own coding, in which half a character can be spelled, and hold files."""
    part = b'--x\r\nContent-Disposition: form-data; name="persona"\r\n\r\nchair\\ud800\r\n--x--\r\n'
    headers = {"content-type": f"multipart/form-data; boundary=x{charset}", "sec-fetch-site": "same-origin"}
    assert client.post("/sign-in/demo", content=part, headers=headers).status_code == 415


@pytest.mark.parametrize("body", [b"&" * 2**20, b"a=&" * 2**18])
def test_a_form_of_a_million_fields_is_not_taken_apart(client: TestClient, body: bytes) -> None:
    """All requests are read by one thread: taking this apart would hold everybody up for half a second."""
    headers = {"content-type": "application/x-www-form-urlencoded", "sec-fetch-site": "same-origin"}
    assert client.post("/sign-in/demo", content=body, headers=headers).status_code == 400
