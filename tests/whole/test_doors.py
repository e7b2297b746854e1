"""Who may open which door: a table written by hand, and a real press on every one by everybody (D1, D2, D3).

The table is not derived from the registry: it says what each screen is for. A new screen without a row fails.
"""

from collections.abc import AsyncIterator
from pathlib import Path
from typing import NamedTuple

import pytest
import pytest_asyncio

from bot.clock import RehearsalClock
from bot.domain.people import Role
from handlers import visits
from handlers.screens import SCREENS
from tests.conftest import MONDAY_MORNING, a_file
from tests.given import GONE
from tests.town import Town
from tests.whole.scene import PRIVATE, Scene, set_scene


class Door(NamedTuple):
    """For whom, with what in hand: S stranger, N newcomer, B beneficiary, R referent, C coordinator, V volunteer."""

    roles: str
    button: str
    whose: str = ""
    """"own": of the person who asked; "followed": of the people this referent follows, and of Paul's own house;
    "met": of those who meet today, Amina and Paul; "told": of the coordinator who reads of a problem; "along": of who goes along with that group;
    "rolled": "followed", or for any coordinator; "house": of anybody of the same organisation; "vetted": for the house's team, but not who invited; "typed": never by a button; "late", "left": of nobody here, yet: stories tell when."""


