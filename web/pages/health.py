"""For whoever watches the server: that it answers, and that its database does."""

from sqlalchemy import literal, select
from starlette.responses import PlainTextResponse, Response

from web.endpoint import Call


async def show(call: Call) -> Response:
    await call.db.execute(select(literal(1)))
    return PlainTextResponse("well")
