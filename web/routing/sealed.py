"""What a phone sends together; drafts handed over sealed: filed, recovered by their author, or read by two managers."""

from store.practice.permissions import Power
from web.endpoint import apart, fresh, public, signed_in, with_power
from web.pages import envelopes, outbox, recovered, unsent
from web.routing.lines import get, post

ROUTES = (
    post("/outbox", apart(signed_in(outbox.send)), "outbox"),
    post("/envelopes", apart(public(envelopes.deposit)), "envelopes"),
    post("/envelopes/filings", apart(signed_in(envelopes.file_mine)), "envelope_filings"),
    # By their author
    post("/envelopes/openings", fresh(signed_in(recovered.open_mine)), "envelope_openings"),
    post("/photographs/openings", fresh(signed_in(recovered.open_photographs)), "photograph_openings"),
    get("/recovered", fresh(signed_in(recovered.show)), "recovered"),
    get("/recovered/drafts", signed_in(recovered.mine), "recovered_drafts"),
    get("/recovered/{draft_id:uuid}", fresh(signed_in(recovered.go_on)), "recovered_draft"),
    post("/recovered/{draft_id:uuid}/filing", apart(signed_in(recovered.file)), "filing"),
    post("/recovered/{draft_id:uuid}/discarding", signed_in(recovered.discard), "discarding"),
    # Of somebody who left
    get("/people/{practitioner_id:int}/unsent", fresh(with_power(Power.TEAM_WEEK, unsent.show)), "unsent"),
    post(
        "/people/{practitioner_id:int}/unsent/requests",
        fresh(with_power(Power.TEAM_WEEK, unsent.ask)),
        "unsent_requests",
    ),
    post(
        "/people/{practitioner_id:int}/unsent/approvals",
        fresh(with_power(Power.TEAM_WEEK, unsent.agree)),
        "unsent_approvals",
    ),
    post(
        "/people/{practitioner_id:int}/unsent/{draft_id:uuid}/discarding",
        fresh(with_power(Power.TEAM_WEEK, unsent.put_away)),
        "unsent_discarding",
    ),
)
