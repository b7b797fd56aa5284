"""Starting the provider: installed into the run's own folder, and ended with the test."""

import json
import shutil
import socket
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

PACKAGE = "oidc-provider@9.13.3"
SCRIPT = Path(__file__).with_name("provider.mjs")


def install(folder: Path) -> Path:
    """Install the provider, or skip what needs it."""
    if not (shutil.which("node") and shutil.which("npm")):
        pytest.skip("the real provider needs node and npm")
    (folder / "package.json").write_text('{"private": true}', encoding="utf-8")
    quiet = (
        "--no-save",
        "--ignore-scripts",
        "--no-audit",
        "--no-fund",
        "--prefer-offline",
        "--loglevel=error",
    )
    done = subprocess.run(
        ["npm", "install", *quiet, PACKAGE],
        cwd=folder,
        capture_output=True,
        text=True,
        check=False,
        timeout=120,
    )
    if done.returncode:
        pytest.skip(f"npm cannot install {PACKAGE} here")
    return folder


def a_port() -> int:
    """Return a port that is free at the moment."""
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        port: int = taken.getsockname()[1]
        return port


@contextmanager
def provider(folder: Path, acr: str, *clients: dict[str, Any]) -> Iterator[str]:
    """Serve the provider, and return its issuer."""
    port = a_port()
    told = json.dumps({"folder": str(folder), "port": port, "clients": clients, "acr": acr})
    process = subprocess.Popen(
        ["node", str(SCRIPT), told], stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True
    )
    assert process.stdout is not None
    try:
        assert process.stdout.readline() == "listening\n"
        yield f"http://127.0.0.1:{port}"
    finally:
        process.terminate()
        process.wait(10)
        process.stdout.close()
