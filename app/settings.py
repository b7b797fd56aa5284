"""Configuration: every `CDOP_…` variable, checked at start, never printed."""

import os
from enum import StrEnum
from functools import cached_property
from pathlib import Path
from typing import Self

from pydantic import Field, ValidationError
from pydantic_settings import BaseSettings, SettingsConfigDict

PREFIX = "CDOP_"
ADDRESS = "address"
FOREIGN = {"CDOP_OWNER_PASSWORD", "CDOP_APP_PASSWORD", "CDOP_KEYS_PASSWORD", "CDOP_BACKUP_PASSWORD"}


class SettingsRefused(Exception):
    """A setting is missing or may not be used: the message names it and never shows its value."""


class Mode(StrEnum):
    """How the service runs: for show on loopback, or for real."""

    DEMO = "demo"
    PRODUCTION = "production"


class Settings(BaseSettings):
    """What the deployer says, by environment variable."""

    model_config = SettingsConfigDict(
        env_prefix=PREFIX,
        extra="forbid",
        frozen=True,
        hide_input_in_errors=True,
        ignored_types=(cached_property,),
    )

    mode: Mode = Mode.DEMO
    data_dir: Path = Path(".data")
    database_url: str | None = None
    migrate_url: str | None = None
    keys_url: str | None = None
    keys_dir: Path | None = None
    public_url: str = "http://127.0.0.1:8000"
    oidc_issuer: str | None = None
    oidc_audience: str = "cdop"
    oidc_profile: str = "keycloak"
    oidc_client_id: str | None = None
    oidc_client_secret_file: Path | None = None
    oidc_client_key_file: Path | None = None
    oidc_acr_values: str = Field(default="aal2", min_length=1)
    demo_issuer: bool | None = None
    body_limit: int = Field(default=1_048_576, ge=1024)
    body_seconds: float = Field(default=30, ge=1, le=600)
    rate_per_minute: int = Field(default=3000, ge=1)
    token_seconds: int = Field(default=300, ge=60, le=900)
    contact: str = "cdop.office@example.invalid"

    @property
    def key_folder(self) -> Path:
        """Return where the key files lie."""
        return self.keys_dir or self.data_dir / "keys"

    @property
    def is_demo(self) -> bool:
        """Return whether invented people may sign in."""
        return self.mode is Mode.DEMO

    def checked(self) -> Self:
        """Return these settings if they may be used in their mode, else say which one may not."""
        if self.mode is Mode.PRODUCTION:
            self._check_production()
        return self

    def _check_production(self) -> None:
        wrong = {
            "CDOP_DATABASE_URL": self.database_url is None,
            "CDOP_KEYS_DIR": self.keys_dir is None or (self.keys_dir / "demo").exists(),
            "CDOP_DEMO_ISSUER": bool(self.demo_issuer),
            "CDOP_OIDC_ISSUER": not (self.oidc_issuer or "").startswith("https://"),
            "CDOP_OIDC_CLIENT_ID": not self.oidc_client_id,
            "CDOP_OIDC_CLIENT_SECRET_FILE": (self.oidc_client_secret_file or self.oidc_client_key_file)
            is None,
            "CDOP_PUBLIC_URL": not self.public_url.startswith("https://"),
        }
        if refused := [name for name, is_wrong in wrong.items() if is_wrong]:
            raise SettingsRefused(f"Not fit for production: {', '.join(refused)}.")


def listening_at(settings: Settings, address: str) -> Settings:
    """Return demo settings that know where this server listens, and tell the commands beside it."""
    if not settings.is_demo or "public_url" in settings.model_fields_set:
        return settings
    (settings.data_dir / ADDRESS).write_text(address, encoding="utf-8")
    return settings.model_copy(update={"public_url": address})


def _addressed(settings: Settings) -> Settings:
    """Return demo settings with the address of the server that was started last on this data folder."""
    kept = settings.data_dir / ADDRESS
    if not settings.is_demo or "public_url" in settings.model_fields_set or not kept.is_file():
        return settings
    return settings.model_copy(update={"public_url": kept.read_text(encoding="utf-8").strip()})


def load_settings() -> Settings:
    """Read the environment. A name that we do not know is refused, since it is probably a slip."""
    known = {PREFIX + name.upper() for name in Settings.model_fields} | FOREIGN
    if unknown := sorted(name for name in os.environ if name.startswith(PREFIX) and name not in known):
        raise SettingsRefused(f"Unknown setting: {', '.join(unknown)}.")
    try:
        return _addressed(Settings().checked())
    except ValidationError as fault:
        names = sorted({PREFIX + str(error["loc"][0]).upper() for error in fault.errors(include_input=False)})
        raise SettingsRefused(f"Cannot be used: {', '.join(names)}.") from None
