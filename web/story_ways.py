"""What of a family's story one can look at: all of it, a kind of entry, or the chronology."""

from starlette.requests import Request

from store.case_access import CaseAccess
from web.ways import Links, Way

CHRONOLOGY = "chronology"
SHOWN = {
    "": "All",
    CHRONOLOGY: "Chronology",
    "visit": "Visits",
    "weekly_entry": "Weekly",
    "significant_event": "Events",
    "session": "Sessions",
    "consultation": "Questions",
    "consultation_answer": "Advice",
    "individual_supervision": "One-to-one supervision",
    "group_supervision": "Supervision",
}


def ways_of_the_story(request: Request, case: CaseAccess, here: str) -> tuple[Way, ...]:
    """`here`: a key of SHOWN. Whose entries are shown stays as it is; the chronology begins with everyone's."""
    root = f"/families/{case.family_id}"
    story = Links(request, "by", path=f"{root}/story")
    return tuple(
        Way(text, f"{root}/chronology" if key == CHRONOLOGY else story.to(show=key), key == here)
        for key, text in SHOWN.items()
    )
