"""`weekbook serve`: the server for real use."""

from store.demonstration import is_demonstration
from store.opening import open_database
from web.commands.running import (
    DatabaseOption,
    JsonOption,
    one_clear_line,
    run,
    say,
    say_json,
    secret_of,
    settings_for,
)  # fmt: skip
from web.settings import Settings


def serve_(database: DatabaseOption = None, json: JsonOption = False) -> None:
    """Serve Weekbook until SIGTERM. TLS stands in front; WEEKBOOK_ORIGIN is the address that people open."""
    from web.serving import listen, serve  # the whole server: the other commands do without its 45 MB

    settings = settings_for(database)
    with one_clear_line():
        listener = listen(settings)
        invented = run(_prepare(settings))
        if invented:
            say("This database holds invented people: it was made by `weekbook demo`. Its door is not open here.")
        serve(settings, listener, lambda: _ready(settings, json))


async def _prepare(settings: Settings) -> bool:
    """Everything that can be wrong is found here, before anybody is answered."""
    database = await open_database(settings.database_url, secret_of(settings))
    try:
        async with database.reading() as db:
            return await is_demonstration(db)
    finally:
        await database.close()


def _ready(settings: Settings, json: bool) -> None:
    say(f"Weekbook listens on {settings.host}:{settings.port} for {settings.origin}")
    if json:
        say_json({"origin": settings.origin, "host": settings.host, "port": settings.port})
