"""What is handed over sealed and signed, with the app closed: cut on its way there, or on its way onto the record."""

from dataclasses import dataclass, replace
from hashlib import sha256

from e2e.faults.council import Council
from e2e.faults.posts import Post
from e2e.faults.posts.post import did
from e2e.faults.sealing import InHand
from e2e.faults.ways import Alone, Ask, Load, Receipts, until_answered
from e2e.faults.wire import Answer, Receipt, Request, Shape, is_of, json_request
from tests.phone_in_hand import Json, canonical


@dataclass
class _Sealed:
    """A form that was handed over; its phone keeps asking for the receipt by handing it over again."""

    council: Council
    posts: Load
    phone: InHand

    def __post_init__(self) -> None:
        [post] = self.posts
        self.wire: Json = self.phone.seal(post)
        self.posts = (with_deeds_of_sealed(post),)

    @property
    def deposit(self) -> Request:
        return json_request(self.council, None, "/envelopes", self.wire)

    async def hand_over(self, ask: Ask) -> Json:
        """What is said of it; empty where the council does not say that it keeps just that."""
        answer = await until_answered(ask, self.deposit)
        told = answer.json if answer and answer.status in (200, 201) else {}
        return told if keeps(told, self.wire) else {}

    async def file(self, ask: Ask) -> Receipt | None:
        """Its author unlocks. None also where it was filed before: then only handing over again tells the receipt."""
        answer = await until_answered(ask, self.filings)
        return filed_in(answer, self.posts[0]) if answer else None

    @property
    def filings(self) -> Request:
        return json_request(self.council, self.phone.who, "/envelopes/filings", {})

    async def otherwise(self, ask: Ask) -> Receipts:
        """The form itself, which its phone still holds."""
        return await Alone(self.council, self.posts, Shape()).again(ask)

    def fitting(self, *receipts: Receipt | None) -> Receipts:
        """The one that all say who say any."""
        said = [one for one in receipts if one]
        same = all(one == said[0] for one in said) and is_of(said[0] if said else None, self.posts[0])
        return [said[0] if same else None]


class Deposited(_Sealed):
    """Cut while it is handed over; put on the record then where its author is signed in there, else when they file."""

    @property
    def request(self) -> Request:
        return self.deposit

    async def before(self, ask: Ask) -> None:
        """Nothing."""

    async def again(self, ask: Ask) -> Receipts:
        told = await self.hand_over(ask)
        filed = await self.file(ask)
        return self.fitting(told.get("filed"), filed, (await self.hand_over(ask)).get("filed"))


class Filed(_Sealed):
    """Cut while its author puts on the record what was handed over before."""

    @property
    def request(self) -> Request:
        return self.filings

    async def before(self, ask: Ask) -> None:
        told = await self.hand_over(ask)
        assert told and not told["filed"], f"it is to wait for its author: {told}"

    async def again(self, ask: Ask) -> Receipts:
        filed = await self.file(ask)
        return self.fitting(filed, (await self.hand_over(ask)).get("filed"))


class Opened(_Sealed):
    """Cut while its author has it opened by the council's key: that puts nothing anywhere, and then the form goes."""

    def __post_init__(self) -> None:
        """Nothing is handed over for keeping."""
        super().__post_init__()
        self.posts = (replace(self.posts[0], deeds=self.posts[0].deeds[:1]),)

    @property
    def request(self) -> Request:
        return json_request(self.council, self.phone.who, "/envelopes/openings", {"envelopes": [self.wire]})

    async def before(self, ask: Ask) -> None:
        """Nothing."""

    async def again(self, ask: Ask) -> Receipts:
        answer, [post] = await until_answered(ask, self.request), self.posts
        drafts = answer.json["drafts"] if answer and answer.status == 200 else []
        said = [tuple((name, value) for name, value in one["draft"]["fields"]) for one in drafts]
        return await Alone(self.council, self.posts, Shape()).again(ask) if said == [post.fields] else [None]


def keeps(told: Json, wire: Json) -> bool:
    """Whether the council says that it keeps just that envelope."""
    ours = (wire["id"], wire["serial"], sha256(canonical(wire).encode()).hexdigest())
    return (told.get("id"), told.get("serial"), told.get("sha256")) == ours


def filed_in(answer: Answer, post: Post) -> Receipt | None:
    filed = answer.json["filed"] if answer.status == 200 else []
    return next((one["receipt"] for one in filed if is_of(one["receipt"], post)), None)


def with_deeds_of_sealed(post: Post) -> Post:
    """It is handed over once and filed once, too."""
    sealed = (did("draft deposited", post.id), did("envelope filed", post.id))
    return replace(post, deeds=(*post.deeds, *sealed))
