"""Arcs that the model hangs on the wrong word, hung anew where the forms of the words allow one reading only.

``clauses`` are hung too high or too low, ``adjuncts`` on a verb beside their own, ``contacts`` run into another
clause, ``complements`` on a word beside their verb, ``offices`` on a name, ``hearsay`` on a word beside the noun that
tells it, ``depictions`` on each other, ``conjuncts`` on another verb, ``outcomes`` on whoever brings them about, what
``questions`` ask on whom they ask it of; ``subjects`` and ``insertions`` are given to the verb that they belong to,
``names`` to the word that they stand with; ``topics`` are taken out of the sentence behind their mark.
"""

from spacy.tokens import Doc

from kg.arcs.adjuncts import hang_adjuncts
from kg.arcs.clauses import (
    lower_quotations,
    lower_relatives,
    open_relatives,
    part_before_colons,
    raise_as_clauses,
    raise_attributions,
    raise_predicates,
)
from kg.arcs.complements import (
    complete_phrasals,
    free_attributes,
    free_contents,
    free_things,
    join_titles,
    lower_infinitives,
    lower_pasts,
    lower_prepositions,
    part_predicates,
    part_receivers,
    part_second_objects,
    raise_accusers,
    raise_charges,
    raise_contents,
    raise_gerunds,
)
from kg.arcs.conjuncts import (
    hang_names,
    list_deeds,
    list_prepositions,
    list_subjects,
    list_verbs,
    lower_alleged,
    lower_outcomes,
    part_names,
    rehang_after_quotes,
    rehang_conjuncts,
)
from kg.arcs.contacts import (
    lower_contacts,
    lower_gapped,
    lower_resumptions,
    lower_unlinked,
    part_relatives,
    part_unopened,
)
from kg.arcs.depictions import hang_depictions, part_depictions
from kg.arcs.hearsay import join_hearsay, lower_hearsay
from kg.arcs.insertions import part_insertions, part_insets, part_sources, return_rests
from kg.arcs.names import list_names, lower_names, part_bearers, part_months, part_owners, part_sides
from kg.arcs.offices import hang_offices, join_prefixes, join_ranks, lower_negations, part_offices
from kg.arcs.outcomes import hang_states
from kg.arcs.questions import free_predicates
from kg.arcs.subjects import (
    free_pasts,
    free_subjects,
    free_verbs,
    lend_subjects,
    lower_participles,
    lower_subjects,
    pass_subjects,
    return_speakers,
    return_subjects,
)
from kg.arcs.tokens import column
from kg.arcs.topics import part_topics
from kg.arcs.words import find_words
from kg.trees import Sentence

__all__ = ["column", "find_words", "mend"]


def mend(doc: Doc, sentences: list[Sentence], heads: list[int], deps: list[str]) -> None:
    """Hang anew what is hung wrongly: ``heads`` and ``deps``, one entry a token of ``doc``, are changed.

    Most of what a step reads is the document as the model left it; what two of them change, the later decides. Where
    arcs of two steps would make a circle, those of the model come back.
    """
    _mend_clauses(doc, sentences, heads, deps)
    _mend_lists(doc, sentences, heads, deps)
    _open_circles(doc, heads, deps)


def _mend_clauses(doc: Doc, sentences: list[Sentence], heads: list[int], deps: list[str]) -> None:
    """Which clauses there are, and what belongs to each of their verbs and nouns."""
    raise_as_clauses(doc, sentences, heads, deps)
    return_speakers(doc, heads, deps)
    free_verbs(doc, heads, deps)
    free_pasts(doc, heads, deps)
    join_prefixes(doc, heads, deps)
    join_ranks(doc, heads, deps)
    part_offices(doc, heads, deps)
    raise_contents(doc, heads, deps)
    free_contents(doc, deps)
    raise_charges(doc, heads)
    raise_accusers(doc, heads, deps)
    lower_hearsay(doc, heads, deps)
    join_hearsay(doc, heads, deps)
    lower_pasts(doc, heads, deps)
    lower_prepositions(doc, heads)
    free_attributes(doc, heads, deps)
    raise_gerunds(doc, heads, deps)
    complete_phrasals(doc, deps)
    join_titles(doc, heads, deps)
    raise_predicates(doc, heads, deps)
    lower_relatives(doc, heads, deps)
    lower_resumptions(doc, heads, deps)
    open_relatives(doc, deps)
    part_relatives(doc, heads, deps)
    lower_gapped(doc, heads, deps)
    lower_contacts(doc, heads, deps)
    lower_unlinked(doc, heads, deps)
    part_before_colons(doc, heads, deps)
    part_second_objects(doc, deps)
    part_receivers(doc, heads, deps)
    part_insertions(doc, heads, deps)
    return_rests(doc, heads, deps)
    part_insets(doc, heads, deps)
    free_things(doc, heads, deps)
    part_predicates(doc, heads, deps)
    hang_depictions(doc, heads, deps)
    part_depictions(doc, heads, deps)
    hang_offices(doc, heads, deps)
    lower_negations(doc, heads)
    free_predicates(doc, heads, deps)
    hang_adjuncts(doc, heads, deps)


def _mend_lists(doc: Doc, sentences: list[Sentence], heads: list[int], deps: list[str]) -> None:
    """Who the subjects are, and what is coordinated with what; then what of it is said, and by whom."""
    return_subjects(doc, heads, deps)
    lower_subjects(doc, heads, deps)
    list_subjects(doc, heads, deps)
    hang_names(doc, heads, deps)
    list_names(doc, heads, deps)
    part_sides(doc, heads, deps)
    part_months(doc, heads, deps)
    part_owners(doc, heads, deps)
    part_bearers(doc, heads, deps)
    lower_names(doc, heads)
    list_verbs(doc, heads, deps)
    list_deeds(doc, heads, deps)
    list_prepositions(doc, heads, deps)
    rehang_conjuncts(doc, heads, deps)
    rehang_after_quotes(doc, heads)
    raise_attributions(doc, heads, deps)
    lower_quotations(doc, heads, deps)
    lower_outcomes(doc, heads, deps)
    lower_alleged(doc, heads)
    lend_subjects(doc, heads, deps)
    lower_participles(doc, heads, deps)
    free_subjects(doc, heads, deps)
    pass_subjects(doc, sentences, heads, deps)
    part_names(doc, heads, deps)
    part_sources(doc, sentences, heads, deps)
    lower_infinitives(doc, heads, deps)
    part_unopened(doc, heads, deps)
    hang_states(doc, heads, deps)
    part_topics(doc, sentences, heads, deps)


def _open_circles(doc: Doc, heads: list[int], deps: list[str]) -> None:
    """Give the tokens of a circle the arcs that the model gave them, which make none."""
    while circle := _find_circle(heads):
        for at in circle:
            heads[at], deps[at] = doc[at].head.i, doc[at].dep_


def _find_circle(heads: list[int]) -> list[int]:
    """Tokens that hang on each other all round, none if every token hangs on a root in the end."""
    safe = [head == at for at, head in enumerate(heads)]
    for start in range(len(heads)):
        path, at = dict[int, None](), start
        while not safe[at] and at not in path:
            path[at] = None
            at = heads[at]
        if not safe[at]:
            walked = list(path)
            return walked[walked.index(at) :]
        for each in path:
            safe[each] = True
    return []
