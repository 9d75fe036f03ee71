"""You: passkeys, phones and what they keep; the modules, the timescales and the sections, for who leads the service."""

from store.practice.permissions import Power
from web.endpoint import apart, fresh, public, signed_in, with_power
from web.pages import (
    modules,
    on_this_phone,
    papers,
    passkeys,
    phones,
    practice_file,
    practice_notes,
    timescales,
    vaults,
    welcome,
    you,
)
from web.routing.lines import get, post

ROUTES = (
    get("/you", signed_in(you.show), "you"),
    get("/you/openings", signed_in(you.openings), "openings"),
    get("/welcome", signed_in(welcome.show), "welcome"),
    get("/on-this-phone", signed_in(on_this_phone.show), "on_this_phone"),
    post("/you/invitations/{invitation_id:int}/noticing", signed_in(you.notice_coming_back), "invitation_noticing"),
    # One's own practice file
    get("/practice-file", with_power(Power.OWN_WEEK, practice_file.show), "practice_file"),
    get("/practice-file/{kind:str}/new", with_power(Power.OWN_WEEK, practice_notes.new), "new_practice_note"),
    post("/practice-file/{kind:str}", with_power(Power.OWN_WEEK, practice_notes.create), "practice_notes"),
    get("/practice-file/notes/{note_id:uuid}/edit", with_power(Power.OWN_WEEK, practice_notes.edit), "practice_note"),
    post(
        "/practice-file/notes/{note_id:uuid}",
        with_power(Power.OWN_WEEK, practice_notes.revise),
        "practice_note_revisions",
    ),
    post(
        "/practice-file/notes/{note_id:uuid}/sharing",
        with_power(Power.OWN_WEEK, practice_notes.share),
        "practice_note_sharing",
    ),
    post(
        "/practice-file/notes/{note_id:uuid}/removal",
        with_power(Power.OWN_WEEK, practice_notes.remove),
        "practice_note_removal",
    ),
    post(
        "/practice-file/notes/{note_id:uuid}/return",
        with_power(Power.OWN_WEEK, practice_notes.bring_back),
        "practice_note_return",
    ),
    # The modules that sessions work on
    get("/modules", with_power(Power.MODULES, modules.index), "modules"),
    post("/modules/{module_id:int}", with_power(Power.MODULES, modules.change), "module"),
    post("/modules/{module_id:int}/moves", with_power(Power.MODULES, modules.move), "module_moves"),
    post("/modules/{module_id:int}/putting-away", with_power(Power.MODULES, modules.put_away), "module_putting_away"),
    post("/modules/{module_id:int}/return", with_power(Power.MODULES, modules.bring_back), "module_return"),
    # When things are due: everybody reads it
    get("/timescales", signed_in(timescales.index), "timescales"),
    post("/rhythm", with_power(Power.TIMESCALES, timescales.change_rhythm), "rhythm"),
    post("/timescales/{key:str}", with_power(Power.TIMESCALES, timescales.change), "timescale"),
    post("/timescales/{key:str}/return", with_power(Power.TIMESCALES, timescales.put_back), "timescale_return"),
    # The sections of each paper: everybody reads them
    get("/papers", signed_in(papers.index), "papers"),
    get("/papers/{paper:str}/edit", with_power(Power.TIMESCALES, papers.edit), "paper_edit"),
    post("/papers/{paper:str}/sections", with_power(Power.TIMESCALES, papers.change), "paper_sections"),
    post("/papers/{paper:str}/return", with_power(Power.TIMESCALES, papers.put_back), "paper_return"),
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
