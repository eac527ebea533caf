"""The page before anything is changed: whose credentials act, every call and every policy document, to read and save."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, QDir, QPoint
from PySide6.QtWidgets import QHBoxLayout, QMenu, QVBoxLayout, QWidget, QWizardPage

from hourpass.domain.problem import Problem
from hourpass.domain.setup import Draft
from hourpass.domain.setup_plan import Side
from hourpass.gui.controls import Card, StatusLine, Tone, paragraph, plain_button, title_label
from hourpass.gui.error_box import show_problem
from hourpass.gui.theme import Theme
from hourpass.gui.wizard.plan_export import PlanExport
from hourpass.gui.wizard.plan_view import PlanLine, PlanView
from hourpass.gui.wizard.setting_up import SettingUp
from hourpass.gui.wording import problems
from hourpass.gui.wording.setup_steps import kept_text, step_title
from hourpass.viewmodels.plan_rows import PlanRow, kept, plan_rows

EDGE = 24


class ReviewPage(QWizardPage):
    """Shows the plan; the shell's button behind it is what creates."""

    def __init__(self, theme: Theme, setting_up: SettingUp, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("reviewPage")
        self._theme, self._setting_up = theme, setting_up
        self._problem: Problem | None = None
        title = self.tr("Review what will be created")
        self.setAccessibleName(title)
        about = self.tr("Nothing has been changed yet. These calls will be made, in this order, when you press Create.")
        self._who = paragraph(parent=self)
        self._who.setObjectName("reviewIdentity")
        self._kept = paragraph(parent=self)
        card = Card(self)  # its edge ends the list: a line that is cut there reads on when it is scrolled
        card.setObjectName("planCard")
        card.body.setContentsMargins(4, 4, 4, 4)
        self._plan = PlanView(theme, card)
        card.body.addWidget(self._plan)
        self._menu = QMenu(self)
        self._export = plain_button(self.tr("&Save the plan…"), self)
        self._export.setObjectName("exportPlanButton")
        self._export.setAccessibleName(self.tr("Save the plan"))
        self._export.setAutoDefault(False)
        self._status = StatusLine(theme, "reviewStatus", self, centered=False)
        self._exporting = PlanExport(setting_up.tasks, self)
        below = QHBoxLayout()
        below.setSpacing(12)
        below.addWidget(self._export)
        below.addWidget(self._status, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(EDGE, EDGE - 4, EDGE, 12)
        column.setSpacing(6)
        column.addWidget(title_label(title, self))
        column.addWidget(paragraph(about, self))
        column.addWidget(self._who)
        column.addWidget(self._kept)
        column.addSpacing(4)
        column.addWidget(card, 1)
        column.addSpacing(6)
        column.addLayout(below)
        self._export.clicked.connect(self._offer)
        self._exporting.saved.connect(self._show_saved)
        self._exporting.failed.connect(self._show_failed)
        self._status.acted.connect(self._show_details)

    def initializePage(self) -> None:
        draft = self._setting_up.draft
        self._status.clear()
        if draft is None:
            return
        self._plan.show_lines([_line(row, draft) for row in plan_rows(draft)])
        self._who.setText(self._who_acts(draft))
        there = [kept_text(one) for one in kept(draft)]
        self._kept.setText(self.tr("Used as is: {0}").format(" · ".join(there)))
        self._kept.setVisible(bool(there))
        self._exporting.fill(self._menu, draft)
        self._plan.setFocus()

    def _who_acts(self, draft: Draft) -> str:
        sides = (Side.USER, Side.ROLE) if draft.crosses_accounts else (Side.USER,)
        return "\n".join(line for side in sides if (line := self._one_who_acts(side)))

    def _one_who_acts(self, side: Side) -> str:
        checked = self._setting_up.checked_side(side)
        if checked is None:
            return ""
        who, alias = checked.identity, checked.alias
        account = self.tr("{0} ({1})", "an account's number and alias").format(who.account, alias) if alias else ""
        return self.tr("In account {0}, as {1}").format(account or who.account, who.arn)

    def _offer(self) -> None:
        self._menu.popup(self._export.mapToGlobal(self._export.rect().topLeft()) - self._menu_height())

    def _menu_height(self) -> QPoint:
        return QPoint(0, self._menu.sizeHint().height() + 4)

    def _show_saved(self, path: str, template: bool) -> None:
        shown = QDir.toNativeSeparators(path)
        if template:
            said = self.tr("Saved as {0}. The template leaves out the MFA device and the access key.").format(shown)
        else:
            said = self.tr("Saved as {0}.").format(shown)
        self._problem = None
        self._status.set_message(Tone.OK, said)

    def _show_failed(self, problem: Problem) -> None:
        self._problem = problem
        self._status.set_message(Tone.BAD, problems.line(problem), self.tr("Details"))

    def _show_details(self) -> None:
        if self._problem is not None:
            show_problem(self.window(), self._theme, self._problem)


def _line(row: PlanRow, draft: Draft) -> PlanLine:
    call = row.call.action
    body = [f"{name}: {value}" for name, value in row.parameters]
    body += [f"{document.parameter}:\n{document.text}" for document in row.documents]
    if row.account != draft.account:
        call = QCoreApplication.translate("ReviewPage", "{0}, in account {1}", "a call, a number").format(
            call, row.account
        )
    empty = QCoreApplication.translate("ReviewPage", "Sent without parameters.")
    return PlanLine(step_title(row.step), call, "\n".join(body) or empty)
