"""What looks odd about a child as a whole. All of it only warns: no single value is known to be wrong.

Numbers of rules are those of the Department for Education's validation rules for the census.
"""

from collections.abc import Iterator
from datetime import date, timedelta
from itertools import pairwise

from store.exchange.census_parts import CensusChild, Episode, Identifiers
from store.exchange.refusal import Problem

LONGEST_PREGNANCY = timedelta(weeks=40)
OLDEST = 25


def oddities(child: CensusChild, reference: date) -> tuple[Problem, ...]:
    """Warnings about dates that do not go together, seen from the reference date of the census."""
    about, episodes = child.identifiers, sorted(child.episodes, key=lambda episode: episode.referred_on)
    return (
        *_of_person(about, reference),
        *(oddity for episode in episodes for oddity in _of_episode(episode, about, reference)),
        *_between(episodes),
    )


def _of_person(about: Identifiers, reference: date) -> Iterator[Problem]:
    """Rules 8520, 8775."""
    born = about.birth_date
    if born and born > reference:
        yield Problem("PersonBirthDate", str(born), f"this is after the census ({reference})")
    if born and reference.year - born.year > OLDEST:
        yield Problem("PersonBirthDate", str(born), f"this person is older than {OLDEST}")


def _of_episode(episode: Episode, about: Identifiers, reference: date) -> Iterator[Problem]:
    """Rules 8600, 8620, 8555, 8606."""
    referred, born = episode.referred_on, about.birth_date or about.expected_birth_date
    if referred > reference:
        yield Problem("CINreferralDate", str(referred), f"this is after the census ({reference})")
    if episode.closed_on and episode.closed_on > reference:
        yield Problem("CINclosureDate", str(episode.closed_on), f"this is after the census ({reference})")
    if about.death_date and referred > about.death_date:
        yield Problem("CINreferralDate", str(referred), f"this is after the child died ({about.death_date})")
    if born and referred < born - LONGEST_PREGNANCY:
        yield Problem("CINreferralDate", str(referred), f"this is more than 40 weeks before birth ({born})")


def _between(episodes: list[Episode]) -> Iterator[Problem]:
    """Rules 8815 and 8820; referrals without further action have no closure and do not count."""
    for earlier, later in pairwise(episode for episode in episodes if not episode.no_further_action):
        if earlier.closed_on is None or earlier.closed_on > later.referred_on:
            reason = f"the episode of {earlier.referred_on} was still open"
            yield Problem("CINreferralDate", str(later.referred_on), reason)
