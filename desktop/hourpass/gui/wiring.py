"""Who hears of what: the parts joined to one another. Where several hear of the same, it is in the order written here."""

from __future__ import annotations

from PySide6.QtGui import QKeySequence, QShortcut

from hourpass.gui.forget_doors import ForgetDoors
from hourpass.gui.front import Front
from hourpass.gui.main_window import MainWindow
from hourpass.gui.parts import Parts
from hourpass.gui.practice import Practice
from hourpass.gui.saving import Saving
from hourpass.services.profile_book import ProfileBook


def join_time(parts: Parts, front: Front) -> None:
    """What the clock, the system and the vault tell has the vigil look."""
    vigil, news, vault = parts.vigil, parts.news, parts.vault
    vigil.looked.connect(lambda _look: news.look())
    news.look_due.connect(vigil.look)
    news.clock_set.connect(front.show_tabs)
    news.network_returned.connect(vigil.network_returned)
    news.tray_changed.connect(parts.tray.look_again)
    news.unlocked.connect(vigil.vault_opened)
    vault.restored.connect(vigil.vault_opened)
    vault.restored.connect(parts.setup.go_on_with_vault)
    parts.prompting.changed.connect(vigil.look)
    parts.tabs.expired.connect(vigil.look)


def join_problems(parts: Parts, front: Front, forgetting: ForgetDoors, saving: Saving) -> None:
    """What goes wrong away from its own field is said in front; what the vault is the reason for, by its doors."""
    for source in (
        parts.desk,
        parts.attention,
        parts.one,
        parts.keys,
        parts.elsewhere,
        parts.doors,
        parts.settings,
        parts.setup,
        parts.vault,
        forgetting,
        saving,
    ):
        source.problem_met.connect(front.show_problem)
    for asked in (parts.tabs.problem_details, parts.elsewhere.details_asked):
        asked.connect(front.show_problem)
    for leaver in (parts.leaving, parts.expired):
        leaver.problem_met.connect(parts.vault.tell)
    for troubled in (parts.keys, parts.doors, parts.setup):
        troubled.vault_troubled.connect(parts.vault.explain)
    parts.signing_in.vault_troubled.connect(lambda _id, problem: parts.vault.explain(problem))


def join_signing_in(parts: Parts, front: Front) -> None:
    """From the code that is asked for to the credentials that come."""
    desk, prompting, signing_in = parts.desk, parts.prompting, parts.signing_in
    desk.chosen_changed.connect(front.show_tabs)
    desk.details_asked.connect(lambda problem: parts.details.show(desk.selected, problem, desk.take_focus))
    prompting.details_asked.connect(
        lambda problem: parts.details.show(prompting.profile_id, problem, prompting.come_forward)
    )
    signing_in.key_missing.connect(parts.doors.ask_for_key)
    signing_in.obtained.connect(lambda _id: parts.vault.tell_or_all_well())
    signing_in.renewed_quietly.connect(lambda _id: parts.vault.tell_or_all_well())
    signing_in.renewed_quietly.connect(lambda _id: front.show_tabs())


def join_changes(parts: Parts, front: Front, saving: Saving) -> None:
    """Profiles, keys, devices or settings are others now."""
    for source in (parts.keys, parts.doors, parts.setup):
        source.changed.connect(front.show_chosen)
    parts.doors.altered.connect(parts.signing_in.drop)
    parts.doors.altered.connect(parts.notes.withdraw)
    parts.setup.altered.connect(parts.signing_in.drop)
    parts.setup.set_up_done.connect(front.show_set_up)
    parts.settings.changed.connect(parts.vigil.look)
    parts.settings.changed.connect(parts.leaving.follow_settings)
    parts.attention.mute_wanted.connect(saving.mute)
    saving.ended.connect(parts.vigil.look)


def join_tray(parts: Parts, forgetting: ForgetDoors) -> None:
    """Whether there is a tray to hide in, and what its menu asks for."""
    tray, manners, keeping = parts.tray, parts.manners, parts.keeping
    tray.missing.connect(manners.show_without_tray)
    tray.lost.connect(manners.show_without_tray)
    tray.appeared.connect(manners.hide_again)
    tray.settings_asked.connect(parts.settings.open)
    tray.forget_all_asked.connect(forgetting.forget_all)
    tray.quit_and_forget_asked.connect(forgetting.quit_and_forget)
    keeping.hidden.connect(manners.tell_of_tray)
    keeping.minimised.connect(manners.tell_of_missing_tray)


def join_window(window: MainWindow, parts: Parts, forgetting: ForgetDoors, book: ProfileBook) -> None:
    """What the window, its first page and its tabs ask for."""
    desk, tabs, first, doors, setup = parts.desk, parts.tabs, parts.first, parts.doors, parts.setup
    window.forget_all_asked.connect(forgetting.forget_all)
    window.add_asked.connect(doors.add)
    window.edit_asked.connect(doors.edit)
    window.remove_asked.connect(doors.remove)
    window.settings_asked.connect(parts.settings.open)
    window.set_up_asked.connect(setup.set_up)
    window.devices_asked.connect(lambda profile_id: setup.devices(book.profile(profile_id)))
    window.take_away_asked.connect(lambda profile_id: setup.take_away(book.profile(profile_id)))
    window.visibility_changed.connect(parts.vigil.look)
    tabs.edit_asked.connect(lambda: doors.edit(desk.selected))
    tabs.remove_asked.connect(lambda: doors.remove(desk.selected))
    tabs.devices_asked.connect(lambda: setup.devices(desk.profile))
    tabs.take_away_asked.connect(lambda: setup.take_away(desk.profile))
    tabs.codes_asked.connect(lambda: parts.keys.codes(desk.profile))
    tabs.rotate_asked.connect(lambda: parts.keys.rotate(desk.profile))
    first.set_up_asked.connect(setup.set_up)
    first.add_asked.connect(doors.add)
    first.import_asked.connect(doors.import_files)
    first.sandbox_asked.connect(doors.open_sandbox)
    doors.files_found.connect(first.show_found)
    setup.unfinished_changed.connect(first.show_unfinished)
    shortcuts = {"Ctrl+R": tabs.refresh, "Ctrl+F": tabs.focus_filter, "F1": parts.about.open}
    for keys, act in shortcuts.items():
        QShortcut(QKeySequence(keys), window).activated.connect(act)


def join_practice(window: MainWindow, parts: Parts, practice: Practice) -> None:
    """The sandbox's authenticator is there while a code may be asked for."""

    def follow() -> None:
        practice.follow(window.isVisible() or bool(parts.prompting.profile_id))

    window.visibility_changed.connect(follow)
    parts.prompting.changed.connect(follow)
