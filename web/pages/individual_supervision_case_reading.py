"""The case part of a supervision on the record, its earlier versions, and the practitioner's signature."""

from dataclasses import dataclass

from starlette.responses import Response

from store.amendments import Addition, list_amendments_to
from store.case_people import CasePeople, people_on
from store.entries import Receipt
from store.practice.individual_supervision import CasePart
from store.recorded import Recorded, Signer
from store.signatures import Answer, ChangedSince, NotAsked, SignedOff, answer_request
from store.tasks import MadeTask, list_made_in
from store.versions import Version, list_versions
from web.endpoint import Call
from web.errors import NotThere
from web.forms import Form
from web.receipts import saved
from web.recording.finding import find_case_part
from web.recording.visit_view import name_of

Children = tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class CasePartShown:
    """`why`: what came between a signature and the record: changed, signed_off, or '' for nothing."""

    family_id: int
    family: str
    found: Recorded
    part: CasePart
    children: Children
    tasks: tuple[MadeTask, ...]
    amendments: tuple[Addition, ...]
    mine: Signer | None
    is_author: bool
    may_record: bool
    why: str = ""
    account: str = ""
    error: str = ""


@dataclass(frozen=True)
class CasePartVersions:
    family: str
    found: Recorded
    versions: tuple[tuple[Version, CasePart, Children], ...]


async def show(call: Call) -> Response:
    return await _show(call)


async def versions(call: Call) -> Response:
    found, _ = await find_case_part(call)
    people = await people_on(call.db, call.case)
    all_of_them = tuple(
        (version, version.content, _children(version.content, people))
        for version in await list_versions(call.db, entry_id=found.id, kind=found.kind)
        if isinstance(version.content, CasePart)
    )
    page = CasePartVersions(call.case.name, found, all_of_them)
    return call.page("individual_supervision/case_versions.html", page, title="Versions of a supervision")


async def sign(call: Call) -> Response:
    """The practitioner has read it as it stands, and may add their own view."""
    found, _ = await find_case_part(call)
    form = Form(call.form)
    answer = Answer(found.id, call.me.id, True, form.text("account"), form.opened_version, form.fingerprint)
    if found.asked(call.me.id) is None:
        raise NotThere
    if form.errors:
        return await _show(call, account=answer.account, error=form.errors["account"], status=422)
    try:
        at = await answer_request(call.db, answer, now=call.now)
    except NotAsked:
        raise NotThere from None
    except ChangedSince:
        return await _show(call, account=answer.account, why="changed", status=409)
    except SignedOff:
        return await _show(call, account=answer.account, why="signed_off", status=409)
    call.did("individual supervision signed", subject=found.id, revision=found.revision)
    receipt = Receipt(form.draft_id, found.revision, form.fingerprint, at, is_new=at == call.now)
    return saved(call, f"/individual-supervisions/{found.id}", receipt)


async def _show(call: Call, *, why: str = "", account: str = "", error: str = "", status: int = 200) -> Response:
    found, part = await find_case_part(call)
    page = CasePartShown(
        family_id=call.case.family_id,
        family=call.case.name,
        found=found,
        part=part,
        children=_children(part, await people_on(call.db, call.case)),
        tasks=await list_made_in(call.db, entry_id=found.id),
        amendments=await list_amendments_to(call.db, entry_id=found.id),
        mine=found.asked(call.me.id),
        is_author=found.author_id == call.me.id,
        may_record=call.case.may_record,
        why=why,
        account=account,
        error=error,
    )
    return call.page("individual_supervision/case_show.html", page, title="Supervision of a family", status=status)


def _children(part: CasePart, people: CasePeople) -> Children:
    by_id = people.by_id()
    return tuple((name_of(by_id, key), text) for key, text in part.children.items() if text)
