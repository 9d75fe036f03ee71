"""What a family may be shown: which lines, in which order, which of them unless somebody takes them out."""

from datetime import UTC, date, datetime
from uuid import UUID, uuid4

from store.practice.entries import Content, Visit, WeeklyEntry
from store.practice.showing import MOST_LETTERS, MOST_LINES, KnownTask, Line, Member, Offer, offer
from store.practice.told import Told

DAWN, CHRIS = 11, 12
MEMBERS = {DAWN: Member("Dawn", True), CHRIS: Member("Chris", False)}
SOON, LATER = date(2026, 11, 27), date(2026, 12, 4)
AT = datetime(2026, 11, 18, 10, tzinfo=UTC)


def task(
    title: str,
    *,
    person: int | None = None,
    by: date | None = None,
    met: tuple[int, ...] | None = None,
    closed: bool = False,
) -> KnownTask:
    return KnownTask(uuid4(), title, by, closed, person, "" if person else "Priya Raman", met)


def told(content: Content, *, amendments: int = 0) -> Told:
    kind = "visit" if isinstance(content, Visit) else "weekly_entry"
    return Told(uuid4(), kind, 1, "Priya Raman", "childrens_social_worker", date(2026, 11, 16), AT, AT, False, False, 1,
                None, amendments, content)  # fmt: skip


def words(lines: tuple[Line, ...]) -> list[str]:
    return [line.words for line in lines]


def test_the_familys_own_tasks_come_first_and_the_soonest_before_the_later() -> None:
    tasks = [
        task("Ring the school", by=SOON),
        task("Mornings", person=DAWN, by=LATER),
        task("See the GP", person=DAWN, by=SOON),
        task("Tuesday group", person=CHRIS),
        task("Gate", closed=True),
    ]
    found = offer(tasks, [], MEMBERS).agreed
    assert words(found) == ["See the GP", "Mornings", "Tuesday group", "Ring the school"]
    assert [(line.who, line.by) for line in found][:1] == [("Dawn", SOON)] and found[-1].who == "Priya Raman"


def test_shown_unless_taken_out_is_what_those_at_the_address_do_or_agreed() -> None:
    tasks = {
        "hers": task("hers", person=DAWN),
        "his, elsewhere": task("his, elsewhere", person=CHRIS, met=(DAWN,)),
        "mine, agreed with her": task("mine, agreed with her", met=(DAWN, CHRIS)),
        "mine, agreed with nobody named": task("mine, agreed with nobody named", met=()),
        "mine, agreed with him alone": task("mine, agreed with him alone", met=(CHRIS,)),
        "mine, among ourselves": task("mine, among ourselves"),
    }
    found = {line.words: (line.chosen, line.about) for line in offer(tasks.values(), [], MEMBERS).agreed}
    assert found == {
        "hers": (True, ""),
        "his, elsewhere": (False, "lives elsewhere"),
        "mine, agreed with her": (True, "agreed with Dawn and Chris, who lives elsewhere"),
        "mine, agreed with nobody named": (False, "agreed on a visit"),
        "mine, agreed with him alone": (False, "agreed with Chris, who lives elsewhere"),
        "mine, among ourselves": (False, "not from a visit"),
    }


def test_what_a_visit_agreed_stands_once() -> None:
    """As its task, open or done; without one by itself."""
    visits = [told(Visit(agreed=("Gate", "Mornings.", "A chart"), adults=(DAWN,))), told(Visit(agreed=("a chart",)))]
    found = offer([task("Gate", closed=True), task("Mornings", person=DAWN)], visits, MEMBERS).agreed
    assert words(found) == ["Mornings", "A chart"]
    assert found[1].chosen and found[1].href == visits[0].href
    assert not offer([], [told(Visit(agreed=("A chart",), adults=(CHRIS,)))], MEMBERS).agreed[0].chosen


def test_strengths_stand_line_by_line_and_only_when_chosen() -> None:
    entry = told(
        WeeklyEntry(strengths="Dawn rang first.\n\n  Leo slept.  ", worries="WORRY", next="NEXT"), amendments=1
    )
    found = offer([], [entry, told(WeeklyEntry(strengths="leo slept"))], MEMBERS).going_well
    assert words(found) == ["Dawn rang first.", "Leo slept."]
    assert not any(line.chosen for line in found)
    assert found[0].about == "Priya Raman, children’s social worker, amended since"


def lines(number: int, letters: int = 10) -> Offer:
    return Offer(tuple(Line("task", UUID(int=n), "x" * letters) for n in range(number)), ())


def keys(found: Offer) -> set[str]:
    return {line.key for line in found.lines}


def test_what_keeps_it_from_being_shown_is_said() -> None:
    two = lines(2)
    assert two.problem(keys(two)) == ""
    assert two.problem({two.agreed[0].key}) == "" and words(two.only({two.agreed[0].key}).lines) == ["x" * 10]
    assert "at least one line" in two.problem(set())
    assert "was changed" in two.problem({*keys(two), "another"})
    for much in (lines(MOST_LINES + 1), lines(2, MOST_LETTERS // 2 + 1)):
        assert "more than one page" in much.problem(keys(much))
    assert lines(MOST_LINES).problem(keys(lines(MOST_LINES))) == ""


def test_a_line_that_was_changed_is_another_line() -> None:
    known = task("Gate", person=DAWN, by=SOON)
    said = [
        Line("task", known.id, known.title, who, by) for who, by in (("Dawn", SOON), ("Sam", SOON), ("Dawn", LATER))
    ]
    assert len({line.key for line in said}) == 3


def test_the_more_stands_on_it_the_smaller_it_is_printed() -> None:
    assert [lines(number, 100).size for number in (2, 8, 16)] == ["large", "medium", "small"]
