"""What the pages of the wizard are called."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication

from hourpass.gui.wording.sentences import QT_TRANSLATE_NOOP
from hourpass.viewmodels.setup_flow import Page

_TITLES: dict[Page, str] = {
    Page.CREDENTIALS: QT_TRANSLATE_NOOP("SetupWizard", "Credentials"),
    Page.NAMES: QT_TRANSLATE_NOOP("SetupWizard", "Names"),
    Page.REVIEW: QT_TRANSLATE_NOOP("SetupWizard", "Review"),
    Page.CREATE: QT_TRANSLATE_NOOP("SetupWizard", "Create"),
    Page.SCAN: QT_TRANSLATE_NOOP("SetupWizard", "Scan"),
    Page.PROVE: QT_TRANSLATE_NOOP("SetupWizard", "Prove"),
}


def page_title(page: Page) -> str:
    """In a word, for the trail."""
    return QCoreApplication.translate("SetupWizard", _TITLES[page])