DOORS = {
    # Everybody who has a telephone
    "choices": Door("NBRCV", "choices:1:home"),
    "home": Door("SNBRCV", "home"),
    "help": Door("SNBRCV", "help"),
    "lost": Door("SNBRCV", "lost"),
    "join": Door("SNBRCV", "join", "typed"),
    # On the way in
    "stranger": Door("S", "stranger:fr"),
    "choose_language": Door("NBRCV", "choose_language"),
    "speak": Door("NBRCV", "speak:fr"),
    "languages": Door("NBRCV", "languages"),
    "step": Door("N", "step"),
    "what_is_kept": Door("N", "what_is_kept"),
    "agree": Door("N", "agree"),
    "decline": Door("N", "decline"),
    "welcome": Door("B", "welcome"),
    # Everybody who is in
    "settings": Door("BRCV", "settings"),
    "privacy": Door("BRCV", "privacy"),
    "my_data": Door("BRCV", "my_data"),
    "offers": Door("BRC", "offers:all:1"),
    "filter": Door("BRC", "filter"),
    "session": Door("BRC", "session:{open}:all:1"),
    "drawn": Door("BRC", "drawn:{open}:all:1"),
    "way": Door("BRCV", "way:{open}"),
    # The person's own
    "ask": Door("B", "ask:{open}:1"),
    "mine": Door("B", "mine"),
    "stages": Door("B", "stages"),
    "start_from": Door("B", "start_from:{open}"),
    "type_stop": Door("B", "type_stop:{open}"),
    "typed_stop": Door("B", "typed_stop:{open}", "typed"),
    "set_stop": Door("B", "set_stop:{stop}:{open}"),
    "move_so": Door("B", "move_so:walk15:1:{open}"),
    "forget_start": Door("B", "forget_start:{open}"),
    "leave_at": Door("B", "leave_at:{coming}:{leaving}", "own"),
    "stop": Door("B", "stop:j3"),
    "resume": Door("B", "resume:j3"),
    "my_referent": Door("B", "my_referent"),
    "call_me": Door("B", "call_me"),
    "place": Door("B", "place:{asked}", "own"),
    "agenda": Door("B", "agenda:{coming}", "own"),
    "decision": Door("B", "decision:{coming}", "own"),
    "reminder": Door("B", "reminder:{coming}:j3", "own"),
    "changed": Door("B", "changed:{coming}:{told}", "own"),
    "list_changed": Door("B", "list_changed:{waits_there}:{told}", "own"),
    "go_so": Door("B", "go_so:{asked}:company", "own"),
    "accompanied": Door("B", "accompanied:{coming}", "own"),
    "companion_gone": Door("B", "companion_gone:{asked}", "late"),
    "companion_away": Door("B", "companion_away:{asked}", "late"),
    "still": Door("B", "still:{coming}", "own"),
    "note": Door("B", "note:{note}", "own"),
    "coming": Door("B", "coming:{coming}", "own"),
    "help_me": Door("B", "help_me:{coming}", "own"),
    "leave": Door("B", "leave:{asked}", "own"),
    "left": Door("B", "left:{asked}", "own"),
    "cannot": Door("B", "cannot:{coming}", "own"),
    "say": Door("B", "say:{coming}:glad", "own"),
    "been": Door("B", "been"),
    "been_there": Door("B", "been_there:{coming}", "own"),
    "write_sentence": Door("B", "write_sentence:{coming}", "own"),
    "typed_sentence": Door("B", "typed_sentence:{coming}", "typed"),
    "drop_sentence": Door("B", "drop_sentence:{coming}", "own"),
    "project": Door("B", "project"),
    "write_project": Door("B", "write_project"),
    "typed_project": Door("B", "typed_project", "typed"),
    "small_step": Door("B", "small_step", "late"),
    "take_step": Door("B", "take_step:{open}"),
    "project_agreed": Door("B", "project_agreed:{project}", "own"),
    "project_proposed": Door("B", "project_proposed:{proposal}", "own"),
    "ask_company": Door("B", "ask_company:{open}"),
    "waiting": Door("B", "waiting:{listed}"),
    "wait": Door("B", "wait:{open}:1"),
    "stop_waiting": Door("B", "stop_waiting:{open}"),
    "warn_me": Door("B", "warn_me:{listed}:1"),
    "turn": Door("B", "turn:{held}", "own"),
    "passed_on": Door("B", "passed_on:{held}", "own"),
    "take_place": Door("B", "take_place:{held}", "own"),
    "pass_place": Door("B", "pass_place:{held}", "own"),
    "last_minute": Door("B", "last_minute:{entry}", "own"),
    "take_now": Door("B", "take_now:{listed}", "own"),
    "list_ended": Door("B", "list_ended:{entry}", "own"),
    "forgotten": Door("S", "forgotten:fr"),
    # Making the way once before
    "rehearsal": Door("B", "rehearsal:{tried}", "own"),
    "rehearse_with": Door("B", "rehearse_with:{tried}", "own"),
    "rehearse_at": Door("B", "rehearse_at:{tried}:{permanence}:{tuesday}", "own"),
    "no_rehearsal": Door("B", "no_rehearsal:{tried}", "own"),
    "rehearsed": Door("B", "rehearsed:{tried}", "late"),
    "rehearsal_wanted": Door("RC", "rehearsal_wanted:{tried}", "followed"),
    "rehearse_together": Door("RC", "rehearse_together:{tried}", "followed"),
    # Where and when one may come and talk
    "permanences": Door("B", "permanences"),
    "permanence_way": Door("B", "permanence_way:{permanence}:{tuesday}", "house"),
    "remind_permanence": Door("B", "remind_permanence:{permanence}:{tuesday}", "house"),
    "permanence_soon": Door("B", "permanence_soon:{permanence}:{tuesday}", "house"),
    "forget_permanence": Door("B", "forget_permanence:{permanence}:{tuesday}", "house"),
    "our_permanences": Door("RC", "our_permanences:1"),
    "new_permanence": Door("RC", "new_permanence"),
    "typed_permanence": Door("RC", "typed_permanence", "typed"),
    "permanence": Door("RC", "permanence:{permanence}", "house"),
    "ask_hours": Door("RC", "ask_hours:{permanence}", "house"),
    "typed_hours": Door("RC", "typed_hours:{permanence}", "typed"),
    "choose_rhythm": Door("RC", "choose_rhythm:{permanence}", "house"),
    "set_rhythm": Door("RC", "set_rhythm:{permanence}:fortnight", "house"),
    "set_weeks": Door("RC", "set_weeks:{permanence}:20270309", "house"),
    "ask_permanence_place": Door("RC", "ask_permanence_place:{permanence}", "house"),
    "set_permanence_place": Door("RC", "set_permanence_place:{permanence}:{house}", "house"),
    "typed_permanence_place": Door("RC", "typed_permanence_place:{permanence}", "typed"),
    "typed_permanence_address": Door("RC", "typed_permanence_address:{permanence}:{house}", "typed"),
    "ask_permanence_position": Door("RC", "ask_permanence_position:{permanence}", "house"),
    "typed_permanence_position": Door("RC", "typed_permanence_position:{permanence}", "typed"),
    "ask_welcomer": Door("RC", "ask_welcomer:{permanence}", "house"),
    "i_welcome": Door("RC", "i_welcome:{permanence}", "house"),
    "typed_welcomer": Door("RC", "typed_welcomer:{permanence}", "typed"),
    "permanence_days": Door("RC", "permanence_days:{permanence}", "house"),
    "permanence_day": Door("RC", "permanence_day:{permanence}:{tuesday}", "house"),
    "type_permanence_day": Door("RC", "type_permanence_day:{permanence}", "house"),
    "typed_permanence_day": Door("RC", "typed_permanence_day:{permanence}", "typed"),
    "close_permanence_day": Door("RC", "close_permanence_day:{permanence}:{tuesday}", "house"),
    "permanence_as_usual": Door("RC", "permanence_as_usual:{permanence}:{tuesday}", "house"),
    "ask_day_hours": Door("RC", "ask_day_hours:{permanence}:{tuesday}", "house"),
    "typed_day_hours": Door("RC", "typed_day_hours:{permanence}:{tuesday}", "typed"),
    "end_permanence": Door("RC", "end_permanence:{permanence}", "house"),
    "ended_permanence": Door("RC", "ended_permanence:{permanence}", "house"),
    # The referent's, about the people they follow; a coordinator's too, where nobody else is left to answer
    "requests": Door("RC", "requests"),
    "people": Door("RC", "people:1"),
    "nudge": Door("RC", "nudge:{asked}", "followed"),
    "backup_asked": Door("RC", "backup_asked:{asked}", "followed"),
    "coordinator_asked": Door("C", "coordinator_asked:{asked}", "late"),
    "approved_ahead": Door("RC", "approved_ahead:{coming}", "followed"),
    "digest": Door("RC", "digest", "followed"),
    "invite": Door("R", "invite"),
    "invited": Door("R", "invited", "typed"),
    "request": Door("RC", "request:{asked}", "followed"),
    "refuse": Door("RC", "refuse:{asked}", "followed"),
    "write_reason": Door("RC", "write_reason:{asked}", "followed"),
    "accept": Door("RC", "accept:{asked}", "followed"),
    "refused": Door("RC", "refused:{asked}:talk", "followed"),
    "refused_because": Door("RC", "refused_because:{asked}", "typed"),
    "outcome": Door("RC", "outcome:{asked}", "followed"),
    "accompanying": Door("RCV", "accompanying:{ballet}"),
    "stop_accompanying": Door("RC", "stop_accompanying:{coming}", "followed"),
    "stopped_accompanying": Door("RC", "stopped_accompanying:{coming}", "followed"),
    "accompany": Door("RC", "accompany:{coming}", "rolled"),
    "company_wished": Door("RC", "company_wished:{lonely}", "followed"),
    "company_over": Door("RCV", "company_over:{coming}", "late"),
    # Going along to an outing: a volunteer's, and the team's
    "to_accompany": Door("V", "to_accompany"),
    "to_take": Door("V", "to_take:{wanted}"),
    "take_group": Door("RCV", "take_group:{wanted}"),
    "i_accompany": Door("RCV", "i_accompany"),
    "group": Door("RCV", "group:{group}", "along"),
    "group_changed": Door("RCV", "group_changed:{group}", "along"),
    "cannot_lead": Door("RCV", "cannot_lead:{group}", "along"),
    "offer_group": Door("RCV", "offer_group:{group}", "along"),
    "keep_group": Door("RCV", "keep_group:{group}", "along"),
    "swapped": Door("RCV", "swapped:{group}:{paul}", "late"),
    "swap": Door("V", "swap:{group}", "late"),
    "take_over": Door("V", "take_over:{group}"),
    "left_group": Door("RCV", "left_group:{group}", "along"),
    "join_group": Door("B", "join_group:{lonely}", "own"),
    "meeting_changed": Door("B", "meeting_changed:{lonely}", "late"),
    "prepare": Door("C", "prepare:{wanted}"),
    "make_group": Door("C", "make_group:{wanted}"),
    "ask_point": Door("C", "ask_point:{wanted}"),
    "typed_point": Door("C", "typed_point:{wanted}", "typed"),
    "usual_point": Door("C", "usual_point:{wanted}"),
    "choose_meeting": Door("C", "choose_meeting:{wanted}"),
    "set_meeting": Door("C", "set_meeting:{wanted}:30"),
    "choose_minimum": Door("C", "choose_minimum:{wanted}"),
    "set_minimum": Door("C", "set_minimum:{wanted}:2"),
    "say_women": Door("C", "say_women:{wanted}:1"),
    "say_small": Door("C", "say_small:{wanted}:1"),
    "choose_leader": Door("C", "choose_leader:{wanted}"),
    "set_leader": Door("C", "set_leader:{wanted}:{karine}"),
    "seeking": Door("C", "seeking:{open}"),
    "company_short": Door("C", "company_short:{open}", "late"),
    "companion_wanted": Door("C", "companion_wanted:{lonely}"),
    # The day itself: both sides of a meeting
    "meeting": Door("BRCV", "meeting:{met}"),
    "arrive": Door("BRCV", "arrive:{met}:there", "met"),
    "arrived": Door("BRCV", "arrived:{met}:{paul}:there", "own"),
    "trouble": Door("BRCV", "trouble:{met}", "met"),
    "say_trouble": Door("BRCV", "say_trouble:{met}:late", "met"),
    "typed_trouble": Door("BRCV", "typed_trouble:{met}:{problem}", "typed"),
    "problem": Door("RC", "problem:{problem}", "told"),
    "on_it": Door("RC", "on_it:{problem}", "told"),
    "problem_taken": Door("BRCV", "problem_taken:{taken}", "own"),
    "help_wanted": Door("RC", "help_wanted:{coming}", "followed"),
    "person": Door("RC", "person:{amina}", "followed"),
    "call_wanted": Door("RC", "call_wanted:{amina}", "followed"),
    "unreached": Door("RC", "unreached:{lost}", "followed"),
    "unsure": Door("RC", "unsure:{amina}", "followed"),
    "changes_told": Door("RCV", "changes_told:{told}", "followed"),
    "invite_again": Door("R", "invite_again:{unopened}", "followed"),
    "account": Door("RC", "account:{waiting}", "followed"),
    "confirm": Door("RC", "confirm:{waiting}", "followed"),
    "reject": Door("RC", "reject:{waiting}", "followed"),
    "standing": Door("R", "standing:{amina}", "followed"),
    "standing_genres": Door("R", "standing_genres:{amina}", "followed"),
    "give_yes": Door("R", "give_yes:{amina}:0", "followed"),
    "take_back_yes": Door("R", "take_back_yes:{amina}:{yes}", "followed"),
    # The small project: of the person and their own referent, whoever else answers for them
    "project_of": Door("R", "project_of:{amina}", "followed"),
    "project_shown": Door("R", "project_shown:{project}", "followed"),
    "propose_project": Door("R", "propose_project:{amina}", "followed"),
    "proposed_project": Door("R", "proposed_project:{amina}", "typed"),
    "agree_project": Door("R", "agree_project:{project}", "followed"),
    "forget_project": Door("R", "forget_project:{project}", "late"),
    "start_for": Door("R", "start_for:{amina}", "followed"),
    "type_stop_for": Door("R", "type_stop_for:{amina}", "followed"),
    "typed_stop_for": Door("R", "typed_stop_for:{amina}", "typed"),
    "set_stop_for": Door("R", "set_stop_for:{amina}:{stop}", "followed"),
    "moves_so": Door("R", "moves_so:{amina}:walk15:1", "followed"),
    "forget_start_for": Door("R", "forget_start_for:{amina}", "followed"),
    "start_set": Door("B", "start_set", "late"),
    "undo_start": Door("B", "undo_start", "late"),
    "went_together": Door("RC", "went_together:1"),
    # The referent's, about themselves and the colleagues of their house
    "digest_hours": Door("R", "digest_hours"),
    "set_digest": Door("R", "set_digest:9"),
    "backups": Door("R", "backups:1"),
    "set_backup": Door("R", "set_backup:{henri}", "followed"),
    "away": Door("R", "away:1"),
    "away_with": Door("R", "away_with:{henri}", "followed"),
    "away_from": Door("R", "away_from:{henri}:20270302", "followed"),
    "write_last_day": Door("R", "write_last_day:{henri}:20270302", "followed"),
    "typed_last_day": Door("R", "typed_last_day:{henri}:20270302", "typed"),
    "go_away": Door("R", "go_away:{henri}:20270302:20270308", "followed"),
    "returned": Door("R", "returned"),
    "stand_in": Door("R", "stand_in:{absence}", "followed"),
    "handed_over": Door("RC", "handed_over:{henri}", "left"),
    "new_referent": Door("B", "new_referent"),
    "person_waits": Door("R", "person_waits:{amina}", "followed"),
    "yes_ahead": Door("R", "yes_ahead:{entry}:1", "followed"),
    # On the ground: calls, roll call, and what is done in somebody's stead
    "today": Door("RC", "today"),
    "this_month": Door("RC", "this_month:1"),
    "calls": Door("RC", "calls:1"),
    "calls_due": Door("RC", "calls_due", "followed"),
    "called": Door("RC", "called:1:{to_call}", "followed"),
    "read_out": Door("RC", "read_out:{letter}", "followed"),
    "roll_calls": Door("RC", "roll_calls"),
    "roll_call": Door("RCV", "roll_call:{begun}:1", "rolled"),
    "roll_call_due": Door("RC", "roll_call_due:{begun}", "rolled"),
    "tick": Door("RCV", "tick:{begun}:{unticked}:came:1", "rolled"),
    "ticks": Door("RCV", "ticks:1"),
    "ticks_at": Door("RCV", "ticks_at:permanence:{welcome}:20270301", "house"),
    "tick_more": Door("RCV", "tick_more:open:{doors}:20270301:1"),
    "tick_less": Door("RCV", "tick_less:permanence:{welcome}:20270301", "house"),
    "missed": Door("B", "missed:{missed}", "own"),
    "enrol": Door("R", "enrol"),
    "enrolled": Door("R", "enrolled", "typed"),
    "promise": Door("RC", "promise:{omar}", "followed"),
    "enrol_agreed": Door("RC", "enrol_agreed:{omar}", "followed"),
    "enrol_declined": Door("RC", "enrol_declined:{unopened}", "followed"),
    "outings_for": Door("RC", "outings_for:{amina}:1:0", "followed"),
    "outing_for": Door("RC", "outing_for:{amina}:{open}:1:0", "followed"),
    "ask_for": Door("RC", "ask_for:{rosa}:{open}:1", "followed"),
    "paper_card": Door("RC", "paper_card:{to_call}", "followed"),
    "cancel_for": Door("RC", "cancel_for:{coming}", "followed"),
    "move_for": Door("RC", "move_for:{to_call}:{park}:1", "followed"),
    "cancelled_for": Door("RC", "cancelled_for:{coming}", "followed"),
    "guests": Door("C", "guests:{begun}"),
    "guest_files": Door("C", "guest_files:{begun}:names"),
    "tell_venue": Door("C", "tell_venue:{begun}:1"),
    # The coordinator's
    "desk": Door("C", "desk"),
    "bilans": Door("C", "bilans:mine"),
    "bilan": Door("C", "bilan:all:2026"),
    "bilan_file": Door("C", "bilan_file:mine:2026:sheet"),
    "bilan_words": Door("C", "bilan_words:all:2026"),
    "drafts": Door("C", "drafts:1"),
    "published": Door("C", "published:1"),
    "sheet": Door("C", "sheet:{draft}"),
    "choose_places": Door("C", "choose_places:{draft}"),
    "set_places": Door("C", "set_places:{draft}:6"),
    "type_places": Door("C", "type_places:{draft}"),
    "typed_places": Door("C", "typed_places:{draft}", "typed"),
    "choose_deadline": Door("C", "choose_deadline:{draft}"),
    "set_deadline": Door("C", "set_deadline:{draft}:1"),
    "say_access": Door("C", "say_access:{draft}:1"),
    "say_families": Door("C", "say_families:{draft}:1"),
    "publish": Door("C", "publish:{draft}"),
    "line": Door("C", "line:{listed}:1"),
    "who_passes": Door("C", "who_passes:{listed}:1"),
    "why_passes": Door("C", "why_passes:{entry}"),
    "passes_because": Door("C", "passes_because:{entry}", "typed"),
    "list_rule": Door("C", "list_rule"),
    "set_list_rule": Door("C", "set_list_rule:1"),
    "invite_referent": Door("C", "invite_referent"),
    "invited_referent": Door("C", "invited_referent", "typed"),
    "team": Door("C", "team:1"),
    "member": Door("C", "member:{paul}"),
    "volunteers": Door("C", "volunteers:1"),
    "volunteer": Door("C", "volunteer:{walid}"),
    "invite_volunteer": Door("C", "invite_volunteer"),
    "invited_volunteer": Door("C", "invited_volunteer", "typed"),
    "invite_volunteer_again": Door("C", "invite_volunteer_again:{xenia}"),
    "ask_vetting": Door("C", "ask_vetting:{walid}"),
    "remove_volunteer": Door("C", "remove_volunteer:{xenia}"),
    "removed_volunteer": Door("C", "removed_volunteer:{xenia}"),
    "left_alone": Door("C", "left_alone:{open}", "late"),
    # What works here
    "what_works": Door("C", "what_works"),
    "propose_experiment": Door("C", "propose_experiment:cost"),
    "start_experiment": Door("C", "start_experiment:week"),
    "experiment": Door("C", "experiment:{experiment}"),
    "stop_experiment": Door("C", "stop_experiment:{experiment}"),
    "stopped_experiment": Door("C", "stopped_experiment:{experiment}"),
    # The second yes to a volunteer, whom Karine invited
    "vetting": Door("RC", "vetting:{walid}", "vetted"),
    "refuse_volunteer": Door("RC", "refuse_volunteer:{walid}", "vetted"),
    "vet": Door("RC", "vet:{walid}", "vetted"),
    "refused_volunteer": Door("RC", "refused_volunteer:{yann}", "vetted"),
    # The volunteer's
    "vetted": Door("V", "vetted"),
    "briefing": Door("V", "briefing"),
    "briefing_end": Door("V", "briefing_end"),
    "briefed": Door("V", "briefed"),
    "hand_over": Door("C", "hand_over:{paul}:{henri}"),
    "hand_over_now": Door("C", "hand_over_now:{paul}:{henri}"),
    # The coordinator changes an outing
    "change": Door("C", "change:{hidden}"),
    "ask_date": Door("C", "ask_date:{hidden}"),
    "typed_date": Door("C", "typed_date:{hidden}", "typed"),
    "move": Door("C", "move:{hidden}:{later}"),
    "move_yes": Door("C", "move_yes:{hidden}:{later}:1"),
    "choose_words": Door("C", "choose_words:{hidden}"),
    "easy": Door("C", "easy:{hidden}"),
    "ask_words": Door("C", "ask_words:{hidden}:title"),
    "typed_words": Door("C", "typed_words:{hidden}:title", "typed"),
    "wished": Door("C", "wished:{wish}"),
    "grant": Door("C", "grant:{wish}:1"),
    "write_note": Door("C", "write_note:{hidden}"),
    "typed_note": Door("C", "typed_note:{hidden}", "typed"),
    "noted": Door("C", "noted:{draft_note}"),
    "send_note": Door("C", "send_note:{draft_note}:1"),
    "edit": Door("C", "edit:{edit}"),
    "undo": Door("C", "undo:{edit}"),
    "call_off": Door("C", "call_off:{hidden}"),
    "call_off_yes": Door("C", "call_off_yes:{hidden}:1"),
    # The coordinator makes one
    "create": Door("C", "create"),
    "new_outing": Door("C", "new_outing"),
    "typed_title": Door("C", "typed_title", "typed"),
    "resume_draft": Door("C", "resume_draft:{draft}"),
    "ask_venue": Door("C", "ask_venue:{draft}:1"),
    "venue": Door("C", "venue:{draft}:{venue}"),
    "typed_venue": Door("C", "typed_venue:{draft}", "typed"),
    "typed_address": Door("C", "typed_address:{draft}:{venue}", "typed"),
    "again": Door("C", "again:{draft}"),
    "add_session": Door("C", "add_session:{draft}"),
    "typed_session": Door("C", "typed_session:{draft}", "typed"),
    "copy": Door("C", "copy:{draft}"),
    "typed_copy": Door("C", "typed_copy:{draft}", "typed"),
    "repeat": Door("C", "repeat:{draft}:2"),
    "drop": Door("C", "drop:{draft}"),
    "drop_yes": Door("C", "drop_yes:{draft}"),
    # The coordinator's own file
    "upload": Door("C", "upload:{upload}"),
    "upload_details": Door("C", "upload_details:{upload}:1:0"),
    "publish_upload": Door("C", "publish_upload:{upload}:0a1b2c3d:0"),
    "keep_upload": Door("C", "keep_upload:{upload}:0a1b2c3d:1"),
    "agenda_news": Door("C", "agenda_news:{upload}"),
    "leave_upload": Door("C", "leave_upload:{upload}"),
    # Agendas that the house follows
    "agendas": Door("C", "agendas"),
    "agenda_away": Door("C", "agenda_away:{agenda}"),
    "ask_stop_agenda": Door("C", "ask_stop_agenda:{agenda}"),
    "stop_agenda": Door("C", "stop_agenda:{agenda}"),
    # What ends a small project
    "show_project": Door("B", "show_project:{project}", "own"),
    "hide_project": Door("B", "hide_project:{project}", "own"),
    "decline_project": Door("B", "decline_project:{project}", "late"),
    "accept_project": Door("B", "accept_project:{proposal}", "own"),
    "drop_project": Door("B", "drop_project:{proposal}", "own"),
    "not_now": Door("B", "not_now"),
    # What ends everything, last: nobody opens another door after it
    "erased": Door("RC", "erased:1"),
    "erase_person": Door("RC", "erase_person:{lost}", "followed"),
    "erase_person_now": Door("RC", "erase_person_now:{lost}", "followed"),
    "erase_me": Door("BRCV", "erase_me"),
    "erase_me_now": Door("BRCV", "erase_me_now"),
}

