"""The forms that the model's phones fill in: blank ones as they were carried, others as the server gives them."""

import re
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from lxml import html  # type: ignore[import-untyped]

from store.practice.calendar import LONDON
from store.practice.weeks import Week
from tests.cast import TODAY
from tests.sync_model.phone import Item, Phone
from tests.sync_model.world import MARK, World

TEXT_OF = {"weekly-entries": "worked_on", "significant-events": "what", "tasks": "title", "amendments": "text"}
ABOUT_THE_FORM = ("draft_id", "opened_version", "written_on_phone_at")
_OURS = re.compile(r"/(weekly-entries|significant-events|tasks|amendments)(/[0-9a-f-]+/revisions)?$")


def blank(world: World, phone: Phone, kind: str, family: str, days_back: int) -> Item:
    """A new form, filled in but for its text. What the phone's clock says stands in it where it is about today."""
    here = datetime.now(LONDON) - timedelta(days=days_back) + (phone.clock if days_back == 0 else timedelta())
    fields = {
        "significant-events": {"on": here.date().isoformat(), "at": here.strftime("%H:%M"), "impact": "Calmer."},
        "weekly-entries": {"week": str(Week.of(TODAY - timedelta(days=days_back))), "headline": "A week"},
        "tasks": {"owner": "", "due": ""},
    }[kind]
    path = f"/families/{world.families[family][0]}/{kind}"
    return Item(phone.who, family, path, fields, TEXT_OF[kind])


@dataclass(frozen=True)
class Given:
    """A form in a page: where it goes, what stands in it."""

    action: str
    fields: dict[str, str]

    @property
    def text_field(self) -> str:
        found = _OURS.search(self.action)
        assert found, self.action
        return TEXT_OF[found[1]]

    def to_item(self, who: str, family: str) -> Item:
        fields = {name: value for name, value in self.fields.items() if name not in ABOUT_THE_FORM}
        item = Item(who, family, self.action, fields, self.text_field, opened=int(self.fields["opened_version"] or 0))
        item.knows = set(MARK.findall(fields[item.text_field]))
        return item


def form_in(page: str) -> Given | None:
    """The form of an entry, a task or an amendment in a page or fragment."""
    if "<form" not in page:
        return None
    tree: Any = html.fromstring(page)
    ours = [form for form in tree.forms if form.method == "POST" and _OURS.search(form.action or "")]
    # lxml says “on” for a chosen answer whose value is empty; browsers send it empty.
    values = (
        {name: "" if value == "on" else value.removeprefix("\n") for name, value in ours[0].form_values()}
        if ours
        else {}
    )
    return Given(ours[0].action, values) if ours else None


def amendment_beneath(page: str) -> Given | None:
    """Where a page says that the week was signed off, the way that it shows: an amendment."""
    found = re.search(r"/entries/([0-9a-f-]{36})/amendments/new", page)
    if found is None:
        return None
    return Given(f"/entries/{found[1]}/amendments", {"opened_version": "", "text": ""})
