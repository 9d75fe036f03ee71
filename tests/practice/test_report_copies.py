"""Nothing that is withheld from somebody is in their copy: marked words, every recipient, whatever the paper says."""

from dataclasses import replace
from datetime import UTC, datetime
from uuid import UUID

from hypothesis import given, settings
from hypothesis import strategies as st

from store.practice.report.copies import (
    ADULT,
    AGAIN,
    AGENCY,
    CHAIR,
    CHILD,
    REPLY,
    WISH,
    WORDS,
    Copy,
    Recipient,
    copy_for,
    pieces_of,
)
from store.practice.report.kept_paper import kept_of
from store.practice.report.paper import Paper, PaperSection, Quotation, Reply, Written
from store.practice.report.replies import beside
from store.practice.report.report import Fact

AT = datetime(2026, 11, 2, 10, tzinfo=UTC)
DAWN, CHRIS = Recipient(ADULT, 3, "Dawn Hill (mother)"), Recipient(ADULT, 4, "Chris Okafor (father)")
MAYA, CHAIRS = Recipient(CHILD, 1, "Maya"), Recipient(CHAIR, 0, "The conference chair")
SCHOOL = Recipient(AGENCY, 9, "The school")
EVERYBODY = (DAWN, CHRIS, MAYA, CHAIRS, SCHOOL)
PARTS = ("child_words", "child_meaning", "parent_words", "own_words", "observed", "worries")


def quotation(number: int, part: str, text: str, **facts: object) -> Quotation:
    return Quotation((text,), "Priya Raman", "childrens_social_worker", AT, "visit", part, UUID(int=number), **facts)  # type: ignore[arg-type]


def paper(*quotations: Quotation, written: str = "", facts: tuple[Fact, ...] = ()) -> Paper:
    by_hand = Written(written, "Priya Raman", "childrens_social_worker", AT) if written else None
    section = PaperSection("all", "All", True, facts, (), by_hand, (("Said", quotations),) if quotations else ())
    return Paper("Conference report", "Okafor-Hill", (), (section,))


def why(copy: Copy) -> list[str]:
    return [one.why for one in copy.withheld]


@st.composite
def papers(draw: st.DrawFn) -> Paper:
    """Each piece bears a word of its own; some of what was said stands in the analysis or in a fact once more."""
    found = []
    for number in range(draw(st.integers(1, 6))):
        text = f"Zebra{number}zz was said to somebody that day."
        people = draw(st.sampled_from([(), (3,), (4,), (3, 4), (77,)]))
        facts = {"people": people, "kept_from_parents": draw(st.booleans()), "link": draw(st.sampled_from(["", text]))}
        found.append(quotation(number, draw(st.sampled_from(PARTS)), text, **facts))
    again = draw(st.sampled_from([one.texts[0] for one in found]))
    written = draw(
        st.sampled_from(["", "It goes on.", f"It goes on. {again}", f"She told us “{again.rstrip('.')}”, so."])
    )
    return paper(*found, written=written, facts=draw(st.sampled_from([(), (Fact("Said", again),)])))


@settings(max_examples=150, deadline=None)
@given(papers(), st.sampled_from(EVERYBODY), st.data())
def test_nothing_withheld_is_in_the_copy(given_paper: Paper, whose: Recipient, data: st.DataObject) -> None:
    pieces = pieces_of(given_paper)
    chosen = data.draw(st.lists(st.sampled_from([piece.key for piece in pieces]), unique=True))
    copy = copy_for(given_paper, whose, dict.fromkeys(chosen, "Safeguarding."))
    text = kept_of(copy.paper)
    for one in copy.withheld:
        assert one.why
        if isinstance(one.piece.of, Quotation):
            assert one.piece.of.texts[0].split()[0] not in text
    assert {*chosen} <= {one.piece.key for one in copy.withheld}
    rest = {piece.key for piece in pieces} - {one.piece.key for one in copy.withheld}
    assert rest == {piece.key for piece in pieces_of(copy.paper)}, "and nothing else is missing"


@settings(max_examples=100, deadline=None)
@given(papers())
def test_what_is_for_nobody_of_the_family_reaches_none_of_them(given_paper: Paper) -> None:
    for whose in (DAWN, CHRIS, MAYA):
        for piece in pieces_of(copy_for(given_paper, whose, {}).paper):
            one = piece.of
            assert not isinstance(one, Reply)
            assert one is None or not one.kept_from_parents
            assert one is None or not one.is_own_words or one.people == (whose.id,) != (MAYA.id,)


def test_a_childs_wish_holds_for_every_copy_of_the_family_and_the_chair_reads_it() -> None:
    said = paper(quotation(1, "child_words", "Not when she shouts.", kept_from_parents=True))
    assert [why(copy_for(said, whose, {})) for whose in EVERYBODY] == [[WISH], [WISH], [WISH], [], []]


