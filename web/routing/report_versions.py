"""A conference report once it is handed over: its versions, what the manager decided, and who gets which copy."""

from store.practice.permissions import Permission, Power
from web.endpoint import on_family, with_power
from web.pages import (
    report_copies,
    report_copy_documents,
    report_decisions,
    report_replies,
    report_reply_ending,
    report_sharings,
    report_versions,
    shared_reports,
)
from web.routing.lines import get, post

REPORT = "/families/{family_id:int}/report"
VERSION = f"{REPORT}/handed-over/{{version_id:uuid}}"
COPY = f"{VERSION}/copies/{{recipient:str}}"
ENDING = f"{VERSION}/replies/{{reply_id:uuid}}/ending"
SHARED = "/shared-reports/{sharing_id:uuid}"
ROUTES = (
    get(f"{REPORT}/handing-over", on_family(Permission.SHARE, report_versions.new), "new_report_version"),
    post(f"{REPORT}/handed-over", on_family(Permission.SHARE, report_versions.create), "report_versions"),
    get(VERSION, on_family(Permission.READ, report_versions.show), "report_version"),
    post(f"{VERSION}/approval", on_family(Permission.SIGN_OFF, report_decisions.approve), "report_approval"),
    post(f"{VERSION}/giving-back", on_family(Permission.SIGN_OFF, report_decisions.give_back), "report_giving_back"),
    # What is said of it
    get(f"{VERSION}/replies/new", on_family(Permission.SHARE, report_replies.new), "new_report_reply"),
    post(f"{VERSION}/replies", on_family(Permission.SHARE, report_replies.create), "report_replies"),
    get(ENDING, on_family(Permission.SHARE, report_reply_ending.new), "new_report_reply_ending"),
    post(ENDING, on_family(Permission.SHARE, report_reply_ending.create), "report_reply_ending"),
    # Copies: looked at before anybody gets one, and recorded once they did
    post(f"{VERSION}/agencies", on_family(Permission.SHARE, report_copies.create_agency), "report_agencies"),
    get(COPY, on_family(Permission.SHARE, report_copies.show), "report_copy"),
    get(f"{COPY}/reading", on_family(Permission.SHARE, report_copy_documents.reading), "report_copy_reading"),
    get(f"{COPY}/report.docx", on_family(Permission.SHARE, report_copy_documents.word), "report_copy_docx"),
    get(f"{COPY}/report.pdf", on_family(Permission.SHARE, report_copy_documents.pdf), "report_copy_pdf"),
    get(
        f"{COPY}/pieces/{{piece:str}}/withholding",
        on_family(Permission.SHARE, report_copies.new_withholding),
        "new_report_withholding",
    ),
    post(
        f"{COPY}/pieces/{{piece:str}}/withholdings",
        on_family(Permission.SHARE, report_copies.create_withholding),
        "report_withholdings",
    ),
    post(
        f"{COPY}/withholdings/{{withholding_id:int}}/ending",
        on_family(Permission.SHARE, report_copies.end_withholding),
        "report_withholding_ending",
    ),
    get(f"{COPY}/sharing", on_family(Permission.SHARE, report_sharings.new), "new_report_sharing"),
    post(f"{COPY}/sharings", on_family(Permission.SHARE, report_sharings.create), "report_sharings"),
    post(
        f"{VERSION}/reading/ending",
        on_family(Permission.SHARE, report_sharings.end_reading_here),
        "report_reading_ending",
    ),
    # What its chair reads, and nothing else of the family
    get(SHARED, with_power(Power.READ_SHARED, shared_reports.show), "shared_report"),
    get(f"{SHARED}/report.docx", with_power(Power.READ_SHARED, shared_reports.word), "shared_report_docx"),
    get(f"{SHARED}/report.pdf", with_power(Power.READ_SHARED, shared_reports.pdf), "shared_report_pdf"),
)
