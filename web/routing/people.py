"""People as their managers keep them, and the trail of what everybody read and changed."""

from store.practice.permissions import Power
from web.endpoint import fresh, with_power
from web.pages import newcomers, people, practice_file, trail
from web.routing.lines import get, post

ROUTES = (
    get("/people", with_power(Power.INVITE, people.index), "people"),
    get("/people/new", with_power(Power.INVITE, newcomers.new), "new_person"),
    post("/people", with_power(Power.INVITE, newcomers.create), "people_create"),
    get("/people/{practitioner_id:int}", with_power(Power.INVITE, people.show), "person"),
    post(
        "/people/{practitioner_id:int}/sign-in-endings",
        fresh(with_power(Power.INVITE, people.end_all_sign_ins)),
        "sign_in_endings",
    ),
    post("/people/{practitioner_id:int}/leaving", fresh(with_power(Power.INVITE, people.leave)), "leaving"),
    post("/people/{practitioner_id:int}/return", fresh(with_power(Power.INVITE, people.come_back)), "return"),
    get(
        "/people/{practitioner_id:int}/practice-file",
        with_power(Power.TEAM_WEEK, practice_file.show_to_supervisor),
        "shared_practice_file",
    ),
    get("/trail", with_power(Power.READ_TRAIL, trail.show), "trail"),
)
