"""One change to the AWS config file, from the opening of its dialog to its end."""

from __future__ import annotations

from collections.abc import Callable

from hourpass.domain.aws_change import Change
from hourpass.domain.aws_entry import section_flaw
from hourpass.domain.aws_shadows import Shadow
from hourpass.domain.problem import Problem, Reason
from hourpass.gui.controls import Tone
from hourpass.gui.elsewhere.change_dialog import ChangeDialog
from hourpass.gui.tasks import Done, Failed, Outcome, Tasks
from hourpass.gui.wording import elsewhere as wording
from hourpass.gui.wording import problems
from hourpass.viewmodels.config_view import with_short_path

WorkedOut = tuple[Change, tuple[Shadow, ...]]


class Changing:
    """Stays with what its dialog was opened for, whatever is shown behind that.

    *work_out* gets the name that is typed. *made* gets the change and the path of the backup, even where the dialog
    is gone by then.
    """

    def __init__(
        self,
        tasks: Tasks,
        dialog: ChangeDialog,
        work_out: Callable[[str], WorkedOut],
        make: Callable[[Change], str],
        made: Callable[[Change, str], None],
    ) -> None:
        self._tasks, self._dialog, self._work_out, self._make, self._made = tasks, dialog, work_out, make, made
        self._section = dialog.section
        self._question = 0  # answers to earlier ones are not shown
        self._open = True
        dialog.section_typed.connect(self._type)
        dialog.wanted.connect(self._apply)
        dialog.finished.connect(self._end)
        self._show()

    def _type(self, section: str) -> None:
        self._section = section
        if (flaw := section_flaw(section)) is None:
            self._show()
        else:
            self._question += 1
            self._dialog.show_problem(wording.section_flaw(flaw))

    def _show(self, trouble: Problem | None = None) -> None:
        """Work the change out anew; *trouble* has kept the last one from being made."""
        self._question += 1
        question, section = self._question, self._section

        def then(outcome: Outcome[WorkedOut]) -> None:
            if question != self._question or not self._open:
                return
            match outcome:
                case Done(value=(change, shadows)):
                    said = [*([_both(trouble)] if trouble else []), *map(wording.shadow, shadows)]
                    harmless = trouble is None or trouble.reason is Reason.FILE_CHANGED
                    self._dialog.show_change(change, Tone.WARN if harmless else Tone.BAD, "\n".join(said))
                case Failed(problem=problem):
                    self._dialog.show_problem(_both(problem))

        self._tasks.start(lambda _cancel, _report: self._work_out(section), then=then)

    def _apply(self, change: Change) -> None:
        def then(outcome: Outcome[str]) -> None:
            match outcome:
                case Done(value=backup):
                    self._made(change, backup)
                    if self._open:
                        self._dialog.accept()
                case Failed(problem=problem) if self._open:
                    self._show(problem)

        self._tasks.start(lambda _cancel, _report: self._make(change), then=then)

    def _end(self) -> None:
        self._open = False


def _both(problem: Problem) -> str:
    return problems.say(with_short_path(problem)).short
