"""A database that goes away and comes back: the service says so at once, and recovers by itself."""

import shlex
import time
from collections.abc import Callable
from pathlib import Path
from tempfile import TemporaryDirectory
from uuid import uuid4

from fastapi.testclient import TestClient

from app.cli.places import Place, prepare
from app.db.embedded import embedded, find_cluster
from app.db.engine import make_engine
from app.main import create_app
from app.settings import Settings
from tests.makers import a_form
from tests.web.doors import assert_refused

Headers = Callable[..., dict[str, str]]


def test_a_lost_database_is_told_at_once_and_found_again(settings: Settings, as_: Headers) -> None:
    with TemporaryDirectory(prefix="cdop-test-") as folder, embedded(Path(folder), fsync=False) as urls:
        prepare(Place(settings, urls.app, urls.owner, urls.keys))
        cluster, engine = find_cluster(Path(folder)), make_engine(urls.app)
        options = shlex.split((cluster.data / "postmaster.opts").read_text(encoding="utf-8"))[3:]
        with TestClient(create_app(settings, engine), base_url="http://127.0.0.1:8000") as client:

            def notify() -> int:
                headers = as_("notifier-wvt") | {"X-Request-ID": str(uuid4())}
                return client.post("/v1/notifications", json=a_form(), headers=headers).status_code

            assert notify() == 202
            cluster.run(cluster.data, "pg_ctl", "stop", "-m", "immediate", "-w")
            for _ in range(2):
                begun = time.monotonic()
                assert_refused(client.get("/v1/cases", headers=as_("coordinator")), 503)
                assert_refused(client.get("/readyz"), 503)
                assert_refused(client.get("/oauth/jwks"), 503)
                assert client.get("/livez").json() == {"status": "ok"}
                assert notify() == 503
                assert time.monotonic() - begun < 5
            assert client.get("/readyz").headers["retry-after"]
            started = cluster.run(
                cluster.data, "pg_ctl", "start", "-w", "-l", "postgres.log", "-o", shlex.join(options)
            )
            assert started.returncode == 0, started.stderr
            assert client.get("/readyz").json() == {"status": "ok"}
            assert notify() == 202
            assert len(client.get("/v1/inbox", headers=as_("coordinator")).json()["items"]) == 2
        engine.dispose()
