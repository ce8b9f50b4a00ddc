"""A query that the parser refuses -> its likely cause, and the query that is meant where that is sure.

Each rule proposes causes, with the query as it would be without the mistake. The first proposal that the parser takes
is the answer; else the first that brings it clearly further; else the first that is only words.

broken.py    the query, its tokens and where it fails
marks.py     signs of other languages, strings that do not end      brackets.py  brackets; triples
words.py     spelling; names without prefix; PREFIX lines           clauses.py   parts at the wrong place
selects.py   SELECT, GROUP BY and aggregates
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace

from kg.query.mistakes import brackets, clauses, marks, selects, words
from kg.query.mistakes.broken import Broken, Repair, locate, parser_says

ROUNDS = 3
FURTHER = 2
"""By how many tokens more the parser must come for a cause to be likely."""
Rule = Callable[[Broken], Iterator[Repair]]
MEANING: tuple[Rule, ...] = (
    selects.aggregate_in_where,
    selects.ungrouped,
    selects.star_with_group,
    selects.given_twice,
    clauses.data_without_variables,
    clauses.relative_iri,
)
RULES: tuple[Rule, ...] = (
    marks.open_string,
    marks.lookalikes,
    *MEANING,
    words.unsupported,
    marks.doubled,
    marks.single,
    marks.negation,
    marks.loose_variable,
    marks.separators,
    marks.repeated_path,
    words.declarations,
    selects.commas,
    selects.nameless,
    selects.wrapped_variable,
    selects.missing_as,
    words.misspelt,
    words.missing_by,
    clauses.descending,
    clauses.out_of_order,
    clauses.within_braces,
    clauses.left_of_union,
    clauses.rows_of_values,
    clauses.shared_blank,
    clauses.members,
    clauses.numbers,
    clauses.blanks_of_delete,
    words.bare_name,
    brackets.missing_dot,
    brackets.missing_parentheses,
    words.missing_filter,
    words.missing_form,
    brackets.never_closed,
    brackets.missing_opening,
    brackets.closes_nothing,
    marks.leftovers,
    selects.bound_already,
    clauses.template,
    brackets.unfinished,
    brackets.too_early,
)


def find_mistake(text: str, prefixes: Mapping[str, str], failure: SyntaxError, *, update: bool = False) -> Repair:
    """The likely cause of a parser's failure; ``text`` of it is the whole query mended, empty where that is unsure."""
    broken = locate(text, prefixes, update=update)
    if broken is None:
        broken = Broken(text, prefixes, str(failure), update, 0)
        found = next((repair for rule in (marks.open_string, *MEANING) for repair in rule(broken)), None)
        return found or Repair(0, str(failure).partition("\n")[0], "see the SPARQL 1.1 grammar")
    return mend(replace(broken, words=f"{broken.words} {failure}"), ROUNDS)


def mend(broken: Broken, rounds: int) -> Repair:
    """The likeliest cause; what is behind it is mended in further rounds."""
    further: tuple[Repair, Broken] | None = None
    words: Repair | None = None
    tried: set[str] = set()
    for rule in RULES:
        for repair in rule(broken):
            if not repair.text:
                words = words or repair
            elif repair.text not in tried and repair.text != broken.text:
                tried.add(repair.text)
                if not parser_says(repair.text, broken.prefixes, update=broken.update):
                    return repair
                if further is None:
                    further = is_further(broken, repair)
    if further is not None:
        rest = mend(further[1], rounds - 1).text if rounds > 1 else ""
        return replace(further[0], text=rest)
    return words or brackets.cannot_stand(broken)


def is_further(broken: Broken, repair: Repair) -> tuple[Repair, Broken] | None:
    """A repair with what is still broken, where the parser comes clearly further by it."""
    left = locate(repair.text, broken.prefixes, update=broken.update)
    before = len(broken.tokens) - broken.at
    if left is not None and before - (len(left.tokens) - left.at) >= FURTHER:
        return repair, left
    return None


__all__ = ["Repair", "find_mistake"]
