"""Pages that anybody may see: what this is, and the stylesheet."""

import pytest
from fastapi.testclient import TestClient


def test_the_first_page_says_what_this_is_and_runs_no_script(client: TestClient) -> None:
    answer = client.get("/")
    assert answer.status_code == 200
    assert answer.headers["content-type"].startswith("text/html")
    assert "review of every child's death" in answer.text.replace("&#39;", "'")
    assert "<script" not in answer.text
    assert "style=" not in answer.text
    assert "script-src" not in answer.headers["content-security-policy"]


def test_the_stylesheet_that_every_page_links_is_served(client: TestClient) -> None:
    assert 'href="/assets/cdop.css"' in client.get("/").text
    sheet = client.get("/assets/cdop.css")
    assert sheet.status_code == 200
    assert sheet.headers["content-type"] == "text/css; charset=utf-8"


@pytest.mark.parametrize("name", ["nothing.css", "..%2Ferrors.py", "%2e%2e%2ferrors.py", ".", "cdop.css%00"])
def test_nothing_beside_the_assets_is_served(client: TestClient, name: str) -> None:
    assert client.get(f"/assets/{name}").status_code == 404
