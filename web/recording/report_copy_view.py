"""One recipient's copy of a version, as they get it, with what it leaves out and why."""

from dataclasses import dataclass

from store.case_access import CaseAccess
from store.case_people import CasePeople, people_on
from store.practice.report.contacts import like_contacts
from store.practice.report.copies import Beside, Copy, Piece, Recipient, copy_for, key_of, piece_key, pieces_of
from store.practice.report.paper import PaperSection, Quotation, Reply
from store.practice.report.replies import beside
from store.report_copies import CopyGround, Withholding, copy_ground
from store.version_rows import KeptVersion, ListedVersion
from web.endpoint import Call
from web.errors import NotThere
from web.recording.report_recipients import contacts_of_others, recipients_of
from web.recording.report_version_view import address_of_version, whole_version_of


@dataclass(frozen=True)
class CopyView:
    case: CaseAccess
    found: KeptVersion
    people: CasePeople
    ground: CopyGround
    copy: Copy
    version_href: str

    @property
    def version(self) -> ListedVersion:
        return self.found.listed

    @property
    def recipient(self) -> Recipient:
        return self.copy.recipient

    @property
    def here(self) -> str:
        return f"{self.version_href}/copies/{self.recipient.key}"

    @property
    def numbers(self) -> dict[str, int]:
        """Of what is withheld by hand, by the piece's key or by one of its marks."""
        held = (one for one in self.ground.withholdings if one.recipient == self.recipient.key)
        return {key: one.id for one in held for key in (one.piece, *one.marks)}

    @property
    def only_before(self) -> tuple[Withholding, ...]:
        """What is withheld by hand of other versions and does not stand in this one; its words are kept out still."""
        known = {key for one in self.copy.withheld for key in (one.piece.key, *one.piece.marks)}
        held = (one for one in self.ground.withholdings if one.recipient == self.recipient.key)
        return tuple(one for one in held if known.isdisjoint({one.piece, *one.marks}))

    @property
    def like_contacts(self) -> tuple[str, ...]:
        """What looks like a telephone number or a postcode in a copy for the family."""
        pieces = pieces_of(self.copy.paper) if self.recipient.is_family else ()
        return tuple(dict.fromkeys(found for one in pieces for text in one.texts for found in like_contacts(text)))

    def number_of(self, piece: Piece) -> int | None:
        return next((self.numbers[key] for key in (piece.key, *piece.marks) if key in self.numbers), None)

    def withholding(self, section: PaperSection, *facts: object) -> str:
        """The address at which a piece is withheld: a quotation, a reply, or what else stands there, by its facts."""
        one = facts[0]
        key = key_of(section, one) if isinstance(one, (Quotation, Reply)) else piece_key(section, *facts)
        return f"{self.here}/pieces/{key}/withholding"

    def piece(self, key: str) -> Piece | None:
        """One that can be withheld from them still."""
        return next((one for one in pieces_of(self.copy.paper) if one.key == key), None)


async def copy_view(call: Call) -> CopyView:
    """Of the version and the recipient in the address; nothing is copied of what is not what was handed over."""
    found = await whole_version_of(call)
    people = await people_on(call.db, call.case)
    ground = await copy_ground(call.db, case_id=call.case.case_id, report_id=found.listed.report_id)
    key = call.request.path_params["recipient"]
    whose = next((one for one in recipients_of(people, ground.agencies) if one.key == key), None)
    if whose is None:
        raise NotThere
    paper = beside(found.paper, ground.replies, found.listed.number)
    beside_it = Beside(ground.words(whose), contacts_of_others(call.case, people, whose), ground.wishes)
    copy = copy_for(paper, whose, ground.by_hand(whose), beside_it)
    return CopyView(call.case, found, people, ground, copy, address_of_version(call, found.listed.id))


def must_be_open(call: Call) -> None:
    """On a closed case nothing more is withheld or shared."""
    if not call.case.may_share:
        raise NotThere
