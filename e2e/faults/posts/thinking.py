"""What is thought through together: questions to the psychologist, group supervision, supervision of one."""

from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from e2e.faults.council import Council
from e2e.faults.posts.post import Post, at_home, did, form, just_now, new_marks
from tests.cast import TODAY

LATER = "2031-03-04"


async def question(council: Council, db: AsyncSession, many: int, more: str) -> list[Post]:
    path = f"/families/{council.family}/consultations"
    made = []
    for mark in new_marks(many):
        said = {"question": f"{mark} {more}", "question_mark": "", "background": "We tried a chart."}
        fields = form(just_now() | said | {"background_mark": ""})
        made.append(_made("question", "priya", path, fields, (f"revision {mark}",), "question asked"))
    return made


async def answer(council: Council, db: AsyncSession, many: int, more: str) -> list[Post]:
    """Of questions that wait."""
    asked = await council.questions(db, at_home(council, many))
    made = []
    for one, mark in zip(asked, new_marks(many), strict=True):
        said = {"formulation": f"{mark} {more}", "formulation_mark": "", "further": "", "further_mark": ""}
        fields = form(just_now() | said | _action(council, mark) | {"review_on": LATER})
        made.append(_made("answer", "helen", f"/consultations/{one}/answers", fields, _with_task(mark),
                          "question answered"))  # fmt: skip
    return made


async def view(council: Council, db: AsyncSession, many: int, more: str) -> list[Post]:
    """Of the family in meetings that are still to come; the trail names its turn."""
    made = []
    for (meeting, turn), mark in zip(await council.turns(db, many), new_marks(many), strict=True):
        fields, path = form({"safety": 6, "evidence": f"{mark} {more}"}), f"{_turn(council, meeting)}/views"
        deed = did("supervision view given", turn)
        made.append(Post("view", "priya", path, fields, (f"view {mark}",), (deed,)))
    return made


async def agreed(council: Council, db: AsyncSession, many: int, more: str) -> list[Post]:
    """In meetings in which the family's views are open."""
    sam = council.who["sam"]
    made = []
    for (meeting, _), mark in zip(await council.turns(db, many, opened=True), new_marks(many), strict=True):
        said = {"safety": 5, "agreed": f"{mark} {more}", f"dissent-{sam}": "Fridays are better.", "present": sam}
        fields, path = form(said | _action(council, mark)), f"{_turn(council, meeting)}/records"
        made.append(_made("agreed", "ruth", path, fields, _with_task(mark), "group supervision recorded"))
    return made


async def case_part(council: Council, db: AsyncSession, many: int, more: str) -> list[Post]:
    path, act = f"/families/{council.family}/individual-supervisions", "individual supervision recorded"
    made = []
    for mark in new_marks(many):
        said = {"practitioner": council.who["sam"], "talked": f"{mark} {more}", "decided": "Sam goes on Fridays."}
        fields = form(just_now() | said | {"why": "That is when Dawn drinks."} | _action(council, mark))
        made.append(_made("case_part", "ruth", path, fields, _with_task(mark), act))
    return made


async def private_part(council: Council, db: AsyncSession, many: int, more: str) -> list[Post]:
    path, on = f"/supervision/one-to-one/with/{council.who['sam']}", TODAY.isoformat()
    made = []
    for mark in new_marks(many):
        fields = form({"on": on, "wellbeing": f"{mark} {more}"})
        made.append(_made("private_part", "ruth", path, fields, (f"between two {mark}",), "one-to-one recorded"))
    return made


def _made(kind: str, who: str, path: str, fields: tuple[tuple[str, str], ...], effects: tuple[str, ...], act: str
          ) -> Post:  # fmt: skip
    return Post(kind, who, path, fields, effects, (did(act, dict(fields)["draft_id"]),))


def _turn(council: Council, meeting: UUID) -> str:
    return f"/families/{council.family}/supervisions/{meeting}"


def _action(council: Council, mark: str) -> dict[str, object]:
    return {"agreed-0": f"agreed {mark}", "owner-0": f"p{council.who['sam']}", "due-0": LATER}


def _with_task(mark: str) -> tuple[str, ...]:
    return f"revision {mark}", f"task {mark}"
