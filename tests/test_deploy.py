"""What is deployed: locked packages, the roles that migrations expect, logs without content."""

import importlib.util
import re
import tomllib
from pathlib import Path
from types import ModuleType

import pytest

from app.db.cluster import SETTINGS
from app.db.embedded import ROLES

ROOT = Path(__file__).parents[1]
DEPLOY = ROOT / "deploy"
LOCK = (ROOT / "requirements.lock").read_text(encoding="utf-8")
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]


@pytest.fixture(scope="module")
def locks() -> ModuleType:
    """The script that the image is built with."""
    spec = importlib.util.spec_from_file_location("runtime_lock", DEPLOY / "runtime_lock.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_the_image_takes_what_the_service_asks_for_and_its_hashes(locks: ModuleType) -> None:
    pinned = locks.blocks(locks.runtime(LOCK, PROJECT["dependencies"]))
    names = {name for name, _, _ in pinned}
    asked = {locks.name_of(wish) for wish in PROJECT["dependencies"] if "sys_platform" not in wish}
    assert asked <= names
    assert "psycopg-binary" in names
    for _, _, block in pinned:
        assert block in LOCK
        assert "--hash=sha256:" in block


def test_the_image_holds_neither_tools_nor_the_embedded_database(locks: ModuleType) -> None:
    names = {name for name, _, _ in locks.blocks(locks.runtime(LOCK, PROJECT["dependencies"]))}
    extras = [wish for wishes in PROJECT["optional-dependencies"].values() for wish in wishes]
    assert extras
    assert names.isdisjoint({locks.name_of(wish) for wish in extras})


def test_what_a_package_needs_follows_it_and_nothing_else_does(locks: ModuleType) -> None:
    lock = "a==1 \\\n    # via cdop\nb==1 \\\n    # via\n    #   a\n    #   tool\nc==1 \\\n    # via tool\n"
    kept = locks.runtime(lock, ["A>=1"])
    assert [name for name, _, _ in locks.blocks(kept)] == ["a", "b"]


def test_the_cluster_gives_the_rights_of_the_roles_file() -> None:
    written = ROLES.read_text(encoding="utf-8")
    statements = re.findall(r"^((?:REVOKE|GRANT|ALTER DEFAULT) [^;]+);", written, flags=re.MULTILINE)
    cluster = (DEPLOY / "kubernetes" / "database.yaml").read_text(encoding="utf-8")
    assert len(statements) > 8
    for statement in statements:
        assert f"- {statement}\n" in cluster


@pytest.mark.parametrize("name", sorted(name for name in SETTINGS if name.startswith("log_")))
def test_the_log_is_as_silent_as_in_the_tests(name: str) -> None:
    compose = (DEPLOY / "compose.yaml").read_text(encoding="utf-8")
    cluster = (DEPLOY / "kubernetes" / "database.yaml").read_text(encoding="utf-8")
    assert f"-c{name}={SETTINGS[name]}\n" in compose
    assert re.search(rf'{name}: "?{SETTINGS[name]}"?\n', cluster)


@pytest.mark.parametrize("file", ["compose.yaml", "kubernetes/pod.yaml"])
def test_nothing_that_is_deployed_is_root_or_may_write(file: str) -> None:
    text = (DEPLOY / file).read_text(encoding="utf-8")
    assert re.search(r"read_only: true|readOnlyRootFilesystem: true", text)
    assert re.search(r"cap_drop: \[ALL\]|drop: \[ALL\]", text)
    assert "USER 10001" in (ROOT / "Dockerfile").read_text(encoding="utf-8")
