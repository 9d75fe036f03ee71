"""What was read, in plain words, from the address that the trail keeps.

A family's turn in group supervision and the form of one's own view of it (`…/view`, `…/views`) are one thing here: else
colleagues would read who is giving a view before the views are open.
"""

_WORDS = {
    "families": "the family’s page",
    "story": "the story",
    "chronology": "the chronology",
    "people": "the people of the family",
    "relationships": "who is related to whom",
    "allocations": "who holds the family",
    "restriction": "the restriction of the family",
    "restrictions": "the restriction of the family",
    "tasks": "the tasks",
    "plans": "plans and dates",
    "conferences": "a conference or another meeting",
    "safety": "safety over time",
    "report": "the conference report as it stands",
    "report.docx": "the conference report, as a document",
    "report.pdf": "the conference report, as a document",
    "handed-over": "the conference report as it was handed over",
    "copies": "a copy of the conference report, as its recipient gets it",
    "shared-reports": "the conference report that was shared with its chair",
    "papers": "a summary for a meeting",
    "showings": "what can be shown to the family",
    "weeks": "the week’s sheet",
    "sheet": "the week’s sheet",
    "print": "a print-out of the week",
    "visits": "a visit",
    "weekly-entries": "a weekly entry",
    "significant-events": "a significant event",
    "sessions": "one-to-one sessions",
    "consultations": "a question for the psychologist",
    "consultation-answers": "the psychologist’s answer",
    "answers": "the psychologist’s answer",
    "modules": "the modules",
    "supervisions": "group supervision",
    "group-supervisions": "group supervision",
    "individual-supervisions": "individual supervision",
    "photographs": "a photograph",
    "entries": "an entry",
    "find": "the family’s card in Find",
    "amendments": "an amendment",
    "signatures": "a signature",
    "edit": "an entry, to change it",
}


def what_was_read(path: str) -> str:
    """“/families/3/story” → “the story”: the last word of the path that has a meaning."""
    for part in reversed(path.strip("/").split("/")):
        if part in _WORDS:
            return _WORDS[part]
    return "the family’s record"
