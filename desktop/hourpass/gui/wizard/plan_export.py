"""Saving a plan as a CloudFormation template or as text: asks where, writes off the GUI thread, tells how it ended."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QMenu, QWidget

from hourpass.domain.cloudformation import as_text, templates
from hourpass.domain.problem import Problem
from hourpass.domain.setup import Draft
from hourpass.domain.setup_plan import Side
from hourpass.gui.csv_export import write
from hourpass.gui.plan_text import plan_text
from hourpass.gui.save_dialog import SaveDialog
from hourpass.gui.tasks import Done, Failed, Outcome, Report, Tasks
from hourpass.services.cancel import Cancel


class PlanExport(QObject):
    """Saves a plan as it stood when that was asked for."""

    saved = Signal(str, bool)
    """The path, and whether it is a template: those leave things out."""
    failed = Signal(object)
    """A Problem."""

    def __init__(self, tasks: Tasks, window: QWidget) -> None:
        super().__init__(window)
        self._tasks, self._window = tasks, window

    def fill(self, menu: QMenu, draft: Draft) -> None:
        """Put the forms that *draft* can be saved in into *menu*."""
        menu.clear()
        accounts = {Side.USER: draft.account, Side.ROLE: draft.role_account}
        texts = {side: as_text(template) for side, template in templates(draft).items()}
        for side, text in texts.items():
            if len(texts) > 1:
                title = self.tr("&CloudFormation template for account {0}…").format(accounts[side])
                name = f"{draft.user_name}-{accounts[side]}.template.json"
            else:
                title, name = self.tr("&CloudFormation template…"), f"{draft.user_name}.template.json"
            action = menu.addAction(title)
            action.setObjectName(f"export-{side.value}-template")
            action.triggered.connect(lambda _checked=False, text=text, name=name: self._ask(text, name, template=True))
        action = menu.addAction(self.tr("&Text…"))
        action.setObjectName("export-text")
        action.triggered.connect(
            lambda _checked=False: self._ask(plan_text(draft), f"{draft.user_name}.txt", template=False)
        )

    def save(self, text: str, path: str, *, template: bool) -> None:
        """Write *text* to *path*."""

        def work(_cancel: Cancel, _report: Report) -> None:
            write(path, text)

        def ended(outcome: Outcome[None]) -> None:
            match outcome:
                case Done():
                    self.saved.emit(path, template)
                case Failed(problem=Problem() as problem):
                    self.failed.emit(problem)

        self._tasks.start(work, ended)

    def _ask(self, text: str, name: str, *, template: bool) -> None:
        form = self.tr("CloudFormation template (*.json)") if template else self.tr("Text (*.txt)")
        dialog = SaveDialog(self.tr("Save the plan"), form, "json" if template else "txt", name, self._window)
        dialog.setObjectName("exportPlanDialog")
        dialog.fileSelected.connect(lambda path: self.save(text, path, template=template))
        dialog.open()
