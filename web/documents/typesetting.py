"""The typesetter: one for the whole process, as its fonts take longer to read than a report takes to set."""

import json
import re
import unicodedata
from collections.abc import Mapping
from datetime import datetime
from functools import cache
from pathlib import Path
from threading import Lock
from typing import Any, Literal

import typst

HERE = Path(__file__).parent
_ONE_AT_A_TIME = Lock()  # a compiler is borrowed while it works
_MISSING = re.compile(r'the text `"(.*?)"` could not be displayed')
_ESCAPED = re.compile(r"\\u\{([0-9a-f]+)\}")


def set_pdf(values: Mapping[str, Any], at: datetime) -> bytes:
    """Tagged, as PDF/UA-1 wants it: typst refuses what is not, such as a letter that none of its fonts has.

    What it refuses so is said in words; which letters these are depends on nothing but the paper.
    """
    text = json.dumps(values, ensure_ascii=False)
    try:
        return _compiled("paper.typ", text, at)
    except typst.TypstError as refused:
        missing = _letters(refused.diagnostic)
        if not missing:
            raise
    return _compiled("paper.typ", _in_words(text, missing), at)


def set_png(svg: str) -> bytes:
    """For documents that take no SVG."""
    with _ONE_AT_A_TIME:
        made = _compiler("picture.typ").compile(format="png", ppi=160, sys_inputs={"svg": svg})
    assert isinstance(made, bytes)
    return made


def _compiled(name: Literal["paper.typ"], text: str, at: datetime) -> bytes:
    with _ONE_AT_A_TIME:
        made = _compiler(name).compile(
            format="pdf", sys_inputs={"paper": text}, pdf_standards=["ua-1"], timestamp=int(at.timestamp())
        )
    assert isinstance(made, bytes)
    return made


@cache
def _compiler(name: str) -> typst.Compiler:
    return typst.Compiler(HERE / name, root=HERE, font_paths=_fonts(), ignore_system_fonts=True)


@cache
def _fonts() -> typst.Fonts:
    """Only those that come with typst: a paper looks alike on every machine."""
    return typst.Fonts(include_system_fonts=False)


def _letters(diagnostic: str) -> frozenset[str]:
    said = (_ESCAPED.sub(lambda code: chr(int(code[1], 16)), text) for text in _MISSING.findall(diagnostic))
    return frozenset(letter for text in said for letter in text if ord(letter) > 126)


def _in_words(text: str, missing: frozenset[str]) -> str:
    """[grinning face]; of letters, which script: a name for each would be no reading."""
    runs = re.compile(f"[{re.escape(''.join(sorted(missing)))}]+(?: +[{re.escape(''.join(sorted(missing)))}]+)*")
    return runs.sub(lambda run: " ".join(dict.fromkeys(map(_said, run[0].replace(" ", "")))), text)


def _said(letter: str) -> str:
    name = unicodedata.name(letter, "").lower()
    if not name or unicodedata.category(letter) in ("Cf", "Mn", "Co"):
        return ""
    return f"[{name}]" if unicodedata.category(letter)[0] in "SNP" else f"[{name.split()[0]} letters]"
