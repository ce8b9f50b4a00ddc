"""What somebody is left as: "left two dead and six people injured"."""

from spacy.tokens import Doc, Token

from kg.arcs.tokens import find_tokens
from kg.arcs.words import find_words

_PARTICIPLES = frozenset({"VBN", "VBD"})


def hang_states(doc: Doc, heads: list[int], deps: list[str]) -> None:
    """Hang what is left on its verb, and on it what it is left as: the raid left [two] dead, [six people] injured.

    The model takes the state for a clause about whoever leaves, and of "two dead" makes one phrase.
    """
    for verb in find_tokens(doc, "LEMMA", find_words("leaving")):
        states = [kid for kid in verb.rights if verb.pos_ == "VERB" and _is_state(kid)]
        for state in states:
            thing = _left(verb, state)
            if state.tag_ == "JJ" and thing is None:
                for number in (kid for kid in state.lefts if kid.dep_ == "nummod"):
                    heads[number.i], deps[number.i], deps[state.i] = verb.i, "dobj", "oprd"
            elif state.tag_ in _PARTICIPLES and thing is not None:
                heads[state.i], deps[state.i] = thing.i, "acl"
            elif state.tag_ in _PARTICIPLES and (state.dep_ == "ccomp" or len(states) > 1):
                for subject in (kid for kid in state.lefts if kid.dep_ == "nsubj"):
                    deps[subject.i] = "nsubjpass"


def _is_state(token: Token) -> bool:
    """Dead, seriously injured, six others wounded; not: were wounded, injured two."""
    if token.dep_ == "oprd" or (token.dep_ == "dobj" and token.tag_ == "JJ"):
        return True
    plain = token.tag_ in _PARTICIPLES and token.dep_ in ("advcl", "xcomp", "ccomp", "conj")
    return plain and not any(kid.dep_ in ("aux", "auxpass", "dobj", "mark", "agent") for kid in token.children)


def _left(verb: Token, state: Token) -> Token | None:
    """Who stands between a verb and what they are left as, with nothing but an adverb between."""
    thing = next((kid for kid in verb.rights if kid.dep_ == "dobj" and kid.i < state.i), None)
    return thing if thing is not None and thing.right_edge.i + 1 == state.left_edge.i else None
