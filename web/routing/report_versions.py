"""A conference report once it is handed over: its versions, and what the manager decided."""

from store.practice.permissions import Permission
from web.endpoint import on_family
from web.pages import report_decisions, report_versions
from web.routing.lines import get, post

REPORT = "/families/{family_id:int}/report"
VERSION = f"{REPORT}/handed-over/{{version_id:uuid}}"
ROUTES = (
    get(f"{REPORT}/handing-over", on_family(Permission.SHARE, report_versions.new), "new_report_version"),
    post(f"{REPORT}/handed-over", on_family(Permission.SHARE, report_versions.create), "report_versions"),
    get(VERSION, on_family(Permission.READ, report_versions.show), "report_version"),
    post(f"{VERSION}/approval", on_family(Permission.SIGN_OFF, report_decisions.approve), "report_approval"),
    post(f"{VERSION}/giving-back", on_family(Permission.SIGN_OFF, report_decisions.give_back), "report_giving_back"),
)
