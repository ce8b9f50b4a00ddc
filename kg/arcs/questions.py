"""What a question asks of its subject, which the model takes for a part of the subject."""

from spacy.tokens import Doc, Token

from kg.arcs.tokens import find_tokens, take_place, text_before
from kg.trees import FINITE_TAGS

_COMPLETE = frozenset({"acomp", "attr", "auxpass", "ccomp", "expl", "nsubj", "nsubjpass", "oprd", "xcomp"})
"""What a verb of being has beside its subject where the model knows what is asked."""


def free_predicates(doc: Doc, heads: list[int], deps: list[str]) -> None:
    """Hang on the verb what is asked of somebody: "Is Norway a member of NATO?", "Was Berg shot by rebels?"."""
    for verb in find_tokens(doc, "TAG", FINITE_TAGS):
        if verb.lemma_ != "be" or verb.i + 2 >= len(doc) or "?" not in {token.text for token in verb.sent[-3:]}:
            continue
        own = [kid for kid in verb.children if kid.dep_ in _COMPLETE]
        if len(own) != 1 or own[0].dep_ not in ("nsubj", "attr") or own[0].left_edge.i != verb.i + 1:
            continue
        subject = own[0]
        said = next((kid for kid in reversed(list(subject.rights)) if kid.dep_ in ("appos", "acl", "relcl")), None)
        if said is None or (said.dep_ != "appos" and said.tag_ != "VBN"):
            continue
        if said.dep_ == "appos" and subject.dep_ == "nsubj" and text_before(said.left_edge) != ",":
            heads[said.i], deps[said.i] = verb.i, "attr"
        elif said.dep_ != "appos" and said.left_edge == said:
            _make_passive(verb, subject, said, heads, deps)


def _make_passive(verb: Token, subject: Token, said: Token, heads: list[int], deps: list[str]) -> None:
    """Make a participle the verb of a question that the verb of being opens."""
    take_place(said, verb, heads, deps)
    for kid in verb.children:
        heads[kid.i] = said.i
    heads[verb.i], deps[verb.i] = said.i, "auxpass"
    deps[subject.i] = "nsubjpass"
    for kid in subject.rights:
        if kid.i > said.i:
            heads[kid.i] = said.i
