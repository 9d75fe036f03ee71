"""An invitation: made by a manager, opened on the phone of whom it is for, confirmed."""

from store.practice.permissions import Power
from web.endpoint import fresh, public, with_power
from web.pages import invitation_links, invitations
from web.routing.lines import get, post

ROUTES = (
    post(
        "/people/{practitioner_id:int}/invitations",
        fresh(with_power(Power.INVITE, invitations.create)),
        "invitations",
    ),
    get("/invitations/{invitation_id:int}", with_power(Power.INVITE, invitations.show), "invitation"),
    post(
        "/invitations/{invitation_id:int}/confirmation",
        with_power(Power.INVITE, invitations.record_confirmation),
        "invitation_confirmation",
    ),
    post(
        "/invitations/{invitation_id:int}/cancellation",
        with_power(Power.INVITE, invitations.record_cancellation),
        "invitation_cancellation",
    ),
    # On the phone that follows the link
    get("/i/{token:str}", public(invitation_links.follow), "invitation_link"),
    post("/i/{token:str}/opening", public(invitation_links.open_here), "invitation_opening"),
    get("/i/{token:str}/waiting", public(invitation_links.wait), "invitation_waiting"),
    post("/i/{token:str}/passkey/options", public(invitation_links.passkey_options), "enrolment_options"),
    post("/i/{token:str}/passkey", public(invitation_links.passkey), "enrolment"),
)
