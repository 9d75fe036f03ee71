"""What people type into Find: the same questions for Weekbook and its rivals."""

from collections.abc import Callable, Iterator, Sequence
from random import Random

from web.bench.council import BenchFamily


def queries(families: Sequence[BenchFamily], number: int) -> Iterator[str]:
    """What people type: names whole, misspelt, begun and swapped; now and then a street, a number, a date.

    Six of ten ask for a family of one's own team (team 1), the others for anyone in the council.
    """
    random = Random(7)  # noqa: S311 - the same in every run; nothing here is secret
    own = [family for family in families if family.team_id == 1]
    for _ in range(number):
        family = random.choice(own) if random.random() < 0.6 else random.choice(families)
        person = random.choice(family.people)
        yield random.choice(_KINDS)(family, person.given_name, person.family_name, person, random)


_KINDS: tuple[Callable[..., str], ...] = (
    lambda family, given, name, person, random: f"{given} {name}",
    lambda family, given, name, person, random: f"{name} {given}",
    lambda family, given, name, person, random: f"{given} {name}",
    lambda family, given, name, person, random: family.name,
    lambda family, given, name, person, random: name,
    lambda family, given, name, person, random: _misspelt(name, random),
    lambda family, given, name, person, random: f"{_misspelt(given, random)} {_misspelt(name, random)}",
    lambda family, given, name, person, random: name[: random.randint(2, 5)],
    lambda family, given, name, person, random: f"{given} {name[:3]}",
    lambda family, given, name, person, random: family.street,
    lambda family, given, name, person, random: random.choice((family.postcode, person.phone or family.reference)),
    lambda family, given, name, person, random: person.born.strftime("%d/%m/%Y"),
)


def _misspelt(word: str, random: Random) -> str:
    at = random.randrange(1, len(word))
    return random.choice(
        (word[:at] + word[at + 1 :], word[:at] + word[at - 1] + word[at:], f"{word[:at]}e{word[at + 1 :]}")
    )
