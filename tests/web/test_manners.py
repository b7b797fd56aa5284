"""What every answer carries, and what it never tells: headers, unknown paths, methods, hidden things."""

from collections.abc import Callable
from typing import Any
from uuid import UUID, uuid4

import pytest
from fastapi.testclient import TestClient
from httpx2 import Response

from tests.makers import a_form
from tests.web.doors import CANARY, DOORS, assert_refused, request

Headers = Callable[..., dict[str, str]]
ALWAYS = {
    "cache-control": "no-store",
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
    "referrer-policy": "no-referrer",
    "x-content-type-options": "nosniff",
    "x-frame-options": "DENY",
    "strict-transport-security": "max-age=63072000; includeSubDomains",
}
NEVER = ("server", "x-powered-by", "access-control-allow-origin", "set-cookie")


@pytest.fixture
def receipt(client: TestClient, as_: Headers) -> str:
    """The path of a notification of Wye Valley's."""
    headers = as_("notifier-wvt") | {"X-Request-ID": str(uuid4())}
    return str(client.post("/v1/notifications", json=a_form(), headers=headers).headers["location"])


def assert_dressed(answer: Response) -> None:
    assert {name: answer.headers.get(name) for name in ALWAYS} == ALWAYS
    policy = answer.headers["content-security-policy"]
    assert "default-src 'none'" in policy
    assert "frame-ancestors 'none'" in policy
    assert str(UUID(answer.headers["x-request-id"]))
    assert not [name for name in NEVER if name in answer.headers]


def test_every_answer_is_dressed(client: TestClient, as_: Headers, receipt: str) -> None:
    office = as_("coordinator")
    answers = [
        client.get("/livez"),
        client.get("/readyz"),
        client.get("/"),
        client.get("/oauth/jwks"),
        client.get("/v1/cases", headers=office),
        client.get("/v1/cases"),
        client.get("/v1/cases", headers=as_("auditor")),
        client.get("/nowhere"),
        client.get("/fhir/metadata"),
        client.delete("/v1/cases", headers=office),
        client.get(receipt, headers=as_("notifier-wvt")),
        request(client, as_, DOORS["notification"], b"{"),
        request(client, as_, DOORS["notification"], b" " * 1_100_000),
        request(client, as_, DOORS["FHIR message"], b"{"),
    ]
    for answer in answers:
        assert_dressed(answer)
    assert {answer.status_code for answer in answers} == {200, 400, 401, 403, 404, 405, 413}


@pytest.mark.parametrize(
    "sent", ["Testcanary", "", "999 000 0018", "x" * 5000, "{" + str(UUID(int=3)) + "}x"]
)
def test_only_a_uuid_is_mirrored(client: TestClient, sent: str) -> None:
    answer = client.get("/livez", headers={"X-Request-ID": sent, "X-Correlation-ID": sent})
    assert str(UUID(answer.headers["x-request-id"]))
    assert answer.headers["x-request-id"] != sent
    assert "x-correlation-id" not in answer.headers


def test_a_uuid_is_mirrored(client: TestClient) -> None:
    ours = {"X-Request-ID": str(uuid4()), "X-Correlation-ID": str(uuid4())}
    answer = client.get("/livez", headers=ours)
    assert {name: answer.headers[name] for name in ours} == ours


def seen(answer: Response) -> tuple[int, bytes, list[tuple[str, str]]]:
    kept = [(name, value) for name, value in answer.headers.items() if name != "x-request-id"]
    return answer.status_code, answer.content, sorted(kept)


@pytest.mark.parametrize("suffix", ["", "/withdraw"])
def test_hidden_and_missing_are_alike_byte_for_byte(
    client: TestClient, as_: Headers, receipt: str, suffix: str
) -> None:
    def ask(path: str) -> Response:
        headers = as_("notifier-wah") | {"X-Request-ID": str(uuid4()), "If-Match": '"1"'}
        if suffix:
            body = {"reason": "not_dead", "sent_at": "2026-06-03T09:30:00+01:00"}
            return client.post(path + suffix, json=body, headers=headers)
        return client.get(path, headers=headers)

    hidden, missing = ask(receipt), ask(f"/v1/notifications/{uuid4()}")
    assert hidden.status_code == 404
    assert seen(hidden) == seen(missing)


