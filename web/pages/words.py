"""The words list as everybody may read it, and as a phone keeps it for the hints under what is written."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from hashlib import sha256

from starlette.responses import Response

from store.practice.permissions import Power, has_power
from store.practice.words import key_of
from store.words import ListedHint, list_hints
from web.endpoint import Call
from web.forms import clean

ALL = "all"


@dataclass(frozen=True)
class WordsPage:
    """`shown`: those of the letter, or those found. `out`: what was taken out, for whoever may put it back; `gone`
    of these has just been taken out."""

    shown: Sequence[ListedHint]
    how_many: int
    letters: Sequence[str]
    letter: str
    words: str
    out: Sequence[ListedHint]
    gone: ListedHint | None


async def index(call: Call) -> Response:
    words = " ".join(clean(_asked(call, "words")).split())[:80]
    every = await list_hints(call.db)
    letters = sorted({_letter(one) for one in every})
    letter = _asked(call, "letter") if _asked(call, "letter") in (*letters, ALL) else (letters or [ALL])[0]
    shown = [one for one in every if (_has(one, words) if words else letter in (_letter(one), ALL))]
    out = await list_hints(call.db, removed=True) if has_power(call.me.role, Power.EDIT_WORDS) else []
    gone = next((one for one in out if str(one.id) == _asked(call, "gone")), None)
    page = WordsPage(shown, len(every), letters, "" if words else letter, words, out, gone)
    template = "words/_list.html" if _asked(call, "part") else "words/index.html"
    return call.page(template, page, title="Words", place="you")


async def hints(call: Call) -> Response:
    """JSON for the phone: [phrase, other forms, why, instead] each. If-None-Match names what it has."""
    listed = [(one.hint.phrase, one.hint.also, one.hint.why, one.hint.instead) for one in await list_hints(call.db)]
    text = json.dumps({"words": listed}, ensure_ascii=False, separators=(",", ":")).encode()
    tag = f'"{sha256(text).hexdigest()[:16]}"'
    if tag in call.request.headers.get("if-none-match", ""):
        return Response(status_code=304, headers={"ETag": tag})
    return Response(text, media_type="application/json", headers={"ETag": tag})


def _asked(call: Call, name: str) -> str:
    return call.request.query_params.get(name, "")


def _letter(one: ListedHint) -> str:
    return key_of(one.hint.phrase)[0]


def _has(one: ListedHint, words: str) -> bool:
    """In the phrase, its forms, the reason or the advice."""
    hint = one.hint
    return any(key_of(words) in key_of(text) for text in (*hint.forms, hint.why, hint.instead))
