"""The proof that a setup works, as the last page asks for it: without a code, with one, the buckets."""

from __future__ import annotations

from hourpass.domain.problem import RawAnswer
from hourpass.gui.tasks import Done, Failed, Outcome, Report
from hourpass.gui.wizard.errands import Errands
from hourpass.gui.wizard.setup_news import SetupNews
from hourpass.services.cancel import Cancel
from hourpass.services.ports import BucketRow
from hourpass.services.proving import Proving


class SetupProof:
    """Runs a Proving, once there is one, and tells by *news* what came of it."""

    def __init__(self, errands: Errands, news: SetupNews) -> None:
        self._errands, self._news = errands, news
        self._wished = False
        self.proving: Proving | None = None

    def begin(self, proving: Proving) -> None:
        """Everything stands now. What was wished for before is done at once."""
        self.proving = proving
        if self._wished:
            self.without_code()

    def end(self) -> None:
        """What was to be proved is taken away."""
        self.proving = None

    def without_code(self) -> None:
        proving = self.proving
        self._wished = proving is None
        if proving is not None:
            self._errands.start(lambda cancel, _report: proving.without_code(cancel), self._refusal_came)

    def with_code(self, code: str) -> None:
        proving = self.proving
        if proving is None:
            return

        def work(cancel: Cancel, report: Report) -> tuple[BucketRow, ...]:
            report(proving.with_code(code, cancel))
            return proving.buckets(cancel)

        self._errands.start(work, self._buckets_came, self._news.session_obtained.emit)

    def buckets(self) -> None:
        proving = self.proving
        if proving is not None:
            self._errands.start(lambda cancel, _report: proving.buckets(cancel), self._buckets_came)

    def _refusal_came(self, outcome: Outcome[RawAnswer]) -> None:
        if isinstance(outcome, Done):
            self._news.refused_without_code.emit(outcome.value)
        elif isinstance(outcome, Failed):
            self._news.proof_failed.emit(outcome.problem)

    def _buckets_came(self, outcome: Outcome[tuple[BucketRow, ...]]) -> None:
        if isinstance(outcome, Done):
            self._news.buckets_listed.emit(outcome.value)
        elif isinstance(outcome, Failed):
            self._news.proof_failed.emit(outcome.problem)