WHO = {
    "amina": ("B", "own"),
    "bilal": ("B", ""),
    "paul": ("R", "followed"),
    "henri": ("R", ""),
    "claire": ("R", ""),
    "karine": ("C", ""),
    "victor": ("V", "along"),
    "walid": ("N", ""),
    "nadia": ("N", ""),
    "zoe": ("S", ""),
}
"""Role, and what Amina's requests are to them. Henri is a colleague of Paul, and Paul stands in
for him; Claire is a referent elsewhere; Nadia has not been confirmed yet, and nobody has said yes to Walid, whom
Karine invited as a volunteer; Zoe was never invited."""

ELSEWHERE = {"claire"}

BEHIND = {
    "ended_permanence": "our_permanences",
    "remind_permanence": "permanences",
    "forget_permanence": "permanences",
    "ask": "session",
    "ask_company": "session",
    "take_step": "session",
    "invite": "people",
    "set_backup": "backups",
    "wait": "session",
    "stop_waiting": "session",
    "warn_me": "waiting",
    "take_now": "waiting",
    "called": "calls",
    "arrive": "meeting",
}
"""A refused gesture lands on the look behind it, where that one is theirs: the outing that anybody may read."""

TOO_EARLY = {
    "say",
    "been_there",
    "write_sentence",
    "drop_sentence",
    "passed_on",
    "last_minute",
    "take_now",
    "list_ended",
}
"""What is said of an outing afterwards has no meaning before the outing, nor what is said once a held offer or a list is over."""


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def scene(climbed: Path, tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Scene]:
    """One for all who are refused: nothing changes in it, which is what the tests are about."""
    town = Town(a_file(climbed, tmp_path_factory.mktemp("scene")), RehearsalClock(MONDAY_MORNING, stopped=True))
    await town.open()
    yield await set_scene(town)
    await town.close()
    assert town.world.refusals == []


