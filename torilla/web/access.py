"""Every page and what one needs for it. A page that does not stand here does not open.

`see` is asked for reading, `do` for writing (None: the page takes no writing). `of` names the kind of
subject of the address; with `of="list"` whoever may see something may open the list and sees only that.
"""

from dataclasses import dataclass


@dataclass(frozen=True)
class Access:
    see: str
    do: str | None = None
    of: str = "list"


OPEN = frozenset(
    {
        "people:work_account_start", "people:work_account_back", "people:work_account_ended",
        "account_login", "account_logout", "mfa_authenticate", "mfa_login_webauthn", "web:set_up",
        "people:join", "web:break_glass",
        "public:front", "public:accounts", "public:account", "public:check", "public:text",
        "public:data", "public:embed", "public:well_known", "web:live", "web:health", "web:ready", "web:metrics",
        "web:language", "web:robots", "api:operations", "duties:calendar", "public:units",
    }
)  # fmt: skip
"""Open without sign-in."""

OWN = frozenset(
    {
        "web:home", "web:settings", "web:market_test", "web:looked_for",
        "account_change_password", "account_reauthenticate",
        "mfa_index", "mfa_activate_totp", "mfa_deactivate_totp", "mfa_view_recovery_codes",
        "mfa_generate_recovery_codes", "mfa_download_recovery_codes", "mfa_reauthenticate",
        "mfa_add_webauthn", "mfa_edit_webauthn", "mfa_remove_webauthn", "mfa_reauthenticate_webauthn",
        "account_set_password",
        "duties:tasks", "duties:notices", "duties:calendar_renew", "duties:calendar_end",
        "api:tokens", "api:end", "media:uploads", "media:upload",
    }
)  # fmt: skip
"""One's own pages: whoever has signed in sees own things there and nobody else's."""

