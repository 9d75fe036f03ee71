"""Group supervision: planned, given views for, opened in the room, written down."""

from store.practice.permissions import Permission, Power
from web.endpoint import on_entry, on_family, signed_in, with_power
from web.pages import (
    group_supervisions,
    supervised_families,
    supervision_record_reading,
    supervision_records,
    supervision_views,
)
from web.routing.lines import get, post

TURN = "/families/{family_id:int}/supervisions/{supervision_id:uuid}"

ROUTES = (
    get("/supervisions/new", with_power(Power.TEAM_WEEK, group_supervisions.new), "new_supervision"),
    post("/supervisions", with_power(Power.TEAM_WEEK, group_supervisions.create), "supervisions"),
    get("/supervisions/{supervision_id:uuid}", signed_in(group_supervisions.show), "supervision_room"),
    get("/supervisions/{supervision_id:uuid}/events", signed_in(group_supervisions.events), "supervision_events"),
    get(
        "/supervisions/{supervision_id:uuid}/edit",
        with_power(Power.TEAM_WEEK, group_supervisions.edit),
        "supervision_edit",
    ),
    post(
        "/supervisions/{supervision_id:uuid}",
        with_power(Power.TEAM_WEEK, group_supervisions.change),
        "supervision_change",
    ),
    # A family's turn
    get(TURN, on_family(Permission.READ, supervised_families.show), "supervised_family"),
    post(TURN + "/opening", on_family(Permission.SIGN_OFF, supervised_families.open_views), "supervision_opening"),
    get(TURN + "/view", on_family(Permission.RECORD, supervision_views.new), "supervision_view"),
    post(TURN + "/views", on_family(Permission.RECORD, supervision_views.create), "supervision_views"),
    get(TURN + "/record/new", on_family(Permission.SIGN_OFF, supervision_records.new), "new_group_supervision"),
    post(TURN + "/records", on_family(Permission.RECORD, supervision_records.create), "group_supervisions"),
    # What was written down
    get(
        "/group-supervisions/{entry_id:uuid}",
        on_entry(Permission.READ, supervision_record_reading.show),
        "group_supervision",
    ),
    get(
        "/group-supervisions/{entry_id:uuid}/edit",
        on_entry(Permission.RECORD, supervision_records.edit),
        "group_supervision_edit",
    ),
    get(
        "/group-supervisions/{entry_id:uuid}/revisions",
        on_entry(Permission.READ, supervision_record_reading.versions),
        "group_supervision_versions",
    ),
    post(
        "/group-supervisions/{entry_id:uuid}/revisions",
        on_entry(Permission.RECORD, supervision_records.revise),
        "group_supervision_revisions",
    ),
)