assert visits, "importing it registers every screen"
refused = pytest.mark.asyncio(loop_scope="module")


def opens(door: Door, who: str) -> bool:
    role, relation = WHO[who]
    if door.whose == "met":
        return relation in ("own", "followed")
    if door.whose == "told":
        return role == "C"
    if door.whose == "rolled":
        return relation == "followed" or role == "C"
    if door.whose == "house":
        return role in door.roles and who not in ELSEWHERE
    if door.whose == "vetted":
        return who in ("paul", "henri")
    return role in door.roles and door.whose in ("", relation)


def test_every_screen_has_a_row_and_its_own_door_agrees() -> None:
    initials = {name: {role.name[0] for role in screen.doors} for name, screen in SCREENS.items()}
    assert len({role.name[0] for role in Role}) == len(Role)
    assert initials == {name: set(door.roles) for name, door in DOORS.items()}


@refused
@pytest.mark.parametrize("who", WHO)
async def test_what_is_not_theirs_reads_like_what_is_not_there(scene: Scene, who: str) -> None:
    not_there = await scene.answer(who, "no_such_screen:1")
    assert not_there[:2] == (GONE, True)
    before = scene.dump()
    for name, door in DOORS.items():
        if not opens(door, who):
            behind = DOORS[BEHIND.get(name, name)]
            expected = await scene.answer(who, behind.button) if opens(behind, who) else not_there
            assert await scene.answer(who, door.button) == (*not_there[:2], *expected[2:]), name
            assert scene.dump() == before, name
    if who not in ("amina", "paul"):
        assert not any(word in scene.people[who].all_text for word in PRIVATE)


