"""What a handler is given: one request, who asks, and what they did."""

from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from sqlalchemy.ext.asyncio import AsyncSession
from starlette.datastructures import FormData
from starlette.requests import Request
from starlette.responses import Response

from store.case_access import CaseAccess
from store.posts import Taken
from store.practice.calendar import LONDON
from store.practice.permissions import Power, has_power
from store.practice.roles import ROLES
from store.sign_ins import Me
from store.trail import Deed
from web.rendering import render
from web.services import Services
from web.settings import Settings

ACTING = "weekbook.acting"
"""The scope's name for whoever is acted for within this process (web.asking): no request from outside can set it."""


@dataclass
class Call:
    """One request: who asks, what they may do on the case that it is about, and what they did.

    `claim` and `taken` are web.posting's: the form that is being taken, and what it was answered.
    """

    request: Request
    services: Services
    now: datetime
    form: FormData
    session: AsyncSession | None = None
    signed_in: Me | None = None
    on: CaseAccess | None = None
    deeds: list[Deed] = field(default_factory=list)
    claim: int | None = None
    taken: Taken | None = None

    @property
    def db(self) -> AsyncSession:
        assert self.session is not None, "what is read at once is read by its `ask`, before it is shown"
        return self.session

    @property
    def me(self) -> Me:
        assert self.signed_in is not None, "the route's guard lets nobody in without a sign-in"
        return self.signed_in

    @property
    def case(self) -> CaseAccess:
        assert self.on is not None, "the route's guard names no case"
        return self.on

    @property
    def settings(self) -> Settings:
        return self.services.settings

    @property
    def today(self) -> date:
        """The day in England."""
        return self.now.astimezone(LONDON).date()

    def did(self, act: str, *, subject: object = "", case_id: int | None = None, **facts: Any) -> None:
        """Put a deed on the trail; it is stored with the change, or before what was read is sent."""
        case = case_id or (self.on.case_id if self.on else None)
        self.deeds.append(Deed(act, self._who, case, str(subject), facts))

    def did_unnoticed(self, act: str, *, subject: object = "", **facts: Any) -> None:
        """The same without the case: a colleague's phone that carries the family notices what is done on it."""
        self.deeds.append(Deed(act, self._who, None, str(subject), facts))

    @property
    def _who(self) -> int | None:
        return self.signed_in.id if self.signed_in else None

    def page(
        self, template: str, page: object, *, title: str = "Weekbook", place: str = "", status: int = 200
    ) -> Response:
        """Render `template` with the typed context `page`. Titles name nobody (facts of trust)."""
        context = screen_context(self.services.settings, self.signed_in, self.today)
        return render(self.request, template, context | {"page": page, "title": title, "place": place}, status=status)


def screen_context(settings: Settings, me: Me | None, today: date) -> dict[str, Any]:
    """What every layout needs."""
    return {
        "me": me,
        "role_label": ROLES[me.role].label if me else "",
        "may": lambda power: me is not None and has_power(me.role, Power(power)),
        "today": today,
        "demonstration": settings.demonstration,
        "council": settings.council,
        "lock_hidden_ms": settings.lock_hidden_ms,
        "lock_idle_ms": settings.lock_idle_ms,
        "page": None,
        "title": "Weekbook",
        "place": "",
    }
