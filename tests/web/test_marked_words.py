"""Every written field of every kind of entry and of the practice file bears a word of its own: nobody meets one that is
not for them.

Asked of every address that the app has, by everybody of the cast. On SQLite only, as the matrix is.
"""

import re
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from itertools import product
from uuid import UUID, uuid4

import pytest
from sqlalchemy.ext.asyncio import AsyncSession

from store.conferences import move_booking, record_booking, record_held, record_not_held
from store.practice.consultations import NOT_NOW
from store.practice.entries import ANSWER, CONSULTATION, LABELS, VISIT, content_of
from store.practice.individual_supervision import PRIVATE_FIELDS
from store.practice.practice_file import FIDELITY, REFLECTION, TRAINING
from store.practice.report.papers import PAPERS
from store.practice.weeks import Week
from store.tables.consultations import Consultation
from store.tables.entries import Amendment, Entry, EntryRevision, Signature, Task
from store.tables.photographs import Photograph
from tests.cast import PEOPLE, TODAY, Cast
from tests.conftest import App, Browser
from tests.web.individual_supervision import written_privately
from tests.web.marking import MARKS, Marker
from tests.web.report_versions import handed_over
from tests.web.said_in_documents import said_in
from tests.web.supervising import Sitting, sitting
from tests.web.test_live import line_of, next_said
from tests.web.test_matrix import KINDS, Subject, address, routes_of
from tests.web.test_practice_file import share, written
from tests.web.visiting import Scene, scene_of

WORD = re.compile(r"Zebra\d+zz")
READERS = {"priya", "sam", "tom", "joan", "ruth", "helen", "mark", "hilary"}
OPENERS = {"ruth", "helen"}
SHARERS = {"priya", "sam", "tom", "joan", "ruth"}
WRITERS = {CONSULTATION: "priya", ANSWER: "helen"}
pytestmark = pytest.mark.parametrize("prepared", ["sqlite"], indirect=True)


@dataclass
class World:
    """`readers`: by word, who may meet it; `pages`: where it stands, by word; `subjects`: what addresses lead to."""

    readers: dict[str, set[str]]
    pages: dict[str, set[str]]
    subjects: list[Subject]
    more: list[str]
    meeting: Sitting
    marker: Marker

    def keep(self, words: set[str], readers: set[str], page: str) -> None:
        for word in words:
            self.readers.setdefault(word, readers)
            self.pages.setdefault(word, set()).add(page)


def entries_of(marker: Marker) -> list[tuple[str, str, object]]:
    """Kind, mark, content: a visit that took place and one that did not, a consultation under each mark."""
    found = [(kind, "", marker.entry(kind)) for kind in LABELS if kind not in WRITERS]
    found.append((VISIT, "", marker.entry(VISIT, carried_out=False)))
    return found + [(kind, mark, marker.entry(kind, mark)) for mark in MARKS for kind in WRITERS]


def may_read(kind: str, mark: str, where: str) -> set[str]:
    """Recommendations have no mark: whoever is to act must read them. Who wrote a part reads it again."""
    return READERS if not mark or ".recommendations" in where else OPENERS | {WRITERS[kind]}


async def author_of(db: AsyncSession, kind: str) -> int:
    return await Cast.practitioner_id(db, WRITERS.get(kind, "priya"))


async def put(db: AsyncSession, case_id: int, kind: str, content: object) -> UUID:
    entry_id, now = uuid4(), datetime.now(UTC)
    author = await author_of(db, kind)
    facts = {"fingerprint": "0" * 64, "content": content_of(content)}  # type: ignore[arg-type]
    db.add(Entry(id=entry_id, case_id=case_id, kind=kind, author_id=author, written_at=now, happened_at=now,
                 week=TODAY - timedelta(days=TODAY.weekday()), significant=content.is_significant, **facts))  # type: ignore[attr-defined] # fmt: skip
    await db.flush()
    db.add(EntryRevision(entry_id=entry_id, number=1, written_at=now, **facts))
    return entry_id


async def amend(db: AsyncSession, marker: Marker, entry_id: UUID, kind: str, mark: str) -> str:
    """Gives the word that stands in the amendment beneath the entry."""
    text = marker.word(f"amendment:{kind}:{mark}")
    facts = {"written_at": datetime.now(UTC), "text": text, "mark": mark, "fingerprint": "0" * 64}
    db.add(Amendment(id=uuid4(), entry_id=entry_id, author_id=await author_of(db, kind), **facts))
    return text


