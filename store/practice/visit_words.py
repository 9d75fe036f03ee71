"""What a visitor most often has to say, to be tapped instead of typed; words of their own may follow.

What is kept is one text: the answer that was tapped, a colon, and the words: “Too young: asleep in her cot”.
"""

from collections.abc import Iterable

from store.practice.entries import ChildSeen

WHY_NOT_CARRIED_OUT = (
    "Nobody came to the door",
    "The family asked for another day",
    "It was not safe to go in",
    "We could not go",
)
WHY_NOT_ALONE = ("Too young", "Wanted a grown-up there", "A parent did not agree", "No room to ourselves", "Asleep")
RECEIVED = ("Glad to see us", "Talked with us", "Wary", "Angry", "Would not let us in")


def how_seen(child: ChildSeen) -> str:
    """Seen alone, bedroom seen. What nobody said is named as such."""
    if not child.seen:
        return "Whether seen was not said" if child.seen is None else "Not seen"
    alone = {True: " alone", False: ", not alone", None: ""}[child.alone]
    open_end = "; whether alone was not said" if child.alone is None else ""
    return f"Seen{alone}{', bedroom seen' if child.bedroom else ''}{open_end}"


def in_quotes(words: str) -> str:
    """As somebody said it; who wrote quotation marks has them once."""
    return words if not words or set(words) & set('“”"') else f"“{words}”"


def joined(chosen: str, words: str) -> str:
    """The answer that was tapped and the words that follow it, as one text."""
    return f"{chosen}: {words}" if chosen and words else chosen or words


def parted(text: str, offered: Iterable[str]) -> tuple[str, str]:
    """What `joined` put together, apart again; words alone where no answer that is offered begins the text."""
    for answer in offered:
        if text == answer:
            return answer, ""
        if text.startswith(f"{answer}: "):
            return answer, text[len(answer) + 2 :]
    return "", text
