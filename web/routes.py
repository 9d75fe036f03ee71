"""The contents page: every address, its guard, its handler."""

from starlette.responses import RedirectResponse, Response  # noqa: I001  (the pages stand in lines, not in a column)
from starlette.routing import BaseRoute, Mount, Route

from store.practice.permissions import Permission, Power
from web.endpoint import Call, apart, fresh, on_entry, on_family, on_task, public, signed_in, with_power
from web.pages import (
    allocations, amendments, carried, demonstration, entries, envelopes, families, family_people, family_tasks,
    find, health, invitation_links, invitations, newcomers, on_this_phone, passkeys, people, phones, plans, pwa,
    record, recovered, restrictions, sign_in, signatures, significant_event_reading, significant_events, story,
    supervision, tasks, touches, trail, unsent, vaults, visit_reading, visits, week, week_sheets, weekly_entries,
    weekly_entry_reading, welcome, you,
)  # fmt: skip
from web.public_files import PublicFiles
from web.settings import Settings


async def _home(call: Call) -> Response:
    return RedirectResponse("/week", 303)


_DEMONSTRATION = (
    Route("/demonstration/sign-ins", public(demonstration.sign_in), methods=["POST"], name="demonstration_sign_ins"),
    Route(
        "/demonstration/touches",
        signed_in(touches.record_in_demonstration),
        methods=["POST"],
        name="demonstration_touches",
    ),
)


