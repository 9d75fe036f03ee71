"""Questions to the psychologist: asked, taken on or put off, answered; and the queue of an area."""

from store.practice.permissions import Permission, Power
from web.endpoint import on_entry, on_family, with_power
from web.pages import consultation_answers, consultation_reading, consultation_settling, consultations
from web.routing.lines import get, post

ROUTES = (
    get("/consultations", with_power(Power.CONSULT, consultation_reading.queue), "consultation_queue"),
    get(
        "/families/{family_id:int}/consultations",
        on_family(Permission.READ, consultation_reading.index),
        "family_consultations",
    ),
    get(
        "/families/{family_id:int}/consultations/new",
        on_family(Permission.RECORD, consultations.new),
        "new_consultation",
    ),
    post(
        "/families/{family_id:int}/consultations",
        on_family(Permission.RECORD, consultations.create),
        "consultations",
    ),
    get("/consultations/{entry_id:uuid}", on_entry(Permission.READ, consultation_reading.show), "consultation"),
    get("/consultations/{entry_id:uuid}/edit", on_entry(Permission.RECORD, consultations.edit), "consultation_edit"),
    get(
        "/consultations/{entry_id:uuid}/revisions",
        on_entry(Permission.READ, consultation_reading.question_versions),
        "consultation_versions",
    ),
    post(
        "/consultations/{entry_id:uuid}/revisions",
        on_entry(Permission.RECORD, consultations.revise),
        "consultation_revisions",
    ),
    post(
        "/consultations/{entry_id:uuid}/taking",
        on_entry(Permission.ADVISE, consultation_settling.take_on),
        "consultation_taking",
    ),
    post(
        "/consultations/{entry_id:uuid}/putting-off",
        on_entry(Permission.ADVISE, consultation_settling.put_off),
        "consultation_putting_off",
    ),
    post(
        "/consultations/{entry_id:uuid}/taking-back",
        on_entry(Permission.RECORD, consultation_settling.take_back),
        "consultation_taking_back",
    ),
    # The answer
    get(
        "/consultations/{entry_id:uuid}/answers/new",
        on_entry(Permission.ADVISE, consultation_answers.new),
        "new_consultation_answer",
    ),
    post(
        "/consultations/{entry_id:uuid}/answers",
        on_entry(Permission.ADVISE, consultation_answers.create),
        "consultation_answers",
    ),
    get(
        "/consultation-answers/{entry_id:uuid}",
        on_entry(Permission.READ, consultation_reading.show_answer),
        "consultation_answer",
    ),
    get(
        "/consultation-answers/{entry_id:uuid}/edit",
        on_entry(Permission.ADVISE, consultation_answers.edit),
        "consultation_answer_edit",
    ),
    get(
        "/consultation-answers/{entry_id:uuid}/revisions",
        on_entry(Permission.READ, consultation_reading.answer_versions),
        "consultation_answer_versions",
    ),
    post(
        "/consultation-answers/{entry_id:uuid}/revisions",
        on_entry(Permission.ADVISE, consultation_answers.revise),
        "consultation_answer_revisions",
    ),
)
