"""You: your passkeys, your phones and what they keep."""

from web.endpoint import apart, fresh, public, signed_in
from web.pages import on_this_phone, passkeys, phones, vaults, welcome, you
from web.routing.lines import get, post

ROUTES = (
    get("/you", signed_in(you.show), "you"),
    get("/you/openings", signed_in(you.openings), "openings"),
    get("/welcome", signed_in(welcome.show), "welcome"),
    get("/on-this-phone", signed_in(on_this_phone.show), "on_this_phone"),
    post("/you/invitations/{invitation_id:int}/noticing", signed_in(you.notice_coming_back), "invitation_noticing"),
    # Passkeys
    get("/passkeys/new", fresh(signed_in(passkeys.new)), "new_passkey"),
    post("/passkeys/options", fresh(signed_in(passkeys.options)), "passkey_options"),
    post("/passkeys", fresh(signed_in(passkeys.create)), "passkeys"),
    post("/passkeys/{passkey_id:int}/name", signed_in(passkeys.rename), "passkey_name"),
    post("/passkeys/{passkey_id:int}/removal", fresh(signed_in(passkeys.remove)), "passkey_removal"),
    # Phones
    post("/phones/this/vault", fresh(signed_in(vaults.create)), "vault"),
    post("/phones/this/prf", fresh(signed_in(vaults.adopt_passkey)), "vault_prf"),
    get("/phones/state", public(vaults.state), "phone_state"),
    post("/phones/erasures", apart(public(vaults.erase)), "phone_erasures"),
    post("/phones/{phone_id:int}/name", signed_in(phones.rename), "phone_name"),
    post("/phones/{phone_id:int}/ending", signed_in(phones.end), "phone_ending"),
    post("/phones/{phone_id:int}/finding", fresh(signed_in(phones.find)), "phone_finding"),
)