def routes(settings: Settings) -> list[BaseRoute]:
    """All routes; the demonstration's door is among them only for a demonstration."""
    return [
        Route("/", signed_in(_home), name="home"),
        Route("/health", public(health.show), name="health"),
        # The week
        Route("/week", signed_in(week.show), name="week"),
        Route("/week/{week:str}", signed_in(week.show), name="week_of"),
        Route("/families/{family_id:int}/weeks/{week:str}", on_family(Permission.READ, week_sheets.show), name="sheet"),
        Route(
            "/families/{family_id:int}/weeks/{week:str}/sign-off",
            on_family(Permission.SIGN_OFF, week_sheets.sign_off),
            methods=["POST"],
            name="week_sign_off",
        ),
        Route(
            "/families/{family_id:int}/weekly-entries/new",
            on_family(Permission.RECORD, weekly_entries.new, Permission.RECORD_PAST),
            name="new_weekly_entry",
        ),
        Route(
            "/families/{family_id:int}/weekly-entries",
            on_family(Permission.RECORD, weekly_entries.create, Permission.RECORD_PAST),
            methods=["POST"],
            name="weekly_entries",
        ),
        Route(
            "/weekly-entries/{entry_id:uuid}", on_entry(Permission.READ, weekly_entry_reading.show), name="weekly_entry"
        ),
        Route(
            "/weekly-entries/{entry_id:uuid}/edit",
            on_entry(Permission.RECORD, weekly_entries.edit),
            name="weekly_entry_edit",
        ),
        Route(
            "/weekly-entries/{entry_id:uuid}/revisions",
            on_entry(Permission.READ, weekly_entry_reading.revisions),
            name="weekly_entry_versions",
        ),
        Route(
            "/weekly-entries/{entry_id:uuid}/revisions",
            on_entry(Permission.RECORD, weekly_entries.revise),
            methods=["POST"],
            name="weekly_entry_revisions",
        ),
        Route(
            "/entries/{entry_id:uuid}/amendments/new",
            on_entry(Permission.RECORD, amendments.new),
            name="new_amendment",
        ),
        Route(
            "/entries/{entry_id:uuid}/amendments",
            on_entry(Permission.RECORD, amendments.create),
            methods=["POST"],
            name="amendments",
        ),
        # Families
        Route("/families/{family_id:int}", on_family(Permission.READ, families.show), name="family"),
        Route("/families/{family_id:int}/story", on_family(Permission.READ, story.show), name="family_story"),
        Route("/families/{family_id:int}/people", on_family(Permission.READ, family_people.show), name="family_people"),
        Route(
            "/families/{family_id:int}/allocations/new",
            on_family(Permission.SIGN_OFF, allocations.new),
            name="new_allocation",
        ),
        Route(
            "/families/{family_id:int}/allocations",
            on_family(Permission.SIGN_OFF, allocations.create),
            methods=["POST"],
            name="allocations",
        ),
        Route(
            "/families/{family_id:int}/allocations/{allocation_id:int}/ending",
            on_family(Permission.SIGN_OFF, allocations.end),
            methods=["POST"],
            name="allocation_ending",
        ),
        Route(
            "/families/{family_id:int}/restriction",
            fresh(on_family(Permission.RESTRICT, restrictions.show)),
            name="restriction",
        ),
        Route(
            "/families/{family_id:int}/restrictions",
            fresh(on_family(Permission.RESTRICT, restrictions.create)),
            methods=["POST"],
            name="restrictions",
        ),
        Route(
            "/families/{family_id:int}/restriction/lifting",
            fresh(on_family(Permission.RESTRICT, restrictions.lift)),
            methods=["POST"],
            name="restriction_lifting",
        ),
        Route("/families/{family_id:int}/tasks", on_family(Permission.READ, family_tasks.show), name="family_tasks"),
        Route("/families/{family_id:int}/plans", on_family(Permission.READ, plans.show), name="family_plans"),
        Route("/supervision", signed_in(supervision.show), name="supervision"),
        # Find
        Route("/find", with_power(Power.FIND, find.index), name="find"),
        Route("/find/answers", with_power(Power.FIND, find.answers), name="find_answers"),
        # Record: visits, significant events, tasks, signatures
        Route("/record", with_power(Power.OWN_WEEK, record.show), name="record"),
        Route("/entries/{entry_id:uuid}", on_entry(Permission.READ, entries.show), name="entry"),
        Route("/families/{family_id:int}/visits/new", on_family(Permission.RECORD, visits.new), name="new_visit"),
        Route(
            "/families/{family_id:int}/visits",
            on_family(Permission.RECORD, visits.create, Permission.RECORD_PAST),
            methods=["POST"],
            name="visits",
        ),
        Route("/visits/{entry_id:uuid}", on_entry(Permission.READ, visit_reading.show), name="visit"),
        Route("/visits/{entry_id:uuid}/edit", on_entry(Permission.RECORD, visits.edit), name="visit_edit"),
        Route(
            "/visits/{entry_id:uuid}/revisions",
            on_entry(Permission.READ, visit_reading.versions),
            name="visit_versions",
        ),
        Route(
            "/visits/{entry_id:uuid}/revisions",
            on_entry(Permission.RECORD, visits.revise),
            methods=["POST"],
            name="visit_revisions",
        ),
        Route(
            "/visits/{entry_id:uuid}/signatures",
            on_entry(Permission.RECORD, signatures.create),
            methods=["POST"],
            name="visit_signatures",
        ),
        Route(
            "/families/{family_id:int}/significant-events/new",
            on_family(Permission.RECORD, significant_events.new),
            name="new_significant_event",
        ),
        Route(
            "/families/{family_id:int}/significant-events",
            on_family(Permission.RECORD, significant_events.create, Permission.RECORD_PAST),
            methods=["POST"],
            name="significant_events",
        ),
        Route(
            "/significant-events/{entry_id:uuid}",
            on_entry(Permission.READ, significant_event_reading.show),
            name="significant_event",
        ),
        Route(
            "/significant-events/{entry_id:uuid}/edit",
            on_entry(Permission.RECORD, significant_events.edit),
            name="significant_event_edit",
        ),
        Route(
            "/significant-events/{entry_id:uuid}/revisions",
            on_entry(Permission.READ, significant_event_reading.versions),
            name="significant_event_versions",
        ),
        Route(
            "/significant-events/{entry_id:uuid}/revisions",
            on_entry(Permission.RECORD, significant_events.revise),
            methods=["POST"],
            name="significant_event_revisions",
        ),
        Route("/families/{family_id:int}/tasks/new", on_family(Permission.RECORD, tasks.new), name="new_task"),
        Route(
            "/families/{family_id:int}/tasks",
            on_family(Permission.RECORD, tasks.create),
            methods=["POST"],
            name="tasks",
        ),
        Route(
            "/tasks/{task_id:uuid}/closing",
            on_task(Permission.RECORD, tasks.close),
            methods=["POST"],
            name="task_closing",
        ),
        Route(
            "/tasks/{task_id:uuid}/reopening",
            on_task(Permission.RECORD, tasks.reopen),
            methods=["POST"],
            name="task_reopening",
        ),
        # You: sign-in, passkeys, phones, people, invitations, the trail
        Route("/sign-in", public(sign_in.show), name="sign_in"),
        Route("/sign-in/options", public(sign_in.options), methods=["POST"], name="sign_in_options"),
        Route("/sign-in", public(sign_in.finish), methods=["POST"], name="sign_in_finish"),
        Route("/sign-outs", signed_in(sign_in.end), methods=["POST"], name="sign_outs"),
        Route("/touches/options", signed_in(touches.options), methods=["POST"], name="touch_options"),
        Route("/touches", signed_in(touches.record), methods=["POST"], name="touches"),
        Route("/you", signed_in(you.show), name="you"),
        Route("/on-this-phone", signed_in(on_this_phone.show), name="on_this_phone"),
        Route("/welcome", signed_in(welcome.show), name="welcome"),
        Route("/you/openings", signed_in(you.openings), name="openings"),
        Route("/passkeys/new", fresh(signed_in(passkeys.new)), name="new_passkey"),
        Route("/passkeys/options", fresh(signed_in(passkeys.options)), methods=["POST"], name="passkey_options"),
        Route("/passkeys", fresh(signed_in(passkeys.create)), methods=["POST"], name="passkeys"),
        Route("/passkeys/{passkey_id:int}/name", signed_in(passkeys.rename), methods=["POST"], name="passkey_name"),
        Route(
            "/passkeys/{passkey_id:int}/removal",
            fresh(signed_in(passkeys.remove)),
            methods=["POST"],
            name="passkey_removal",
        ),
        Route("/phones/this/vault", signed_in(vaults.create), methods=["POST"], name="vault"),
        Route("/phones/this/prf", fresh(signed_in(vaults.adopt_passkey)), methods=["POST"], name="vault_prf"),
        Route("/phones/state", public(vaults.state), name="phone_state"),
        Route("/phones/{phone_id:int}/name", signed_in(phones.rename), methods=["POST"], name="phone_name"),
        Route("/phones/{phone_id:int}/ending", signed_in(phones.end), methods=["POST"], name="phone_ending"),
        Route("/phones/{phone_id:int}/finding", fresh(signed_in(phones.find)), methods=["POST"], name="phone_finding"),
        Route("/people", with_power(Power.INVITE, people.index), name="people"),
        Route("/people/new", with_power(Power.INVITE, newcomers.new), name="new_person"),
        Route("/people", with_power(Power.INVITE, newcomers.create), methods=["POST"], name="people_create"),
        Route("/people/{practitioner_id:int}", with_power(Power.INVITE, people.show), name="person"),
        Route(
            "/people/{practitioner_id:int}/invitations",
            fresh(with_power(Power.INVITE, invitations.create)),
            methods=["POST"],
            name="invitations",
        ),
        Route(
            "/people/{practitioner_id:int}/sign-in-endings",
            fresh(with_power(Power.INVITE, people.end_all_sign_ins)),
            methods=["POST"],
            name="sign_in_endings",
        ),
        Route(
            "/people/{practitioner_id:int}/leaving",
            fresh(with_power(Power.INVITE, people.leave)),
            methods=["POST"],
            name="leaving",
        ),
        Route(
            "/people/{practitioner_id:int}/return",
            fresh(with_power(Power.INVITE, people.come_back)),
            methods=["POST"],
            name="return",
        ),
        Route(
            "/people/{practitioner_id:int}/unsent",
            fresh(with_power(Power.TEAM_WEEK, unsent.show)),
            name="unsent",
        ),
        Route(
            "/people/{practitioner_id:int}/unsent/requests",
            fresh(with_power(Power.TEAM_WEEK, unsent.ask)),
            methods=["POST"],
            name="unsent_requests",
        ),
        Route(
            "/people/{practitioner_id:int}/unsent/approvals",
            fresh(with_power(Power.TEAM_WEEK, unsent.agree)),
            methods=["POST"],
            name="unsent_approvals",
        ),
        Route("/invitations/{invitation_id:int}", with_power(Power.INVITE, invitations.show), name="invitation"),
        Route(
            "/invitations/{invitation_id:int}/confirmation",
            with_power(Power.INVITE, invitations.record_confirmation),
            methods=["POST"],
            name="invitation_confirmation",
        ),
        Route(
            "/invitations/{invitation_id:int}/cancellation",
            with_power(Power.INVITE, invitations.record_cancellation),
            methods=["POST"],
            name="invitation_cancellation",
        ),
        Route("/i/{token:str}", public(invitation_links.follow), name="invitation_link"),
        Route(
            "/i/{token:str}/opening",
            public(invitation_links.open_here),
            methods=["POST"],
            name="invitation_opening",
        ),
        Route("/i/{token:str}/waiting", public(invitation_links.wait), name="invitation_waiting"),
        Route(
            "/i/{token:str}/passkey/options",
            public(invitation_links.passkey_options),
            methods=["POST"],
            name="enrolment_options",
        ),
        Route("/i/{token:str}/passkey", public(invitation_links.passkey), methods=["POST"], name="enrolment"),
        Route("/trail", with_power(Power.READ_TRAIL, trail.show), name="trail"),
        *(_DEMONSTRATION if settings.demonstration else ()),
        # Sealed drafts that phones hand over
        Route("/envelopes", apart(public(envelopes.deposit)), methods=["POST"], name="envelopes"),
        Route("/envelopes/filings", apart(signed_in(envelopes.file_mine)), methods=["POST"], name="envelope_filings"),
        Route("/envelopes/openings", fresh(signed_in(recovered.open_mine)), methods=["POST"], name="envelope_openings"),
        Route("/recovered", fresh(signed_in(recovered.show)), name="recovered"),
        Route("/recovered/{draft_id:uuid}/filing", apart(signed_in(recovered.file)), methods=["POST"], name="filing"),
        Route(
            "/recovered/{draft_id:uuid}/discarding",
            signed_in(recovered.discard),
            methods=["POST"],
            name="discarding",
        ),
        # The installed app
        Route("/carried", signed_in(carried.show), name="carried"),
        Route("/manifest.webmanifest", public(pwa.manifest), name="manifest"),
        Route("/worker.js", public(pwa.worker), name="worker"),
        Route("/shell", public(pwa.shell), name="shell"),
        Mount("/static/{fingerprint}", PublicFiles(), name="static"),
    ]
