"""How a generated family came to the team: who told whom what, in two or three sentences."""

from random import Random

WHO = (
    "School rang after {child} came in without a coat again and said that there was no electricity at home.",
    "Police were called by a neighbour who heard shouting; {child} was on the stairs when they arrived.",
    "The health visitor saw bruises on {parent}’s arm at a clinic and asked about them with nobody else in the room.",
    "The midwife asked for help after two missed appointments and a urine sample that showed cocaine.",
    "An ambulance was called when {parent} took tablets; {child} had made the call.",
    "A grandmother wrote that {child} had been left with an older sibling for two nights.",
    "{child} told a teaching assistant that a grown-up at home hits, and showed where.",
    "The GP was worried about {parent}’s drinking and about who gets the children up in the morning.",
    "Housing found the family of {parent} in one room after the landlord changed the locks.",
    "Nursery noticed that {child} was always hungry on Mondays, and {parent} asked them for help.",
    "A & E treated {child} for a burn, and the first account of how it happened did not match the second.",
    "{parent} came to the office and asked for help with a partner who had begun to watch the telephone.",
    "The mental health ward asked for a plan before {parent} came home.",
    "A youth worker found {child} in town after midnight with people ten years older.",
    "Another council sent the records on when the family moved here in the summer.",
)  # fmt: skip
THEN = (
    "An assessment found enough worry, and enough to build on, for the team to work with the family.",
    "The strategy discussion decided on an enquiry; the family agreed to the work that followed.",
    "{parent} did not agree with all of it and asked for that to be written down.",
    "Early help had been tried for four months before.",
    "There had been two earlier referrals, both closed after a telephone call.",
    "The family had been known to the council six years ago, when {parent} was looked after.",
    "It is the first time that anyone has asked this family what would help.",
    "{parent} said from the first day that the children come first, and that sleep would be a start.",
    "Relatives live near by and came to the first meeting.",
    "Nobody outside the home had seen the youngest for five weeks.",
)  # fmt: skip


def referral(random: Random, parent: str, child: str) -> str:
    """Two or three sentences; the unborn are not quoted."""
    who = random.choice(WHO if child else [text for text in WHO if "{child}" not in text])
    return " ".join(text.format(parent=parent, child=child) for text in (who, *random.sample(THEN, 2)))
