"""Conferences and other meetings: set, moved, held or not; the report to them and the other papers."""

from store.practice.permissions import Permission
from web.endpoint import fresh, on_conference, on_family
from web.pages import (
    conference_records,
    conference_reports,
    conferences,
    report_choices,
    report_documents,
    report_texts,
)
from web.routing.lines import get, post

ROUTES = (
    # What a meeting came to makes plans begin and end, so it needs a fresh touch
    get("/families/{family_id:int}/conferences/new", on_family(Permission.RECORD, conferences.new), "new_conference"),
    post("/families/{family_id:int}/conferences", on_family(Permission.RECORD, conferences.create), "conferences"),
    get("/conferences/{conference_id:uuid}", on_conference(Permission.READ, conferences.show), "conference"),
    post(
        "/conferences/{conference_id:uuid}/bookings",
        on_conference(Permission.CONVENE, conferences.move),
        "conference_bookings",
    ),
    post(
        "/conferences/{conference_id:uuid}/cancellation",
        on_conference(Permission.CONVENE, conferences.cancel),
        "conference_cancellation",
    ),
    get(
        "/conferences/{conference_id:uuid}/holding/new",
        fresh(on_conference(Permission.CONVENE, conference_records.new)),
        "new_conference_holding",
    ),
    post(
        "/conferences/{conference_id:uuid}/holding",
        fresh(on_conference(Permission.CONVENE, conference_records.create)),
        "conference_holding",
    ),
    # The report
    get("/families/{family_id:int}/report", on_family(Permission.READ, conference_reports.show), "family_report"),
    get("/families/{family_id:int}/report.docx", on_family(Permission.READ, report_documents.word), "report_docx"),
    get("/families/{family_id:int}/report.pdf", on_family(Permission.READ, report_documents.pdf), "report_pdf"),
    get(
        "/families/{family_id:int}/report/{section:str}/writing",
        on_family(Permission.RECORD, report_texts.new),
        "new_report_text",
    ),
    post(
        "/families/{family_id:int}/report/{section:str}/texts",
        on_family(Permission.RECORD, report_texts.create),
        "report_texts",
    ),
    get(
        "/families/{family_id:int}/report/{section:str}/versions",
        on_family(Permission.READ, report_texts.versions),
        "report_text_versions",
    ),
    get(
        "/families/{family_id:int}/report/{section:str}/choosing",
        on_family(Permission.RECORD, report_choices.new),
        "new_report_choices",
    ),
    post(
        "/families/{family_id:int}/report/{section:str}/choices",
        on_family(Permission.RECORD, report_choices.create),
        "report_choices",
    ),
    # The other papers of the same assembly
    get(
        "/families/{family_id:int}/papers/{paper:str}",
        on_family(Permission.READ, conference_reports.paper),
        "family_paper",
    ),
)