@pytest.mark.parametrize("who", WHO)
async def test_every_door_that_is_theirs_opens(town: Town, who: str) -> None:
    """The other half: a house whose doors are all shut would pass the test above."""
    scene = await set_scene(town)
    for name, door in DOORS.items():
        if opens(door, who) and name not in TOO_EARLY:
            toast, _, text, _ = await scene.answer(who, door.button)
            assert toast != GONE, name
            assert text, name


@refused
@pytest.mark.parametrize("who", ["bilal", "claire", "karine", "zoe"])
async def test_numbers_that_lead_nowhere_read_the_same(scene: Scene, who: str) -> None:
    not_there = await scene.answer(who, "no_such_screen:1")
    for made_up in ("place:999999", "place:-1", "place:x", "accept", "session:1:2:3:4", ":", "", "stop:never", "é:1"):
        if made_up:
            assert await scene.answer(who, made_up) == not_there, made_up


@pytest.mark.parametrize("who", ["amina", "paul", "karine"])
async def test_no_number_however_wild_is_more_than_a_no(town: Town, who: str, caplog: pytest.LogCaptureFixture) -> None:
    """Buttons are untrusted input also where the door is open."""
    scene = await set_scene(town)
    for name, door in DOORS.items():
        if opens(door, who) and door.whose != "typed":
            parts = door.button.format(**scene.ids).split(":")
            for wild in ("0", "999999999", "999999999999999"):
                for n in range(1, len(parts)):
                    await scene.answer(who, ":".join([*parts[:n], wild, *parts[n + 1 :]]))
            assert "Traceback" not in caplog.text, name


@refused
@pytest.mark.parametrize("who", WHO)
async def test_in_a_group_nothing_personal_is_ever_said(scene: Scene, who: str) -> None:
    """One neutral sentence to a command; silence to everything else, and to every press."""
    account = scene.people[who].account
    group = -account
    scene.town.world.group(group, "Le quartier", by=account)
    private = len(scene.people[who].messages)
    before = scene.dump()
    for text in ("/start", "/reservations@passerelle_demo_bot", "/start AAAABBBBCCCCDDDDEEEEFF"):
        scene.town.world.send_text(account, text, chat_id=group)
    for text in ("Bonjour", "ABCD2345"):
        scene.town.world.send_text(account, text, chat_id=group)
    for door in DOORS.values():
        scene.town.world.press(account, door.button.format(**scene.ids), chat_id=group)
    await scene.town.serve()
    said = [it.text for it in scene.town.world.transcript(group) if it.from_bot]
    assert said == ["Écrivez-moi dans une conversation privée."] * 3
    assert all(not toast.text for toast in scene.town.world.toasts(group))
    assert len(scene.people[who].messages) == private
    assert scene.dump() == before
