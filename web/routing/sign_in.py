"""Signing in and out, and the touch that proves that one is still there."""

from web.endpoint import public, signed_in
from web.pages import demonstration, sign_in, touches
from web.routing.lines import get, post

ROUTES = (
    get("/sign-in", public(sign_in.show), "sign_in"),
    post("/sign-in/options", public(sign_in.options), "sign_in_options"),
    post("/sign-in", public(sign_in.finish), "sign_in_finish"),
    post("/sign-outs", signed_in(sign_in.end), "sign_outs"),
    post("/touches/options", signed_in(touches.options), "touch_options"),
    post("/touches", signed_in(touches.record), "touches"),
)

DEMONSTRATION = (
    post("/demonstration/sign-ins", public(demonstration.sign_in), "demonstration_sign_ins"),
    post("/demonstration/touches", signed_in(touches.record_in_demonstration), "demonstration_touches"),
)
