"""What the browser itself refuses: foreign frames, foreign forms, scripts and htmx attributes that nobody signed."""

import re

import pytest
from playwright.sync_api import Error, Request, expect

from e2e.conftest import HandOut
from e2e.elsewhere import elsewhere
from e2e.phone import Phone
from e2e.records import family_id

HOSTILE = '<script>document.title="owned"</script><img src=x onerror="document.title=1">{{7*7}}'


def asked_for(phone: Phone) -> list[str]:
    """The addresses that the page asks for from now on."""
    asked: list[str] = []

    def note(request: Request) -> None:
        asked.append(request.url.removeprefix(phone.server.origin))

    phone.page.on("request", note)
    return asked


def test_every_answer_carries_the_policy(phones: HandOut) -> None:
    phone = phones("priya")
    answer = phone.open("/find")
    policy = answer.headers["content-security-policy"]
    assert re.search(r"script-src 'nonce-[\w-]{20,}'(;| 'strict-dynamic';)", policy)
    for part in ("default-src 'none'", "frame-ancestors 'none'", "base-uri 'none'", "form-action 'self'",
                 "require-trusted-types-for 'script'"):  # fmt: skip
        assert part in policy
    assert "unsafe" not in policy
    assert answer.headers["cache-control"] == "no-store"
    assert answer.headers["cross-origin-opener-policy"] == "same-origin"
    assert answer.headers["cross-origin-resource-policy"] == "same-origin"
    assert answer.headers["x-content-type-options"] == "nosniff"


def test_an_attribute_of_htmx_without_the_nonce_does_nothing(phones: HandOut) -> None:
    phone = phones("priya")
    phone.expects("[hx-csp] blocked <button#planted>")
    phone.open("/find")
    phone.page.wait_for_load_state("networkidle")
    asked = asked_for(phone)
    phone.page.evaluate(
        """async () => {
          const button = document.createElement('button');
          button.id = 'planted';
          button.setAttribute('hx-get', '/you');
          button.setAttribute('hx-target', '#main');
          document.getElementById('main').append(button);
          htmx.process(button);
          button.click();
          await fetch('/health');
        }"""
    )
    assert asked == ["/health"]
    expect(phone.page.get_by_role("heading", name="Find")).to_be_visible()


def test_a_string_never_becomes_markup_or_script(phones: HandOut) -> None:
    phone = phones("priya")
    phone.expects("TrustedHTML", "TrustedScript", "Content Security Policy", "trusted-types-sink")
    phone.open("/find")
    with pytest.raises(Error, match="TrustedHTML"):
        phone.page.evaluate("document.body.innerHTML = '<b>x</b>'")
    phone.page.evaluate(
        """() => {
          const script = document.createElement('script');
          script.append("document.title = 'owned'");
          document.body.append(script);
        }"""
    )
    assert "owned" not in phone.page.title()


def test_what_is_searched_for_is_shown_as_text(phones: HandOut) -> None:
    phone = phones("priya")
    phone.open(f"/find?q={HOSTILE.replace('=', '%3D').replace('{', '%7B').replace('}', '%7D')}")
    expect(phone.page.get_by_role("searchbox")).to_have_value(HOSTILE[:120])
    assert phone.page.title().startswith("Find")


def test_no_foreign_page_frames_it(phones: HandOut) -> None:
    phone = phones("priya")
    phone.expects("frame-ancestors", "X-Frame-Options", "ERR_BLOCKED_BY_RESPONSE", "Framing", "favicon")
    with elsewhere(f"<iframe name=inside src='{phone.server.origin}/find'></iframe>") as address:
        with phone.page.expect_event("requestfailed", lambda request: request.url.endswith("/find")) as refused:
            phone.page.goto(address)
        assert "ERR_BLOCKED_BY_RESPONSE" in (refused.value.failure or "")


def test_no_foreign_form_is_taken(phones: HandOut) -> None:
    """A page elsewhere posts to Weekbook: refused, and the sign-in lives on."""
    phone = phones("priya")
    form = f"<form method=post action='{phone.server.origin}/sign-outs'><button>Go</button></form>"
    with elsewhere(form) as address:
        phone.page.goto(address)
        with phone.page.expect_response("**/sign-outs") as answer:
            phone.page.get_by_role("button").click()
        assert answer.value.status == 403
    assert phone.open("/find").status == 200
    expect(phone.page.get_by_role("searchbox")).to_be_visible()


def test_after_signing_out_the_way_back_shows_nothing(phones: HandOut) -> None:
    phone = phones("priya")
    phone.open(f"/families/{family_id(phone.server, 'Okafor-Hill')}")
    expect(phone.page.get_by_role("heading", name="Okafor-Hill")).to_be_visible()
    phone.open("/you")
    phone.page.get_by_role("button", name="Sign out").click()
    phone.page.wait_for_url("**/sign-in*")
    assert not [cookie for cookie in phone.context.cookies() if cookie["name"] == "__Host-weekbook"]
    for _ in range(2):
        phone.page.go_back()
        expect(phone.page.get_by_text("Okafor")).to_have_count(0)
        expect(phone.page.get_by_text("Maya")).to_have_count(0)
