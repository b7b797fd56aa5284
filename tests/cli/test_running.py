"""The service as it runs: what it logs, and that keys can be rotated while it is read."""

import threading
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import NullPool, create_engine, text

from app.db.embedded import Urls, find_cluster
from tests.cli.service import Service, cdop, served
from tests.makers import a_form, an_nhs_number

NUMBER = an_nhs_number(777_777)
CANARIES = ("Canaryfamily", "canarygiven", "CB7 4ZZ", "CB74ZZ", NUMBER, "canarynarrative", "canarytoken")


@pytest.fixture(scope="module")
def service(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Service]:
    """A service of this module's own, whose log is kept in `log` beside its data."""
    folder = tmp_path_factory.mktemp("running")
    with served(folder), (folder / "log").open("w", encoding="utf-8") as log:
        service = Service(folder, log=log)
        yield service
        if service.process.poll() is None:
            service.stop()


def superuser(folder: Path) -> str:
    lines = (find_cluster(folder).data / "postmaster.pid").read_text(encoding="utf-8").splitlines()
    return Urls.at(lines[4]).superuser


def sql(folder: Path, statement: str) -> None:
    with create_engine(superuser(folder), poolclass=NullPool).begin() as connection:
        connection.execute(text(statement))


def a_canary() -> dict[str, Any]:
    """A form in which everything that could be told is a canary."""
    form = a_form()
    form["child"] |= {
        "names": [{"use": "official", "family": "Canaryfamily", "given": ["canarygiven"]}],
        "nhs_number": {"value": NUMBER, "verification": "verified"},
        "addresses": [{"use": "home", "lines": ["1 Row"], "postcode": "CB7 4ZZ", "country": "GB"}],
    }
    form["death"]["narrative"] = "canarynarrative"
    return form


def tell_everything(service: Service) -> None:
    """Put canaries wherever a caller can put anything, in requests that succeed and that fail."""
    taken = service.ask("POST", "/v1/notifications", "notifier-wvt", json=a_canary())
    assert taken.status_code == 202, taken.text
    item = f"/v1/inbox/{taken.json()['receipt_id']}"
    assert "Canaryfamily" in service.ask("GET", item, "coordinator").text
    opened = service.ask("POST", f"{item}/triage", "coordinator", json={"outcome": "accepted"})
    assert opened.status_code == 201
    search = {"family": "Canaryfamily", "nhs_number": NUMBER}
    assert service.ask("POST", "/v1/cases/search", "coordinator", json=search).json()["items"]
    for path in (
        "/v1/cases/Canaryfamily",
        f"/v1/cases/{NUMBER}",
        "/v1/cases?cursor=Canaryfamily",
        "/CB7 4ZZ",
    ):
        assert service.ask("GET", path, "coordinator").status_code in {404, 422}
    headers = {"X-Request-ID": NUMBER, "X-Correlation-ID": "Canaryfamily", "If-Match": "Canaryfamily"}
    service.ask("GET", "/v1/cases?family=Canaryfamily", "coordinator", headers=headers)
    service.ask("GET", "/v1/cases", None, headers={"Authorization": "Bearer canarytoken"})
    for body in (
        b'{"Canaryfamily',
        b'{"Canaryfamily": NaN}',
        b'{"child": "Canaryfamily"}',
        b"\xffCanaryfamily",
    ):
        json = {"Content-Type": "application/json"}
        assert service.ask(
            "POST", "/v1/notifications", "notifier-wvt", content=body, headers=json
        ).is_client_error
    service.ask("POST", "/oauth/token", None, data={"grant_type": "Canaryfamily", "client_id": NUMBER})
    sql(service.folder, "REVOKE INSERT ON kept_answer FROM cdop_app")
    failed = service.ask("POST", "/v1/notifications", "notifier-wvt", json=a_canary())
    sql(service.folder, "GRANT INSERT ON kept_answer TO cdop_app")
    assert failed.status_code == 503
    sql(service.folder, "ALTER TABLE cdr_case RENAME TO gone")
    assert service.ask("GET", opened.headers["location"], "coordinator").status_code == 503
    sql(service.folder, "ALTER TABLE gone RENAME TO cdr_case; UPDATE cdr_case SET stage = 'closed'")
    assert service.ask("GET", opened.headers["location"], "coordinator").status_code == 500


def test_keys_are_rotated_while_the_service_is_read(service: Service) -> None:
    receipt = service.notify().json()["receipt_id"]
    statuses: list[int] = []
    stop = threading.Event()

    def read() -> None:
        while not stop.is_set():
            statuses.append(service.ask("GET", f"/v1/inbox/{receipt}", "coordinator").status_code)
            statuses.append(service.notify().status_code)

    readers = [threading.Thread(target=read) for _ in range(2)]
    for reader in readers:
        reader.start()
    rotations = [cdop(service.folder, "keys", "rotate") for _ in range(2)]
    stop.set()
    for reader in readers:
        reader.join()
    assert [rotation.returncode for rotation in rotations] == [0, 0], rotations[0].stderr
    assert "Version 3 wraps every data key" in rotations[1].stdout
    assert len(statuses) > 10
    assert set(statuses) == {200, 202}


def test_no_log_tells_of_a_child(service: Service) -> None:
    tell_everything(service)
    time.sleep(1)  # the worker proposes
    service.stop()
    logged = (service.folder / "log").read_text(encoding="utf-8")
    logged += (find_cluster(service.folder).data / "postgres.log").read_text(encoding="utf-8")
    logged += "".join(service.said)
    assert "database refused" in logged
    assert '"alarm"' in logged
    assert "Traceback" not in logged
    assert [canary for canary in CANARIES if canary.casefold() in logged.casefold()] == []
