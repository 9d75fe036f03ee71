"""Individual supervision: the case part on a family's record; the list and the private part, for one of the two."""

from store.practice.permissions import Permission
from web.endpoint import on_entry, on_family, signed_in
from web.pages import (
    individual_supervision,
    individual_supervision_case,
    individual_supervision_case_reading,
    individual_supervision_private,
    individual_supervision_private_reading,
)
from web.routing.lines import get, post

ROUTES = (
    # The case part
    get(
        "/families/{family_id:int}/individual-supervisions/new",
        on_family(Permission.SUPERVISE, individual_supervision_case.new),
        "new_individual_supervision",
    ),
    post(
        "/families/{family_id:int}/individual-supervisions",
        on_family(Permission.SUPERVISE, individual_supervision_case.create),
        "individual_supervisions",
    ),
    get(
        "/individual-supervisions/{entry_id:uuid}",
        on_entry(Permission.READ, individual_supervision_case_reading.show),
        "individual_supervision",
    ),
    get(
        "/individual-supervisions/{entry_id:uuid}/edit",
        on_entry(Permission.SUPERVISE, individual_supervision_case.edit),
        "individual_supervision_edit",
    ),
    get(
        "/individual-supervisions/{entry_id:uuid}/revisions",
        on_entry(Permission.READ, individual_supervision_case_reading.versions),
        "individual_supervision_versions",
    ),
    post(
        "/individual-supervisions/{entry_id:uuid}/revisions",
        on_entry(Permission.SUPERVISE, individual_supervision_case.revise),
        "individual_supervision_revisions",
    ),
    post(
        "/individual-supervisions/{entry_id:uuid}/signatures",
        on_entry(Permission.RECORD, individual_supervision_case_reading.sign),
        "individual_supervision_signatures",
    ),
    # The list, and the private part: the handlers ask for whoever is one of the two
    get("/supervision/one-to-one", signed_in(individual_supervision.show), "one_to_ones"),
    get(
        "/supervision/one-to-one/with/{practitioner_id:int}/new",
        signed_in(individual_supervision_private.new),
        "new_one_to_one",
    ),
    post(
        "/supervision/one-to-one/with/{practitioner_id:int}",
        signed_in(individual_supervision_private.create),
        "one_to_ones_with",
    ),
    get(
        "/supervision/one-to-one/{one_to_one_id:uuid}",
        signed_in(individual_supervision_private_reading.show),
        "one_to_one",
    ),
    get(
        "/supervision/one-to-one/{one_to_one_id:uuid}/edit",
        signed_in(individual_supervision_private.edit),
        "one_to_one_edit",
    ),
    get(
        "/supervision/one-to-one/{one_to_one_id:uuid}/revisions",
        signed_in(individual_supervision_private_reading.versions),
        "one_to_one_versions",
    ),
    post(
        "/supervision/one-to-one/{one_to_one_id:uuid}/revisions",
        signed_in(individual_supervision_private.revise),
        "one_to_one_revisions",
    ),
    post(
        "/supervision/one-to-one/{one_to_one_id:uuid}/reading",
        signed_in(individual_supervision_private_reading.read),
        "one_to_one_reading",
    ),
    post(
        "/supervision/one-to-one/{one_to_one_id:uuid}/words",
        signed_in(individual_supervision_private_reading.add),
        "one_to_one_words",
    ),
)