async def conferences(app: App, scene: Scene, held_id: UUID, marker: Marker) -> dict[str, set[str]]:
    """One that was moved and held, one that was not: what was written of each, by its page."""
    why, dissent, not_held = marker.word("moved"), marker.word("dissent"), marker.word("not held")
    other_id = uuid4()
    async with app.services.database.writing() as db:
        by, now = await Cast.practitioner_id(db, "priya"), datetime.now(UTC)
        for id, kind in ((held_id, "core_group"), (other_id, "review")):
            facts = {"case_id": scene.case, "by": by, "today": TODAY, "now": now}
            await record_booking(db, id, kind=kind, on=TODAY, **facts)
        await move_booking(db, held_id, on=TODAY, why=why, by="Priya Raman", opened_version=1)
        await record_held(db, held_id, on=TODAY, outcomes={}, dissent=dissent, by=by, now=now)
        await record_not_held(db, other_id, why=not_held, by=by, now=now, opened_version=1)
    return {f"/conferences/{held_id}": {why, dissent}, f"/conferences/{other_id}": {not_held},
            f"/families/{scene.family}/plans": {why, dissent, not_held}}  # fmt: skip


async def versions(app: App, world: World, report: str, version_id: UUID, analysis: str) -> None:
    """What was handed over and approved, with what was said of it: read by whoever reads the report."""
    why, remark = world.marker.word("left empty"), world.marker.word("approved")
    version = await handed_over(app, draft_id=str(version_id), left_empty=why)
    assert (await (await app.as_("ruth")).post(f"{version}/approval", {"approval": remark})).status_code == 303
    assert version == f"{report}/handed-over/{version_id}"
    world.keep({analysis, why, remark}, READERS, version)
    await copies(app, world, version)


async def copies(app: App, world: World, version: str) -> None:
    """Why a copy leaves something out is read by those who share it, whom it goes to by whoever reads the report."""
    agency, reason, priya = world.marker.word("agency"), world.marker.word("withheld"), await app.as_("priya")
    copy = f"{version}/copies/chair"
    assert (await priya.post(f"{version}/agencies", {"agency": agency})).status_code == 303
    said, on = world.marker.word("reply"), TODAY.isoformat()
    reply = {"whose": "myself", "kind": "dissent", "section": "", "words": said, "on": on}
    assert (await priya.post(f"{version}/replies", reply)).status_code == 303
    link = re.search(r'href="([^"]+/withholding)"', (await priya.get(copy)).text)
    assert link and (await priya.post(f"{link[1]}s", {"reason": reason})).status_code == 303
    world.keep({reason}, SHARERS, copy)
    world.keep({agency, said}, READERS, version)


PRACTICE = {TRAINING: ("what",), FIDELITY: ("coder", "remark"), REFLECTION: ("text",)}


async def practice_file(app: App, world: World) -> None:
    """Sam's: of each kind a note of his own, one that he shares with Ruth, and one that he shared and then took out."""
    async with app.services.database.reading() as db:
        shown = f"/people/{await Cast.practitioner_id(db, 'sam')}/practice-file"
    world.more += ["/practice-file", shown]
    for kind, state in product(PRACTICE, ("own", "shared", "taken out")):
        words = {name: world.marker.word(f"practice:{state}.{kind}.{name}") for name in PRACTICE[kind]}
        note_id = await written(app, kind, **words)
        edit = f"/practice-file/notes/{note_id}/edit"
        world.keep({*words.values()}, {"sam"} if state != "shared" else {"sam", "ruth"}, edit)
        if state != "own":
            assert await share(app, note_id) == 303
        if state == "shared":
            world.keep({*words.values()}, {"sam", "ruth"}, shown)
            world.more += [f"/find{part}?q={word.lower()}" for part in ("", "/answers") for word in words.values()]
        if state == "taken out":
            removal = f"/practice-file/notes/{note_id}/removal"
            assert (await (await app.as_("sam")).post(removal, {})).status_code == 303
        world.more += [edit, f"/practice-file?removed={note_id}"]


