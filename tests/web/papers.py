"""Papers for the tests of documents: one with everything, one with nothing, one at its longest."""

from datetime import UTC, datetime
from uuid import UUID

from store.practice.report.paper import Paper, PaperSection, Picture, Quotation, Written
from store.practice.report.report import Fact, SeenOn
from store.practice.report.sections import CONFERENCE_REPORT, SectionPlan

AT = datetime(2026, 11, 2, 10, tzinfo=UTC)
SVG = (
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 300 100"><rect width="299" height="99" fill="none" '
    'stroke="#000"/><text x="10" y="50" font-size="13">SVGWORD</text></svg>'
)
HOSTILE = (
    "#panic(1) #set page(fill: red) $x^2$ *bold* _em_ `raw` ] } [ { @label <tag> \\ \\u{41} // none /* null */",
    "none", "null", "{{ page }} ${x} %s &amp; <b>&lt;</b> ]]>",
    "😀 👩‍👧 and ☐ ✓ → ½ €", "مرحبا بالعالم and שלום and زوئی", "ਪੰਜਾਬੀ ਵਿੱਚ, 漢字", "Zoë’s naïve “café” – … Łódź",
    "x" * 400, "https://example.invalid/" + "a-very-long-path/" * 30,
    "First line\nsecond line\r\nthird\n\nafter an empty one", "tab\there, bell\x07, nothing\x00, form\x0cfeed",
    "= Not a heading\n- not a list\n/ Not: a term",
)  # fmt: skip


def latin(text: str) -> bool:
    """In letters that are read from left to right and that the PDF's fonts have."""
    return all(ord(letter) < 0x590 or 0x2000 <= ord(letter) < 0x2600 for letter in text)


def quotation(*texts: str, **facts: object) -> Quotation:
    known = {"author": "Priya Raman", "role": "childrens_social_worker", "happened_at": AT, "kind": "visit",
             "part": "observed", "entry_id": UUID(int=1)}  # fmt: skip
    return Quotation(texts, **(known | facts))  # type: ignore[arg-type]


def paper(*sections: PaperSection, title: str = "Report to the review conference") -> Paper:
    facts = (Fact("Conference", "Review conference, 12 December 2026"), Fact("Gathers", "Since 14 September 2026"))
    return Paper(title, "Okafor-Hill family", facts, sections)


LINKED = quotation("Calmer.", late=True, mark="opinion", link="She puts it so:")


def full() -> Paper:
    """A bit of everything that a paper may hold."""
    days = (SeenOn("/visits/1", AT.date(), alone=True), SeenOn("/visits/2", AT.date(), alone=False))
    return paper(
        PaperSection("children", "The children, and how each was seen", required=True,
                     facts=(Fact("Maya, 8", "Seen on 2 visits, alone on 1", days), Fact("Leo, 5", "")),
                     quotations=(("", (quotation("The house was warm.", "Both children ate.", about="about Maya"),)),)),
        PaperSection("views", "How each profession sees it", required=True, pictures=(picture(),),
                     quotations=(("Priya Raman, children’s social worker", (LINKED,)),
                                 ("Sam Okoro, recovery worker", (quotation("Three clear weeks.", amendments=2),)))),
        PaperSection("child_words", "In each child’s own words", required=True,
                     quotations=(("Maya", (quotation("I want to stay.", part="child_words"),)),
                                 ("Leo", (quotation("Not when she shouts.", part="child_words",
                                                    kept_from_parents=True),)))),
        PaperSection("parent_words", "In the parents’ own words", required=True,
                     quotations=(("Dawn", (quotation("I am trying.", part="parent_words"),)),)),
        PaperSection("strengths", "What is going well", required=True),
        PaperSection("harm", "Analysis of significant harm", required=True,
                     written=Written("It goes on.\n\nIt is likely to.", "Priya Raman", "childrens_social_worker", AT)),
    )  # fmt: skip


def picture() -> Picture:
    return Picture("Safety from 0 to 10", "Everybody is at 4. Nobody is at 5.", SVG)


def empty() -> Paper:
    """Every section of the list, and nothing in any."""
    return paper(*(PaperSection(plan.key, plan.title, plan.required) for plan in CONFERENCE_REPORT))


def hostile() -> Paper:
    return paper(
        PaperSection("x", HOSTILE[0], required=True, facts=tuple(Fact(text, text) for text in HOSTILE),
                     pictures=(Picture(HOSTILE[0], HOSTILE[2], SVG),),
                     written=Written("\n".join(HOSTILE), HOSTILE[0], "team_manager", AT),
                     quotations=tuple((text, (quotation(text, *HOSTILE, author=text),)) for text in HOSTILE)),
        title=HOSTILE[0],
    )  # fmt: skip


def longest() -> Paper:
    """Every section at its limit of words, in lines of ninety, and what is written by hand as long."""
    return paper(*(_longest(plan) for plan in CONFERENCE_REPORT))


def _longest(plan: SectionPlan) -> PaperSection:
    said = [" ".join(f"{plan.key} word {at} {nth}" for nth in range(30)).capitalize() + "." for at in range(7)]
    quoted = tuple((f"Heading {at} of {plan.key}", (quotation(text, late=True, is_part=True, amendments=3),))
                   for at, text in enumerate(said))  # fmt: skip
    written = Written("\n\n".join(said * 4), "Priya Raman", "childrens_social_worker", AT)
    facts = tuple(Fact(f"Somebody {at}", text) for at, text in enumerate(said))
    by_hand = plan.to_write
    return PaperSection(
        plan.key, plan.title, plan.required, () if by_hand else facts, () if by_hand else (picture(),),
        written if by_hand else None, () if by_hand else quoted,
    )  # fmt: skip
