"""A hundred strangers' files: each is accepted with what stands in it, or sent back with the reason, and none harms."""

from collections.abc import Mapping

import pytest

from papiplan.documents.forms.form_reading import read_each
from papiplan.domain.problems import Problem
from papiplan.domain.submissions import RawForm
from tests.documents.forms.clumsy_forms import CLUMSY
from tests.documents.forms.forging import MAIN, Stranger
from tests.documents.forms.hostile_archives import ARCHIVES
from tests.documents.forms.hostile_workbooks import WORKBOOKS
from tests.raw_forms import a_form, check_raw, sentences

CORPUS = (*ARCHIVES, *WORKBOOKS, *CLUMSY)


@pytest.fixture(scope="module")
def results() -> Mapping[str, RawForm | Problem]:
    """All of them in one batch, as they may come in one morning."""
    read = read_each(stranger.build() for stranger in CORPUS)
    return {stranger.name: result for stranger, result in zip(CORPUS, read, strict=True)}


@pytest.mark.parametrize("stranger", CORPUS, ids=lambda stranger: stranger.name)
def test_a_strangers_file_is_accepted_or_refused_with_its_reason(
    stranger: Stranger, results: Mapping[str, RawForm | Problem]
) -> None:
    result = results[stranger.name]
    if isinstance(result, Problem):
        assert result.what == stranger.refused
        return
    assert not stranger.refused
    assert result.notes == stranger.notes
    outcome = check_raw(result, a_form())
    assert [warning.what for warning in outcome.warnings] == list(stranger.notes)
    found = sentences(outcome)
    assert len(found) == len(stranger.problems)
    assert [part for part, sentence in zip(stranger.problems, found, strict=True) if part not in sentence] == []
    rows = [row for row in outcome.rows if row.sheet == MAIN]
    held = {name: rows[0].values[name] for name in stranger.values} if stranger.values else {}
    assert held == stranger.values


def test_no_two_files_of_the_corpus_have_one_name() -> None:
    assert len({stranger.name for stranger in CORPUS}) == len(CORPUS)
