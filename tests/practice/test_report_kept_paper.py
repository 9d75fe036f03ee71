"""A paper that was kept is the same paper, letter by letter, and its fingerprint tells any other one from it."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from store.practice.report.kept_paper import UnknownFormat, fingerprint_of, kept_of, paper_of
from store.practice.report.paper import Paper, PaperSection, Quotation
from tests.practice.test_report_paper import the_paper


def happens_once(at: datetime) -> bool:
    """Of the hour that a clock goes through twice Python holds a time for unequal to itself elsewhere (PEP 495)."""
    return at.replace(fold=0).utcoffset() == at.replace(fold=1).utcoffset()


MOMENTS = st.datetimes(timezones=st.just(UTC)) | st.datetimes(timezones=st.timezones()).filter(happens_once)
st.register_type_strategy(datetime, MOMENTS)
A_FEW_QUOTED = st.lists(st.from_type(Quotation), max_size=2).map(tuple)
PAPERS = st.builds(Paper, sections=st.lists(st.from_type(PaperSection), max_size=2).map(tuple), beyond=A_FEW_QUOTED)


@settings(max_examples=60, deadline=None)
@given(PAPERS)
def test_the_paper_comes_back_as_it_was_and_is_kept_again_alike(paper: Paper) -> None:
    kept = kept_of(paper)
    assert paper_of(kept) == paper
    assert kept_of(paper_of(kept)) == kept


@settings(max_examples=30, deadline=None)
@given(PAPERS, st.text(min_size=1))
def test_another_paper_has_another_fingerprint(paper: Paper, more: str) -> None:
    assert fingerprint_of(kept_of(paper)) != fingerprint_of(kept_of(replace(paper, family=paper.family + more)))


def test_each_quotation_says_which_revision_of_its_entry_it_is_from() -> None:
    paper = Paper("Report", "Okafor-Hill", (), tuple(the_paper().values()))
    quoted = [one for part in paper_of(kept_of(paper)).sections for _, these in part.quotations for one in these]
    assert quoted and all(isinstance(one, Quotation) and one.revision == 3 for one in quoted)


def test_what_a_later_release_kept_is_not_guessed_at() -> None:
    kept = kept_of(Paper("Report", "Okafor-Hill", (), ())).replace('"format":1', '"format":2')
    with pytest.raises(UnknownFormat):
        paper_of(kept)


def test_what_an_earlier_release_kept_has_none_of_the_later_fields() -> None:
    kept = kept_of(Paper("Report", "Okafor-Hill", (), tuple(the_paper().values()))).replace(',"revision":3', "")
    quoted = next(one for part in paper_of(kept).sections for _, these in part.quotations for one in these)
    assert quoted.revision == 0
