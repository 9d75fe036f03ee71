"""A family: its story and how safe it is seen, its people, what it is shown, who holds and opens it; finding one."""

from store.practice.permissions import Permission, Power
from web.endpoint import fresh, on_family, with_power
from web.pages import (
    allocations,
    chronology,
    families,
    family_people,
    family_tasks,
    find,
    plans,
    relationships,
    restrictions,
    safety,
    showings,
    story,
)
from web.routing.lines import get, post

ROUTES = (
    get("/families/{family_id:int}", on_family(Permission.READ, families.show), "family"),
    get("/families/{family_id:int}/story", on_family(Permission.READ, story.show), "family_story"),
    get("/families/{family_id:int}/chronology", on_family(Permission.READ, chronology.show), "family_chronology"),
    get("/families/{family_id:int}/people", on_family(Permission.READ, family_people.show), "family_people"),
    get("/families/{family_id:int}/tasks", on_family(Permission.READ, family_tasks.show), "family_tasks"),
    get("/families/{family_id:int}/plans", on_family(Permission.READ, plans.show), "family_plans"),
    get("/families/{family_id:int}/safety", on_family(Permission.READ, safety.show), "family_safety"),
    # What the family is shown
    get("/families/{family_id:int}/showings/new", on_family(Permission.READ, showings.new), "new_showing"),
    post("/families/{family_id:int}/showings", on_family(Permission.READ, showings.create), "showings"),
    # Who holds it
    get("/families/{family_id:int}/allocations/new", on_family(Permission.SIGN_OFF, allocations.new), "new_allocation"),
    post("/families/{family_id:int}/allocations", on_family(Permission.SIGN_OFF, allocations.create), "allocations"),
    post(
        "/families/{family_id:int}/allocations/{allocation_id:int}/ending",
        on_family(Permission.SIGN_OFF, allocations.end),
        "allocation_ending",
    ),
    # Who is who to whom
    get(
        "/families/{family_id:int}/relationships", on_family(Permission.RECORD, relationships.show), "relationships_of"
    ),
    post(
        "/families/{family_id:int}/relationships", on_family(Permission.RECORD, relationships.create), "relationships"
    ),
    post(
        "/families/{family_id:int}/relationships/{relationship_id:uuid}/ending",
        on_family(Permission.RECORD, relationships.end),
        "relationship_ending",
    ),
    post(
        "/families/{family_id:int}/relationships/{relationship_id:uuid}/withdrawal",
        on_family(Permission.RECORD, relationships.withdraw),
        "relationship_withdrawal",
    ),
    # Who may open it
    get(
        "/families/{family_id:int}/restriction",
        fresh(on_family(Permission.RESTRICT, restrictions.show)),
        "restriction",
    ),
    post(
        "/families/{family_id:int}/restrictions",
        fresh(on_family(Permission.RESTRICT, restrictions.create)),
        "restrictions",
    ),
    post(
        "/families/{family_id:int}/restriction/lifting",
        fresh(on_family(Permission.RESTRICT, restrictions.lift)),
        "restriction_lifting",
    ),
    # Find
    get("/find", with_power(Power.FIND, find.index), "find"),
    get("/find/answers", with_power(Power.FIND, find.answers), "find_answers"),
)