def test_a_case_of_another_panel_is_like_none(client: TestClient, as_: Headers, receipt: str) -> None:
    path = f"/v1/inbox/{receipt.rsplit('/', 1)[-1]}"
    opened = client.post(f"{path}/triage", json={"outcome": "accepted"}, headers=as_("coordinator"))
    assert opened.status_code == 201, opened.text
    for hidden, missing in (
        (path, f"/v1/inbox/{uuid4()}"),
        (opened.headers["location"], f"/v1/cases/{uuid4()}"),
        (opened.headers["location"] + "/history", f"/v1/cases/{uuid4()}/history"),
        (opened.headers["location"], "/v1/cases/no-id-at-all"),
    ):
        answers = [client.get(one, headers=as_("stw-coordinator")) for one in (hidden, missing)]
        assert answers[0].status_code == 404
        assert seen(answers[0]) == seen(answers[1])


@pytest.mark.parametrize(
    "path",
    ["/Testcanary", "/v1/Testcanary", "/v1/cases/", "//v1/cases", "/V1/cases", "/v1/cases/Testcanary",
     "/v1/cases/%00", "/v1/cases/%ff", "/fhir/Testcanary", "/v1/inbox/999%20000%200018",
     "/v1/cases/../Testcanary", "/docs", "/redoc"],
)  # fmt: skip
def test_an_unknown_path_is_not_repeated(client: TestClient, as_: Headers, path: str) -> None:
    assert_refused(client.get(path, headers=as_("coordinator")), 404)


@pytest.mark.parametrize(
    ("method", "path", "allowed"),
    [
        ("DELETE", "/v1/cases", "GET, HEAD"),
        ("GET", "/v1/notifications", "POST"),
        ("DELETE", f"/v1/notifications/{UUID(int=1)}", "GET, HEAD, PUT"),
        ("OPTIONS", f"/v1/cases/{UUID(int=1)}", "GET, HEAD, PATCH"),
        ("BREW", "/fhir/Bundle", "POST"),
        ("TRACE", "/livez", "GET, HEAD"),
        ("GET", "/oauth/token", "POST"),
    ],
)
def test_another_method_is_told_which_ones_there_are(
    client: TestClient, as_: Headers, method: str, path: str, allowed: str
) -> None:
    answer = client.request(method, path, headers=as_("coordinator") | {"X-Canary": CANARY})
    assert_refused(answer, 405)
    assert answer.headers["allow"] == allowed


@pytest.mark.parametrize("path", ["/livez", "/v1/cases", "/v1/cases/none", "/fhir/metadata", "/nowhere"])
def test_head_is_get_without_the_body(client: TestClient, as_: Headers, path: str) -> None:
    head, get = (client.request(method, path, headers=as_("coordinator")) for method in ("HEAD", "GET"))
    assert head.content == b""
    assert_dressed(head)
    assert head.status_code == get.status_code
    assert head.headers["content-length"] == get.headers["content-length"] == str(len(get.content))


HEADERS_SENT: dict[str, dict[str, Any]] = {
    "Authorization": {"Authorization": "Bearer Testcanary"},
    "another scheme": {"Authorization": "Basic VGVzdGNhbmFyeQ=="},
    "bytes": {"Authorization": b"Bearer \xff\xfe"},
    "two words": {"Authorization": "Bearer Testcanary Testcanary"},
    "nothing": {"Authorization": ""},
}


@pytest.mark.parametrize("headers", HEADERS_SENT.values(), ids=HEADERS_SENT.keys())
def test_a_token_of_nobodys_is_told_to_sign_in(client: TestClient, headers: dict[str, Any]) -> None:
    answer = client.get("/v1/cases", headers=headers)
    assert_refused(answer, 401)
    assert answer.headers["www-authenticate"].startswith("Bearer")
