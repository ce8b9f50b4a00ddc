"""Whether what follows is all written down, so that a store alone knows the closure."""

from pyoxigraph import NamedNode, Variable

from kg.graph.terms import DIFFERENT_FROM, SAME_AS, TYPE
from kg.names import ONTOLOGY
from kg.reason.facts import BUILT_IN, Ground
from kg.reason.rules import Pattern, RuleSet, Term


def is_opaque(ground: Ground) -> bool:
    """Whether something may follow that is not written down and from which more follows.

    That is so of things that are told of in the words of OWL or that bear names of terms, and of unnamed classes that
    are defined by themselves.
    """
    if ground.opaque is None:
        rules = ground.rules
        hidden = [rule.head for rule in rules.rules if rule.head and not is_shown_head(rule.head)]
        ground.opaque = ground.compiled.hidden or any(is_premise(head, rules) for head in hidden) or names_terms(ground)
    return ground.opaque


def is_shown_head(head: Pattern) -> bool:
    """Whether what a rule concludes is written down, as far as its predicate and class tell."""
    if head.predicate == TYPE:
        return is_own(head.object)
    return head.predicate == SAME_AS or is_own(head.predicate)


def is_own(term: Term) -> bool:
    """Whether a term is known, named, and none of OWL's."""
    return isinstance(term, NamedNode) and not term.value.startswith(BUILT_IN)


def is_premise(head: Pattern, rules: RuleSet) -> bool:
    """Whether something may follow from what a rule concludes."""
    if (
        head.predicate == DIFFERENT_FROM
        or isinstance(head.predicate, Variable)
        or (head.predicate == TYPE and isinstance(head.object, Variable))
    ):
        return True
    keys = {(None, None), (head.predicate, None), (head.predicate, head.object)}
    return any(key in rules.triggers for key in keys)


def names_terms(ground: Ground) -> bool:
    """Whether the ontology relates terms of its own as if they were things."""
    for subject, predicate, object_ in ground.facts:
        if isinstance(subject, NamedNode) and subject.value.startswith(ONTOLOGY):
            return True
        if predicate != TYPE and isinstance(object_, NamedNode) and object_.value.startswith(ONTOLOGY):
            return True
    return False
