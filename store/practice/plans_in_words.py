"""The names of plans and of the steps of a case, in full."""

from store.practice.case_facts import category_in_words

PLANS = {
    "pre_proceedings": "Pre-proceedings",
    "looked_after": "Looked after",
    "child_protection": "Child protection plan",
    "child_in_need": "Child in need plan",
}
STEPS = {
    "section_47": "Section 47 enquiry",
    "initial_conference": "Initial child protection conference",
    "review": "Review conference",
    "pre_proceedings_meeting": "Pre-proceedings meeting",
}
ORIGINS = {"census": "the children in need census", "caseload": "the council’s caseload list"}


def plan_in_words(kind: str, category: str = "") -> str:
    """Child protection plan: neglect"""
    name = PLANS.get(kind, _plain(kind))
    return f"{name}: {category_in_words(category)}" if category else name


def step_in_words(kind: str) -> str:
    """Section 47 enquiry; Core group; Strategy discussion"""
    return STEPS.get(kind, _plain(kind))


def gravity(kind: str) -> int:
    """The gravest plan first; a kind that is not known last."""
    return list(PLANS).index(kind) if kind in PLANS else len(PLANS)


def origin_in_words(source_key: str | None) -> str:
    """Where an imported case came from; its key begins with the name of the import."""
    if not source_key:
        return ""
    return ORIGINS.get(source_key.partition(":")[0], "an import")


def _plain(key: str) -> str:
    return key.replace("_", " ").capitalize()
