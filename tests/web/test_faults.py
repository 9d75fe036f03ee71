"""A fault of ours, a database that is busy for too long, a form that came too late: a page like every other says it."""

import httpx
import psycopg
import pytest
from sqlalchemy import func, select, text
from sqlalchemy.exc import OperationalError
from sqlalchemy.exc import TimeoutError as NoConnectionFree
from starlette.responses import Response

from store import database as databases
from store.busy import is_busy
from store.tables.trail import TrailRow
from tests.cast import Cast
from tests.conftest import App, Browser
from tests.web.test_endpoint import add
from web.endpoint import Call, signed_in
from web.errors import Conflict

ON_SQLITE = pytest.mark.parametrize("prepared", ["sqlite"], indirect=True)
ON_POSTGRESQL = pytest.mark.parametrize("prepared", ["postgresql"], indirect=True)


async def broken(call: Call) -> Response:
    raise RuntimeError("broken")


@pytest.fixture
async def priya(app: App) -> Browser:
    """She gets the answer also where the server tells its log of a fault: the client would else raise that."""
    browser = await app.as_("priya")
    browser.http._transport.raise_app_exceptions = False  # type: ignore[attr-defined]
    return browser


async def family(app: App) -> str:
    async with app.services.database.reading() as db:
        return f"/families/{(await Cast.family(db, 'Okafor-Hill')).id}"


async def rows_of_trail(app: App) -> int:
    async with app.services.database.reading() as db:
        return await db.scalar(select(func.count()).select_from(TrailRow)) or 0


def is_ours(answer: httpx.Response) -> bool:
    """By its policy a phone knows that we answered and not somebody in our place; no cache keeps it."""
    policy, kept = answer.headers["content-security-policy"], answer.headers["cache-control"]
    return "trusted-types htmx weekbook" in policy and kept == "no-store"


@ON_SQLITE
async def test_the_page_of_a_fault_is_like_every_other(app: App, priya: Browser) -> None:
    add(app, "/broken", signed_in(broken), "GET")
    answer = await priya.get("/broken")
    assert answer.status_code == 500 and "The fault is Weekbook’s" in answer.text
    assert is_ours(answer)
    with pytest.raises(RuntimeError, match="broken"):  # the server's log hears of it
        await (await app.as_("priya")).get("/broken")


@ON_SQLITE
async def test_who_was_too_late_is_led_back_to_where_they_were(app: App, priya: Browser) -> None:
    async def too_late(call: Call) -> Response:
        raise Conflict

    add(app, "/too-late", signed_in(too_late), "POST")
    answer = await priya.post("/too-late", headers={"Referer": "https://weekbook.example/supervision?show=all"})
    assert answer.status_code == 409 and 'href="/supervision"' in answer.text.split("<main")[1].split("</main")[0]
    elsewhere = await priya.post("/too-late", headers={"Referer": "https://evil.example/supervision"})
    assert elsewhere.status_code == 409 and 'href="/"' in elsewhere.text.split("<main")[1].split("</main")[0]


@pytest.fixture
def impatient(monkeypatch: pytest.MonkeyPatch) -> None:
    """A connection that is made from now on waits a twentieth of a second for another one's end, not five."""
    quick = tuple(one if "busy_timeout" not in one else "busy_timeout=50" for one in databases._PRAGMAS)
    monkeypatch.setattr(databases, "_PRAGMAS", quick)


@ON_SQLITE
async def test_while_another_process_holds_the_database(impatient: None, app: App, priya: Browser) -> None:
    """A long import, say. Nothing is shown whose trail is not stored, a refusal neither; nothing is half done; then all
    goes on.
    """
    home = await family(app)
    task = {"title": "Ring the school", "owner": "myself", "draft_id": "0b4a8f4e-4e0e-4f0f-8a8f-000000000001"}
    other = app.services.database._connect()
    other.execute("BEGIN IMMEDIATE")
    answers = [
        await priya.get(home),
        await priya.post(f"{home}/tasks", task),
        await priya.get("/find/answers?q=okafor"),
        await priya.get("/nowhere"),
    ]
    other.execute("ROLLBACK")
    other.close()
    for answer in answers:
        assert (answer.status_code, answer.headers.get("retry-after")) == (503, "60")
        assert "Weekbook is busy" in answer.text and "Okafor" not in answer.text
        assert is_ours(answer)
    assert (await priya.get(home)).status_code == 200
    assert "Ring the school" not in (await priya.get(f"{home}/tasks")).text


@ON_SQLITE
async def test_a_database_that_is_broken_is_not_said_to_be_busy(app: App, priya: Browser) -> None:
    home = await family(app)
    async with app.services.database.writing() as db:
        await db.execute(text("ALTER TABLE tasks RENAME TO lost"))
    assert (await priya.get(f"{home}/tasks")).status_code == 500


@ON_POSTGRESQL
async def test_a_postgresql_that_went_away_and_came_back(app: App, priya: Browser) -> None:
    home = await family(app)
    assert (await priya.get(home)).status_code == 200
    async with app.services.database.writing() as db:
        others = "SELECT pid FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()"
        await db.execute(text(f"SELECT pg_terminate_backend(pid, 5000) FROM ({others}) AS others"))
    answer = await priya.get(home)
    assert (answer.status_code, answer.headers.get("retry-after")) == (503, "60")
    assert (await priya.get(home)).status_code == 200


def raised(cause: Exception) -> OperationalError:
    return OperationalError("SELECT 1", {}, cause)


@pytest.mark.parametrize(
    ("error", "busy"),
    [
        (NoConnectionFree(), True),
        (raised(psycopg.OperationalError("connection refused")), True),
        (raised(psycopg.errors.AdminShutdown()), True),
        (raised(psycopg.errors.DeadlockDetected()), True),
        (raised(psycopg.errors.TooManyConnections()), True),
        (raised(psycopg.errors.LockNotAvailable()), True),
        (raised(psycopg.errors.DiskFull()), False),
        (raised(psycopg.errors.IoError()), False),
    ],
    ids=lambda one: type(getattr(one, "orig", one)).__name__,
)
def test_what_counts_as_busy(error: Exception, busy: bool) -> None:
    assert is_busy(error) is busy
