"""What several units wrote of one thing, for a paper's sentence: each wording once, with who says it.

Not here: where a sentence stands (`report_results`, `report_judgement`), nor the annexes, which have all as written.
"""

from collections.abc import Iterable

from papiplan.documents.wording import listed, shortened
from papiplan.domain.form_texts import says_none
from papiplan.domain.plans import PlanDefinition

_UNITS_NAMED = 5
"""The most units that stand beside one wording."""


def said_by_units(said: Iterable[tuple[str, str, str]], definition: PlanDefinition) -> list[str]:
    """What units said (of what, the words, by whom), as "of what: words (names)"; what most say comes first.

    `of what` may be empty. An answer that there is none ("Không có") is left out.
    """
    by_words: dict[str, list[str]] = {}
    for of_what, words, unit in said:
        if not says_none(words):
            told = ": ".join(filter(None, (of_what, shortened(words, 200).rstrip("."))))
            by_words.setdefault(told, []).append(definition.unit(unit).short)
    by_weight = sorted(by_words.items(), key=lambda wording: -len(wording[1]))
    return [f"{told} ({listed(units, _UNITS_NAMED)})" for told, units in by_weight]
