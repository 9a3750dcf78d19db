"""An issued form is found again by its hidden id, else by its visible code, and only in its own plan."""

from dataclasses import replace

import pytest
import sqlalchemy as sa

from papiplan.database import forms
from papiplan.domain.plans import SubmissionKind
from tests.database.filled_plan import FINAL, OTHER, PLAN, PROMISE, a_form, digest_of

REPORT = a_form(PLAN, "phuong-2", SubmissionKind.REPORT)


@pytest.mark.parametrize(
    ("form_id", "code"),
    [(REPORT.form.id, REPORT.form.code), (REPORT.form.id, ""), ("", REPORT.form.code), ("lạ", REPORT.form.code)],
    ids=["both", "the hidden sheet alone", "the visible code alone", "an id that is not ours"],
)
def test_a_form_is_found_by_what_is_left_of_its_identity(filled: sa.Connection, form_id: str, code: str) -> None:
    assert forms.find_form(filled, PLAN, form_id, code) == REPORT


@pytest.mark.parametrize(("form_id", "code"), [("", ""), ("lạ", "PAPI2022-PHUONG-2-BC-v1")])
def test_a_file_without_identity_is_no_form(filled: sa.Connection, form_id: str, code: str) -> None:
    assert forms.find_form(filled, PLAN, form_id, code) is None


def test_another_plans_form_is_not_this_ones(filled: sa.Connection) -> None:
    assert forms.find_form(filled, OTHER, REPORT.form.id, "") is None


def test_the_id_goes_before_the_code(filled: sa.Connection) -> None:
    subplan = a_form(PLAN, "tckh", SubmissionKind.SUBPLAN)
    assert forms.find_form(filled, PLAN, subplan.form.id, REPORT.form.code) == subplan


def test_each_unit_has_its_form_with_its_promises(filled: sa.Connection) -> None:
    found = forms.load_forms(filled, PLAN, SubmissionKind.REPORT)
    assert found == {unit: a_form(PLAN, unit, SubmissionKind.REPORT) for unit in ("tckh", "phuong-2")}
    assert found["tckh"].form.promises == {"2.3.1": PROMISE}


def test_the_newest_version_of_a_form_is_the_units(filled: sa.Connection) -> None:
    newer = replace(REPORT.form, id="mới", code="PAPI2023-PHUONG-2-BC-v2", version=2)
    issued = replace(REPORT, form=newer, sha256=digest_of("mới"))
    forms.save_forms(filled, [issued], {issued.sha256: 1}, FINAL)
    assert forms.load_forms(filled, PLAN, SubmissionKind.REPORT)["phuong-2"] == issued
    assert forms.newest_form(filled, PLAN, "phuong-2", SubmissionKind.REPORT) == issued
    assert forms.newest_form(filled, PLAN, "mttq", SubmissionKind.REPORT) is None
    assert forms.find_form(filled, PLAN, REPORT.form.id, "") == REPORT, "the earlier one is still known"