def test_a_parents_own_words_are_in_their_own_copy_alone() -> None:
    said = paper(quotation(1, "own_words", "I want him to stay away.", people=(3,)))
    assert [why(copy_for(said, whose, {})) for whose in (DAWN, CHRIS, MAYA)] == [[], [WORDS], [WORDS]]


def test_of_several_who_were_together_nobody_knows_whose_words_they_were() -> None:
    for people in ((3, 4), ()):
        said = paper(quotation(1, "parent_words", "We are all right.", people=people))
        assert [why(copy_for(said, whose, {})) for whose in (DAWN, CHRIS)] == [[WORDS], [WORDS]]


def test_what_the_author_repeats_of_it_stays_out_too() -> None:
    said = quotation(1, "own_words", "I want him to stay away.", people=(3,))
    copy = copy_for(paper(said, written="Dawn told us: “i want him to stay away”. We agree."), CHRIS, {})
    assert why(copy) == [WORDS, AGAIN] and copy.paper.sections[0].is_empty


def test_a_rule_cannot_be_overruled_and_what_is_withheld_by_hand_has_its_reason() -> None:
    theirs, seen = quotation(1, "own_words", "Words.", people=(3,)), quotation(2, "observed", "A broken door.")
    whole = paper(theirs, seen)
    by_hand = {piece.key: "He would know who told us." for piece in pieces_of(whole)}
    assert why(copy_for(whole, CHRIS, by_hand)) == [WORDS, "He would know who told us."]


def test_what_is_withheld_stays_so_in_a_later_version_in_which_its_words_were_corrected() -> None:
    first, later = (paper(quotation(2, "observed", text)) for text in ("A broken door.", "Two broken doors."))
    by_hand = {pieces_of(first)[0].key: "He would know who told us."}
    assert copy_for(later, CHRIS, by_hand).paper.sections[0].is_empty


def test_a_copy_says_for_whom_it_is_and_not_that_there_was_more() -> None:
    said = paper(quotation(1, "own_words", "Words.", people=(3,)))
    copy = copy_for(said, CHRIS, {})
    assert copy.paper.facts == (Fact("Copy for", "Chris Okafor (father)"),)
    assert copy.paper.sections == (replace(said.sections[0], quotations=()),)


def reply(number: int, whose: str, text: str, section: str = "all") -> Reply:
    said = (UUID(int=number), section, whose, "Somebody", "correction", text, AT.date(), 1)
    return Reply(*said, "Priya Raman", "childrens_social_worker", AT)


def test_what_one_of_the_family_says_of_it_reaches_the_conference_and_no_other_of_them() -> None:
    """What an agency or a colleague sees otherwise stands in each copy."""
    said = [
        reply(1, DAWN.key, "Zebra1 was Tuesday."),
        reply(2, SCHOOL.key, "Zebra2 was late."),
        reply(3, "", "Zebra3."),
    ]
    whole = beside(paper(quotation(9, "observed", "It was Monday.")), [*said, reply(4, MAYA.key, "Zebra4.", "")], 1)
    got = {one.name: {word for word in ("Zebra1", "Zebra2", "Zebra3", "Zebra4")
                      if word in kept_of(copy_for(whole, one, {}).paper)} for one in EVERYBODY}  # fmt: skip
    for_all = {"Zebra2", "Zebra3"}
    assert got[DAWN.name] == for_all | {"Zebra1"} and got[CHRIS.name] == got[MAYA.name] == for_all
    assert got[CHAIRS.name] == got[SCHOOL.name] == for_all | {"Zebra1", "Zebra4"}
    assert [section.title for section in whole.sections] == ["All", "Said of the whole report"]
    assert [section.title for section in copy_for(whole, CHRIS, {}).paper.sections] == ["All"], (
        "and nothing tells of it"
    )
    [piece] = [one for one in pieces_of(whole) if one.of is said[1]]
    assert "Zebra2" not in kept_of(copy_for(whole, CHRIS, {piece.key: "It would tell where she is."}).paper)


def test_a_reply_that_repeats_the_report_takes_nothing_out_of_it() -> None:
    """Whoever disputes a sentence repeats it; the report was there first. Another reply may repeat a withheld one."""
    disputed = "Nobody came to the door that day."
    said = [reply(1, DAWN.key, f"{disputed}\nThat is wrong."), reply(2, SCHOOL.key, f"Dawn says: {disputed}")]
    copy = copy_for(beside(paper(quotation(9, "observed", disputed)), said, 1), CHRIS, {})
    assert [one.texts for section in copy.paper.sections for _, these in section.quotations for one in these] == [
        (disputed,)
    ]
    assert [one.replies for one in copy.paper.sections] == [()] and why(copy) == [REPLY, AGAIN]


def test_what_is_said_of_a_later_version_does_not_stand_beside_an_earlier_one() -> None:
    later = replace(reply(1, "", "Zebra1 stands in the draft."), number=2)
    assert "Zebra1" not in kept_of(beside(paper(), [later], 1)) and "Zebra1" in kept_of(beside(paper(), [later], 2))
