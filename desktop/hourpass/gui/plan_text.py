"""The whole plan of a setup as plain text, for a ticket or a colleague. Nothing in it is secret."""

from __future__ import annotations

import textwrap

from PySide6.QtCore import QCoreApplication

from hourpass.domain.setup import Draft
from hourpass.gui.wording.setup_steps import kept_text, step_title
from hourpass.viewmodels.plan_rows import PlanRow, kept, plan_rows

_INDENT = "   "


def plan_text(draft: Draft) -> str:
    """A title, what is there already, then every call with its parameters and documents, in order."""
    title = QCoreApplication.translate("PlanText", "MFA access for {0} in the AWS account {1}").format(
        draft.user_name, draft.account
    )
    parts = [f"{title}\n{'=' * len(title)}"]
    if there := kept(draft):
        heading = QCoreApplication.translate("PlanText", "Used as is, neither created nor changed:")
        parts.append("\n".join((heading, *(f"- {kept_text(one)}" for one in there))))
    parts += [_row_text(number, row, draft) for number, row in enumerate(plan_rows(draft), start=1)]
    return "\n\n".join(parts) + "\n"


def _row_text(number: int, row: PlanRow, draft: Draft) -> str:
    call = row.call.action
    if row.account != draft.account:
        call = QCoreApplication.translate(
            "PlanText", "{0}, in the account {1}", "a call of AWS's API, an account"
        ).format(call, row.account)
    lines = [call, *(f"{name}: {value}" for name, value in row.parameters)]
    for document in row.documents:
        lines += [f"{document.parameter}:", textwrap.indent(document.text, _INDENT)]
    return f"{number}. {step_title(row.step)}\n" + textwrap.indent("\n".join(lines), _INDENT)
