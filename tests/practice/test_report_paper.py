"""A paper says what the report says, in the same order, each quotation with where it is from."""

from datetime import UTC, datetime
from typing import NamedTuple
from uuid import UUID

from store.practice.report.assembly import assemble
from store.practice.report.choices import Choices
from store.practice.report.facts import Member, facts_of
from store.practice.report.paper import PaperSection, Picture, sections_of
from store.practice.report.report import Report
from store.practice.report.source import Source

AT = datetime(2026, 11, 2, 10, tzinfo=UTC)
NAMES = {1: "Maya", 2: "Leo"}
SAFETY = Picture("Safety", "Everybody at 4.", "<svg/>")


class Text(NamedTuple):
    text: str
    author: str = "Priya Raman"
    role: str = "childrens_social_worker"
    written_at: datetime = AT


def source(number: int, kind: str, part: str, text: str, **facts: object) -> Source:
    known = {"author_id": 1, "author": "Priya Raman", "role": "childrens_social_worker", "happened_at": AT,
             "revision": 3}  # fmt: skip
    return Source(entry_id=UUID(int=number), kind=kind, part=part, text=text, **(known | facts))  # type: ignore[arg-type]


def the_report() -> Report:
    members = [Member(1, "Maya", "Maya Okafor", "child", lives_here=True, is_child=True)]
    return assemble(
        [
            source(1, "visit", "child_words", "I want to stay with Nan.", of="Maya", children=(1,)),
            source(1, "visit", "child_words", "Not when she shouts.", of="Leo", children=(2,), kept_from_parents=True),
            source(2, "weekly_entry", "worries", "Late for school twice. Nobody came to the door."),
            source(2, "weekly_entry", "worries", "The heating is off."),
        ],
        facts=facts_of(members, (), referral="Self-referral", steps=()), people=tuple(NAMES.values()),
    )  # fmt: skip


def the_paper() -> dict[str, PaperSection]:
    texts = {"harm": Text("It goes on."), "plan": Text("")}
    return {one.key: one for one in sections_of(the_report(), NAMES, texts, {"views": (SAFETY,)})}


def test_every_section_stands_in_its_order_also_an_empty_one() -> None:
    assert list(the_paper()) == [section.plan.key for section in the_report().sections]
    assert the_paper()["strengths"].is_empty


def test_each_quotation_says_who_wrote_it_when_and_in_which_entry() -> None:
    (heading, (quoted,)), *_ = the_paper()["worries"].quotations
    assert (heading, quoted.texts) == ("", ("Late for school twice. Nobody came to the door.", "The heating is off."))
    assert (quoted.author, quoted.role, quoted.happened_at) == ("Priya Raman", "childrens_social_worker", AT)
    assert (quoted.kind, quoted.entry_id) == ("weekly_entry", UUID(int=2))


def test_what_a_child_wants_kept_from_a_parent_is_marked_on_paper_too() -> None:
    said = {heading: quoted[0] for heading, quoted in the_paper()["child_words"].quotations}
    assert [said[name].kept_from_parents for name in ("Maya", "Leo")] == [False, True]
    assert said["Leo"].children == (2,)


def test_what_its_author_wrote_and_the_drawings_stand_in_their_sections_and_what_was_taken_out_does_not() -> None:
    harm, plan = (the_paper()[key] for key in ("harm", "plan"))
    assert harm.written is not None
    assert (harm.written.text, harm.written.author) == ("It goes on.", "Priya Raman")
    assert plan.is_empty
    assert the_paper()["views"].pictures == (SAFETY,)


def test_what_the_author_says_of_a_line_stands_with_it() -> None:
    cold = source(2, "weekly_entry", "worries", "The heating is off.")
    chosen = Choices(marks={cold.key: "fact"}, links={cold.key: "The landlord says otherwise."})
    report = assemble([cold], facts={}, choices={"worries": chosen})
    worries = next(one for one in sections_of(report, NAMES, {}, {}) if one.key == "worries")
    ((_, (quoted,)),) = worries.quotations
    assert (quoted.mark, quoted.link) == ("fact", "The landlord says otherwise.")
