"""A phone as the rules of work without signal want it: it keeps what was typed until a receipt for just that comes."""

import json
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any, Literal
from uuid import uuid4

import httpx

from web.forms import fingerprint

State = Literal["draft", "outbox", "attention"]


@dataclass(eq=False)
class Item:
    """One form in which somebody writes. `text_field` holds the text, `typed` each word that stood there, in order.

    `knows` are the marks that its author had before them when they opened the form, or were shown since.
    """

    who: str
    family: str
    path: str
    fields: dict[str, str]
    text_field: str
    id: str = field(default_factory=lambda: str(uuid4()))
    opened: int = 0
    typed: list[str] = field(default_factory=list)
    knows: set[str] = field(default_factory=set)
    state: State = "draft"
    sent: bool = False
    serial: int = 0
    deposited: int = 0
    at: str = ""
    reason: int = 0
    answer: str = ""

    def write(self, mark: str, at: datetime) -> None:
        self.typed.append(mark)
        self.serial += 1
        self.fields[self.text_field] = f"{mark} was written."
        if self.at:  # js/lib/stamp.js
            at = max(at, datetime.fromisoformat(self.at) + timedelta(milliseconds=1))
        self.state, self.at = "draft", at.isoformat()

    def attend(self, reason: int, answer: str = "") -> None:
        self.state, self.reason, self.answer, self.serial = "attention", reason, answer, self.serial + 1

    def go_on(self, given: "Item") -> None:
        """In the form that came back; where it is another one (an amendment) it has an id of its own."""
        if given.text_field != self.text_field:
            self.id, self.deposited = given.id, 0
        self.path, self.fields, self.text_field, self.opened = given.path, given.fields, given.text_field, given.opened

    def posted(self) -> dict[str, str]:
        """The time is that of the last change: the same form sent again says the same of itself."""
        return {"draft_id": self.id, "opened_version": str(self.opened), "written_on_phone_at": self.at, **self.fields}


@dataclass(eq=False)
class Phone:
    """Everybody who uses it has a store of their own on it."""

    name: str
    users: tuple[str, ...]
    who: str = ""
    token: str = ""
    online: bool = True
    clock: timedelta = timedelta()
    items: list[Item] = field(default_factory=list)

    @property
    def can_send(self) -> bool:
        return self.online and bool(self.token)

    @property
    def outbox(self) -> list[Item]:
        return [item for item in self.items if item.who == self.who and item.state == "outbox"]

    def save_all(self) -> None:
        for item in self.items:
            if item.state == "draft":
                item.state, item.serial = "outbox", item.serial + 1

    def hear(self, item: Item, answer: httpx.Response) -> bool:
        """What an answer does to the item; True when the record has taken just what stands in it."""
        receipt = json.loads(answer.headers.get("weekbook-receipt", "{}"))
        return self.settle(item, answer.status_code, receipt, answer.text)

    def settle(self, item: Item, status: int, receipt: dict[str, Any] | None, text: str = "") -> bool:
        """The same of one form among others, for which no page comes back."""
        if status == 201:
            ours = (item.id, fingerprint(item.posted().items()))
            if receipt is None or (receipt.get("id"), receipt.get("sha256")) != ours:
                return False
            self.items.remove(item)
            return True
        if status == 401:
            self.token = ""
        else:
            item.attend(status, text)
        return False