async def world_of(app: App) -> World:
    scene, meeting = await scene_of(app), await sitting(app)
    marker = Marker(scene.people["Maya"])
    world = World({}, {}, [], [], meeting, marker)
    base = Subject(scene.family, {}, uuid4(), meeting.id, uuid4(), uuid4(), uuid4())
    by_mark: dict[tuple[str, str], UUID] = {}
    async with app.services.database.writing() as db:
        for kind, mark, content in entries_of(marker):
            entry_id = by_mark[kind, mark] = await put(db, scene.case, kind, content)
            world.subjects.append(replace(base, entries=dict.fromkeys(KINDS, UUID(int=7)) | {kind: entry_id}))
            page = f"/{KINDS[kind]}/{entry_id}" if kind != ANSWER else f"/consultations/{by_mark[CONSULTATION, mark]}"
            for where, word in marker.words.items():
                if where.startswith(f"{kind}:{mark}."):
                    world.keep({word}, may_read(kind, mark, where), page)
                    if ".recommendations" in where:  # beside the answer stand the tasks; the words are in its versions
                        world.keep({word}, READERS, f"/{KINDS[kind]}/{entry_id}/revisions")
            amended = await amend(db, marker, entry_id, kind, mark)
            world.keep({amended}, may_read(kind, mark, ""), page)
            world.keep({amended}, may_read(kind, mark, ""), f"/families/{scene.family}/weeks/{Week.of(TODAY)}")
        helen, priya, sam = [await Cast.practitioner_id(db, name) for name in ("helen", "priya", "sam")]
        for mark in MARKS:
            db.add(Consultation(entry_id=by_mark[CONSULTATION, mark], case_id=scene.case, state="answered",
                                taken_by_id=helen, answer_id=by_mark[ANSWER, mark]))  # fmt: skip
        now, visit, account, reason = (
            datetime.now(UTC),
            by_mark[VISIT, ""],
            marker.word("account"),
            marker.word("not now"),
        )
        signed = {"signed_at": now, "signed_revision": 1, "account": account}
        db.add(Signature(entry_id=visit, practitioner_id=sam, asked_at=now, **signed))
        put_off = await put(db, scene.case, CONSULTATION, marker.entry(CONSULTATION))
        settled = {"state": NOT_NOW, "taken_by_id": helen, "settled_at": now, "reason": reason}
        db.add(Consultation(entry_id=put_off, case_id=scene.case, **settled))
        world.subjects.append(replace(base, entries=dict.fromkeys(KINDS, UUID(int=7)) | {CONSULTATION: put_off}))
        caption, title = marker.word("photograph"), marker.word("task")
        db.add(Photograph(id=base.photograph_id, entry_id=visit, author_id=priya, caption=caption, picture=b"x",
                          fingerprint="0" * 64, width=1, height=1, arrived_at=now))  # fmt: skip
        db.add(Task(id=base.task_id, case_id=scene.case, title=title, owner_id=priya, made_by_id=priya, made_at=now))
    for page, words in (await conferences(app, scene, base.conference_id, marker)).items():
        world.keep(words, READERS, page)
        world.more.append(page)
    world.keep({account}, READERS, f"/visits/{visit}")
    world.keep({reason}, READERS, f"/consultations/{put_off}")
    world.keep({caption}, READERS, f"/visits/{visit}")
    world.keep({title}, READERS, f"/families/{scene.family}/tasks")
    private = {name: marker.word(f"private.{name}") for name in PRIVATE_FIELDS}
    _, page = await written_privately(app, **private)
    world.keep(set(private.values()), {"ruth", "sam"}, page)
    analysis = marker.word("analysis")
    sent = {"draft_id": str(uuid4()), "opened_version": "0", "text": analysis}
    report = f"/families/{scene.family}/report"
    assert (await (await app.as_("priya")).post(f"{report}/harm/texts", sent)).status_code == 303
    for where in (report, f"{report}/harm/versions"):
        world.keep({analysis}, READERS, where)
    await versions(app, world, report, base.version_id, analysis)
    view = marker.word("view")
    assert (await meeting.gives("priya", 3, view)).status_code == 303
    world.keep({view}, {"priya"}, meeting.turn)
    world.more += [f"/families/{scene.family}/papers/{paper}" for paper in PAPERS]
    await practice_file(app, world)
    world.more += [page, f"{page}/edit", f"{page}/revisions"]
    world.more += [f"/find{part}?q={word.lower()}" for part in ("", "/answers") for word in (view, caption)]
    return world


def addresses(app: App, world: World) -> list[str]:
    """Every address that is asked for with GET; the line that stays open is asked apart."""
    asked = [route for route, method, _ in routes_of(app) if method == "GET" and not route.path.endswith("/events")]
    return sorted({address(route, subject) for route in asked for subject in world.subjects} | {*world.more})


async def met(browser: Browser, path: str) -> set[str]:
    return {*WORD.findall(said_in(await browser.get(path)))}


async def heard(app: App, browser: Browser, who: str, world: World) -> set[str]:
    """What the open line says; who does not find the meeting hears nothing but that."""
    if who not in READERS:
        answer = await browser.get(f"{world.meeting.room}/events")
        assert answer.status_code in (303, 404)
        return {*WORD.findall(answer.text)}
    line = await line_of(app, who, world.meeting)
    said = await next_said(line)
    await line.aclose()  # type: ignore[attr-defined]
    return {*WORD.findall(said)}


@pytest.mark.parametrize("who", [*PEOPLE, "signed out"])
async def test_nobody_meets_a_word_that_is_not_for_them(app: App, who: str) -> None:
    world = await world_of(app)
    browser = app.signed_out() if who == "signed out" else await app.as_(who)
    own = {word for word, readers in world.readers.items() if who in readers}
    leaks = {path: found for path in addresses(app, world) if (found := await met(browser, path) - own)}
    assert leaks == {}
    assert await heard(app, browser, who, world) == set()
    pages = {page: await met(browser, page) for word in own for page in world.pages[word]}
    places = {word: where for where, word in world.marker.words.items()}
    missing = {places[word] for word in own if not any(word in pages[page] for page in world.pages[word])}
    assert sorted(missing) == [], "who may read it finds it where it stands"