ACCESS: dict[str, Access] = {
    "register:accounts": Access("register.see"),
    "register:add": Access("register.add", "register.add"),
    "register:import": Access("register.import", "register.import"),
    "register:imported": Access("register.import", "register.import", "import"),
    "register:export": Access("register.export"),
    "register:public": Access("register.switch_public", "register.switch_public"),
    "register:lines": Access("guideline.see"),
    "register:settle_line": Access("register.settle_line", "register.settle_line"),
    "register:end_line": Access("register.settle_line", "register.settle_line", "line"),
    "register:account": Access("register.see", of="account"),
    "register:record": Access("register.change", "register.change", "account"),
    "register:history": Access("register.see", of="account"),
    "register:name": Access("register.name_steward", "register.name_steward", "account"),
    "register:removals": Access("register.note_removal", "register.note_removal", "account"),
    "register:end": Access("register.end_steward", "register.end_steward", "stewardship"),
    "register:seen": Access("register.note_seen", "register.note_seen", "account"),
    "register:confirm": Access("register.confirm", "register.confirm", "account"),
    "register:logins": Access("register.note_credential", "register.note_credential", "account"),
    "register:state": Access("register.close", "register.close", "account"),
    "register:answer": Access("register.answer_inquiry", "register.answer_inquiry", "unit"),
    "openings:applications": Access("openings.see"),
    "openings:begin": Access("openings.begin", "openings.begin"),
    "openings:application": Access("openings.see", of="application"),
    "openings:section": Access("openings.see", "openings.write", "section"),
    "openings:check": Access("openings.see", of="application"),
    "openings:application_pdf": Access("openings.see", of="application"),
    "openings:decision_pdf": Access("openings.see", of="application"),
    "openings:minutes": Access("openings.see", of="application"),
    "openings:propose": Access("openings.propose", "openings.propose", "application"),
    "openings:decide": Access("openings.see", "openings.decide", "application"),
    "openings:exception": Access("openings.except", "openings.except", "application"),
    "openings:withdraw": Access("openings.withdraw", "openings.withdraw", "application"),
    "meetings:meetings": Access("openings.meet"),
    "meetings:meeting": Access("openings.meet", "openings.meet", "meeting"),
    "openings:change": Access("openings.write", "openings.write", "application"),
    "openings:writers": Access("openings.write", "openings.write", "application"),
    "openings:remove_writer": Access("openings.write", "openings.write", "writer"),
    "openings:attachments": Access("openings.write", "openings.write", "application"),
    "openings:attachment": Access("openings.see", of="attachment"),
    "openings:detach": Access("openings.write", "openings.write", "attachment"),
    "openings:set_up": Access("openings.see", of="application"),
    "openings:begin_set_up": Access("openings.set_up", "openings.set_up", "application"),
    "openings:note_item": Access("openings.set_up", "openings.set_up", "application"),
    "openings:open_account": Access("openings.set_up", "openings.set_up", "application"),
    "media:library": Access("media.see"),
    "media:add": Access("media.add", "media.add"),
    "media:asset": Access("media.see", of="asset"),
    "media:shown": Access("media.see", of="shown"),
    "media:right": Access("media.change", "media.change", "asset"),
    "media:change": Access("media.change", "media.change", "asset"),
    "media:words": Access("media.change", "media.change", "asset_words"),
    "media:subtitles": Access("media.change", "media.change", "asset_words"),
    "media:vtt": Access("media.see", of="asset_words"),
    "media:original": Access("media.see_original", "media.see_original", "asset"),
    "media:remove": Access("media.remove", "media.remove", "asset"),
    "agreements:agreements": Access("agreements.see"),
    "agreements:propose_time": Access("agreements.propose", "agreements.propose", "person"),
    "agreements:propose_profile": Access("agreements.propose", "agreements.propose", "person"),
    "agreements:agreement": Access("agreements.see", of="agreement"),
    "agreements:answer": Access("agreements.answer", "agreements.answer", "agreement"),
    "agreements:withdraw": Access("agreements.propose", "agreements.propose", "agreement"),
    "agreements:confirm": Access("agreements.answer", "agreements.answer", "agreement"),
    "agreements:end": Access("agreements.end", "agreements.end", "agreement"),
    "agreements:renew": Access("agreements.propose", "agreements.propose", "agreement"),
    "matters:disclosures": Access("disclosures.see"),
    "matters:ask": Access("disclosures.ask", "disclosures.ask"),
    "matters:disclosure": Access("disclosures.see", of="disclosure"),
    "matters:answer": Access("disclosures.answer", "disclosures.answer", "disclosure"),
    "matters:withdraw": Access("disclosures.withdraw", "disclosures.withdraw", "disclosure"),
    "matters:end": Access("disclosures.answer", "disclosures.answer", "disclosure"),
    "people:people": Access("people.see"),
    "people:add": Access("people.change", "people.change"),
    "people:cooperation": Access("people.record_cooperation", "people.record_cooperation"),
    "people:import_people": Access("people.import", "people.import"),
    "people:imported_people": Access("people.import", "people.import", "people_import"),
    "people:import_units": Access("people.import", "people.import"),
    "people:imported_units": Access("people.import", "people.import", "units_import"),
    "people:person": Access("people.see", of="person"),
    "people:change": Access("people.change", "people.change", "person"),
    "people:standing": Access("people.change", "people.change", "person"),
    "people:leaving": Access("people.hand_over", "people.hand_over", "person"),
    "people:supervisor": Access("people.change", "people.change", "person"),
    "people:duty_times": Access("people.set_duty_times", "people.set_duty_times", "person"),
    "people:absence": Access("people.note_absence", "people.note_absence", "person"),
    "people:invite": Access("people.invite", "people.invite", "person"),
    "people:work_account": Access("people.link_work_account", "people.link_work_account", "person"),
    "people:export": Access("people.export", "people.export", "person"),
    "people:erase": Access("people.erase", "people.erase", "person"),
    "people:units": Access("people.see_organisation"),
    "people:add_unit": Access("people.change_organisation", "people.change_organisation"),
    "people:unit": Access("people.see_organisation", of="unit"),
    "people:change_unit": Access(
        "people.change_organisation", "people.change_organisation", "unit"
    ),
    "people:positions": Access("people.see_organisation"),
    "people:fill": Access("people.fill_position", "people.fill_position"),
    "people:add_body": Access("people.change_organisation", "people.change_organisation"),
    "people:body": Access("people.see_organisation", "people.change_organisation", "body"),
    "guideline:guideline": Access("guideline.see"),
    "guideline:clauses": Access("guideline.see"),
    "guideline:clause": Access("guideline.see", of="clause"),
    "guideline:load": Access("guideline.load", "guideline.load"),
    "guideline:handling": Access("guideline.record_history", "guideline.record_history"),
    "guideline:in_force": Access("guideline.record_history", "guideline.record_history"),
    "guideline:findings": Access("guideline.see_findings"),
    "guideline:waivers": Access("guideline.see_findings"),
    "guideline:waive": Access("guideline.waive", "guideline.waive", "finding"),
    "guideline:end_waiver": Access("guideline.waive", "guideline.waive", "waiver"),
    "duties:task": Access("duties.see", of="duty"),
    "duties:read": Access("duties.mark_read", "duties.mark_read", "duty"),
    "duties:mail": Access("duties.see_mail"),
    "web:audit": Access("audit.see"),
    "web:restored": Access("core.release", "core.release"),
}
