"""The week, as it is seen and signed off."""

from store.practice.permissions import Permission
from web.endpoint import on_family, signed_in
from web.pages import supervision, week, week_sheets
from web.routing.lines import get, post

ROUTES = (
    get("/", signed_in(week.home), "home"),
    get("/week", signed_in(week.show), "week"),
    get("/week/{week:str}", signed_in(week.show), "week_of"),
    get("/families/{family_id:int}/weeks/{week:str}", on_family(Permission.READ, week_sheets.show), "sheet"),
    post(
        "/families/{family_id:int}/weeks/{week:str}/sign-off",
        on_family(Permission.SIGN_OFF, week_sheets.sign_off),
        "week_sign_off",
    ),
    get("/supervision", signed_in(supervision.show), "supervision"),
)
