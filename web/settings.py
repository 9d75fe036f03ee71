"""What the one who runs Weekbook decides, read once from the environment."""

from collections.abc import Mapping
from dataclasses import dataclass
from ipaddress import ip_address, ip_network
from pathlib import Path
from urllib.parse import urlsplit

from sqlalchemy.engine import make_url
from sqlalchemy.exc import ArgumentError


class WrongSetting(Exception):
    """One clear line: which setting, what is wrong with it, what to do."""


@dataclass(frozen=True)
class Settings:
    """`origin` is what the browser's address bar shows; the passkeys belong to its host.

    `carry_days`: for how long without contact a phone keeps the families that it carries.
    `lock_hidden_ms`, `lock_idle_ms`: after how long out of sight or untouched a phone locks.
    `worker`: False retires the service worker on every phone that comes by.

    `proxy` names the address of the TLS proxy in front, whose word on who the client is is believed.
    """

    database_url: str
    key_file: Path
    data_folder: Path
    origin: str
    host: str
    port: int
    council: str
    demonstration: bool = False
    proxy: str = ""
    carry_days: int = 3
    lock_hidden_ms: int = 300_000
    lock_idle_ms: int = 600_000
    worker: bool = True

    @property
    def relying_party_id(self) -> str:
        return urlsplit(self.origin).hostname or ""

    @property
    def origins(self) -> tuple[str, ...]:
        """A demonstration answers on both names of the loopback address."""
        if not self.demonstration:
            return (self.origin,)
        return (self.origin, f"http://127.0.0.1:{self.port}", f"http://localhost:{self.port}")

    @property
    def on_loopback(self) -> bool:
        return self.host == "localhost" or _is_loopback(self.host)


def read_settings(environment: Mapping[str, str], *, demonstration: bool = False) -> Settings:
    """Settings from `WEEKBOOK_*`; raises WrongSetting with one line for the first that is wrong."""
    usual = "data/demonstration" if demonstration else "data"
    data = Path(environment.get("WEEKBOOK_DATA") or usual).expanduser().absolute()
    port = _port(environment)
    settings = Settings(
        database_url=_database(environment.get("WEEKBOOK_DATABASE") or f"sqlite:///{data / 'weekbook.db'}"),
        key_file=Path(environment.get("WEEKBOOK_KEY_FILE") or data / "weekbook.key").expanduser(),
        data_folder=data,
        origin=_origin(environment.get("WEEKBOOK_ORIGIN") or f"http://localhost:{port}"),
        host=environment.get("WEEKBOOK_HOST", "127.0.0.1"),
        port=port,
        council=environment.get("WEEKBOOK_COUNCIL") or ("Invented council" if demonstration else "Your council"),
        demonstration=demonstration,
        proxy=_proxy(environment.get("WEEKBOOK_PROXY", "")),
        carry_days=_days(environment.get("WEEKBOOK_CARRY_DAYS") or "3"),
        lock_hidden_ms=_seconds(environment, "WEEKBOOK_LOCK_HIDDEN", 300),
        lock_idle_ms=_seconds(environment, "WEEKBOOK_LOCK_IDLE", 600),
        worker=_is_on(environment, "WEEKBOOK_WORKER"),
    )
    if demonstration and not settings.on_loopback:
        raise WrongSetting("WEEKBOOK_HOST: a demonstration is served on a loopback address only")
    return settings


def _port(environment: Mapping[str, str]) -> int:
    text = environment.get("PORT") or environment.get("WEEKBOOK_PORT") or "8000"
    if not text.isdecimal() or not 1 <= int(text) <= 65535:
        raise WrongSetting(f"PORT: {text!r} is not a port number between 1 and 65535")
    return int(text)


def _days(text: str) -> int:
    if not text.isdecimal() or not 1 <= int(text) <= 14:
        raise WrongSetting(f"WEEKBOOK_CARRY_DAYS: {text!r} is not a number of days between 1 and 14")
    return int(text)


def _seconds(environment: Mapping[str, str], name: str, most: int) -> int:
    """Milliseconds; a phone may lock sooner than usual, never later (facts of trust, “Phone”)."""
    text = environment.get(name) or str(most)
    if not text.isdecimal() or not 1 <= int(text) <= most:
        raise WrongSetting(f"{name}: {text!r} is not a number of seconds between 1 and {most}")
    return int(text) * 1000


def _is_on(environment: Mapping[str, str], name: str) -> bool:
    text = environment.get(name) or "on"
    if text not in ("on", "off"):
        raise WrongSetting(f"{name}: {text!r} is neither on nor off")
    return text == "on"


def _database(text: str) -> str:
    """The URL with the driver that Weekbook uses: aiosqlite or psycopg."""
    try:
        url = make_url(text)
    except ArgumentError:
        raise WrongSetting(f"WEEKBOOK_DATABASE: {text!r} is not a database URL") from None
    drivers = {"sqlite": "sqlite+aiosqlite", "postgresql": "postgresql+psycopg", "postgres": "postgresql+psycopg"}
    driver = drivers.get(url.get_backend_name())
    if driver is None:
        raise WrongSetting("WEEKBOOK_DATABASE: use sqlite:///… or postgresql://…")
    return url.set(drivername=driver).render_as_string(hide_password=False)


def _origin(text: str) -> str:
    parts = urlsplit(text)
    host = parts.hostname or ""
    if parts.scheme not in ("https", "http") or not host or parts.path.strip("/"):
        raise WrongSetting(f"WEEKBOOK_ORIGIN: {text!r} is not like https://weekbook.example.gov.uk")
    if parts.scheme == "http" and host != "localhost" and not _is_loopback(host):
        raise WrongSetting("WEEKBOOK_ORIGIN: must begin with https:// (passkeys need TLS)")
    return text.rstrip("/")


def _proxy(text: str) -> str:
    """One address or network of a proxy; “*” would let anybody say who they are."""
    try:
        return str(ip_network(text)) if text else ""
    except ValueError:
        raise WrongSetting(f"WEEKBOOK_PROXY: {text!r} is not an address such as 127.0.0.1 or 10.0.0.0/24") from None


def _is_loopback(host: str) -> bool:
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return False
