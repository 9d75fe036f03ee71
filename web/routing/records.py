"""What is written about a family: weekly entries, visits, sessions, significant events, amendments, tasks."""

from store.practice.permissions import Permission, Power
from web.endpoint import on_entry, on_family, on_task, with_power
from web.pages import (
    amendments,
    entries,
    photographs,
    record,
    session_reading,
    sessions,
    signatures,
    significant_event_reading,
    significant_events,
    tasks,
    visit_reading,
    visits,
    weekly_entries,
    weekly_entry_reading,
)
from web.routing.lines import get, post

ROUTES = (
    get("/record", with_power(Power.OWN_WEEK, record.show), "record"),
    get("/entries/{entry_id:uuid}", on_entry(Permission.READ, entries.show), "entry"),
    # Weekly entries
    get(
        "/families/{family_id:int}/weekly-entries/new",
        on_family(Permission.RECORD, weekly_entries.new, Permission.RECORD_PAST),
        "new_weekly_entry",
    ),
    post(
        "/families/{family_id:int}/weekly-entries",
        on_family(Permission.RECORD, weekly_entries.create, Permission.RECORD_PAST),
        "weekly_entries",
    ),
    get("/weekly-entries/{entry_id:uuid}", on_entry(Permission.READ, weekly_entry_reading.show), "weekly_entry"),
    get("/weekly-entries/{entry_id:uuid}/edit", on_entry(Permission.RECORD, weekly_entries.edit), "weekly_entry_edit"),
    get(
        "/weekly-entries/{entry_id:uuid}/revisions",
        on_entry(Permission.READ, weekly_entry_reading.revisions),
        "weekly_entry_versions",
    ),
    post(
        "/weekly-entries/{entry_id:uuid}/revisions",
        on_entry(Permission.RECORD, weekly_entries.revise),
        "weekly_entry_revisions",
    ),
    # Visits
    get(
        "/families/{family_id:int}/visits/new",
        on_family(Permission.RECORD, visits.new, Permission.RECORD_PAST),
        "new_visit",
    ),
    post(
        "/families/{family_id:int}/visits",
        on_family(Permission.RECORD, visits.create, Permission.RECORD_PAST),
        "visits",
    ),
    get("/visits/{entry_id:uuid}", on_entry(Permission.READ, visit_reading.show), "visit"),
    get("/visits/{entry_id:uuid}/edit", on_entry(Permission.RECORD, visits.edit), "visit_edit"),
    get("/visits/{entry_id:uuid}/revisions", on_entry(Permission.READ, visit_reading.versions), "visit_versions"),
    post("/visits/{entry_id:uuid}/revisions", on_entry(Permission.RECORD, visits.revise), "visit_revisions"),
    post("/visits/{entry_id:uuid}/signatures", on_entry(Permission.RECORD, signatures.create), "visit_signatures"),
    # Sessions
    get("/families/{family_id:int}/sessions", on_family(Permission.READ, session_reading.index), "family_sessions"),
    get(
        "/families/{family_id:int}/sessions/new",
        on_family(Permission.RECORD, sessions.new, Permission.RECORD_PAST),
        "new_session",
    ),
    post(
        "/families/{family_id:int}/sessions",
        on_family(Permission.RECORD, sessions.create, Permission.RECORD_PAST),
        "sessions",
    ),
    get("/sessions/{entry_id:uuid}", on_entry(Permission.READ, session_reading.show), "session"),
    get("/sessions/{entry_id:uuid}/edit", on_entry(Permission.RECORD, sessions.edit), "session_edit"),
    get("/sessions/{entry_id:uuid}/revisions", on_entry(Permission.READ, session_reading.versions), "session_versions"),
    post("/sessions/{entry_id:uuid}/revisions", on_entry(Permission.RECORD, sessions.revise), "session_revisions"),
    # Significant events
    get(
        "/families/{family_id:int}/significant-events/new",
        on_family(Permission.RECORD, significant_events.new, Permission.RECORD_PAST),
        "new_significant_event",
    ),
    post(
        "/families/{family_id:int}/significant-events",
        on_family(Permission.RECORD, significant_events.create, Permission.RECORD_PAST),
        "significant_events",
    ),
    get(
        "/significant-events/{entry_id:uuid}",
        on_entry(Permission.READ, significant_event_reading.show),
        "significant_event",
    ),
    get(
        "/significant-events/{entry_id:uuid}/edit",
        on_entry(Permission.RECORD, significant_events.edit),
        "significant_event_edit",
    ),
    get(
        "/significant-events/{entry_id:uuid}/revisions",
        on_entry(Permission.READ, significant_event_reading.versions),
        "significant_event_versions",
    ),
    post(
        "/significant-events/{entry_id:uuid}/revisions",
        on_entry(Permission.RECORD, significant_events.revise),
        "significant_event_revisions",
    ),
    # Photographs
    get(
        "/entries/{entry_id:uuid}/photographs/{photograph_id:uuid}",
        on_entry(Permission.READ, photographs.show),
        "photograph",
    ),
    post(
        "/entries/{entry_id:uuid}/photographs/{photograph_id:uuid}",
        on_entry(Permission.RECORD, photographs.create, Permission.RECORD_PAST),
        "photographs",
    ),
    # Reading, by its guard: what a phone sealed may add to the record, and take nothing from it.
    post(
        "/entries/{entry_id:uuid}/photographs/{photograph_id:uuid}/removal",
        on_entry(Permission.READ, photographs.remove),
        "photograph_removal",
    ),
    # Amendments
    get(
        "/entries/{entry_id:uuid}/amendments/new",
        on_entry(Permission.RECORD, amendments.new, Permission.ADVISE),
        "new_amendment",
    ),
    post(
        "/entries/{entry_id:uuid}/amendments",
        on_entry(Permission.RECORD, amendments.create, Permission.ADVISE),
        "amendments",
    ),
    # Tasks
    get("/families/{family_id:int}/tasks/new", on_family(Permission.RECORD, tasks.new), "new_task"),
    post("/families/{family_id:int}/tasks", on_family(Permission.RECORD, tasks.create), "tasks"),
    post("/tasks/{task_id:uuid}/closing", on_task(Permission.RECORD, tasks.close), "task_closing"),
    post("/tasks/{task_id:uuid}/reopening", on_task(Permission.RECORD, tasks.reopen), "task_reopening"),
)
