"""Whether a predicate is said to hold: polarity and modality, from its own words and from what it depends on."""

from dataclasses import dataclass

from kg.model import Modality, Polarity
from kg.predications.walks import coordinated_with, is_infinitive
from kg.trees import Tree


@dataclass(frozen=True, slots=True)
class MoodWords:
    """The word classes of ``ontology/grammar.ttl`` that moods read; lemmas in lower case."""

    negating: frozenset[str]
    expecting: frozenset[str]
    reporting: frozenset[str]
    hypothetical: frozenset[str]
    future: frozenset[str]
    negation: frozenset[str]
    light: frozenset[str]


@dataclass(frozen=True, slots=True)
class Mood:
    """``actual`` and ``positive`` is what a plain sentence says."""

    polarity: Polarity = "positive"
    modality: Modality = "actual"

    @property
    def holds(self) -> bool:
        """Whether the text presents it as so."""
        return self.polarity == "positive" and self.modality == "actual"


def find_mood(tree: Tree, head: int, words: MoodWords) -> Mood:
    """The mood of the predicate at ``head``, with what its governors add up to the next finite clause."""
    negative, modality = _own(tree, head, words)
    at = head
    if (
        tree.pos[head] == "NOUN"
        and tree.deps[head] in ("dobj", "nsubjpass")
        and tree.lemmas[tree.heads[head]] in words.light
    ):
        at = tree.heads[head]  # "never made the claim"
        negative, modality = _own(tree, at, words)
    for _ in range(8):
        above = coordinated_with(tree, at) if tree.deps[at] == "conj" else tree.heads[at]
        if above == at:
            break
        step = _governed(tree, at, above, words)
        if step is None:
            break
        negative = negative or step[0]
        if modality == "actual":
            modality = step[1]
        at = above
    return Mood("negative" if negative else "positive", modality)


def _own(tree: Tree, head: int, words: MoodWords) -> tuple[bool, Modality]:
    """Acme did not buy. Acme would buy. Will Acme buy? Nobody bought. Had Acme bought, ..."""
    negative = False
    modality: Modality = "actual"
    kids = tree.kids[head]
    for kid in kids:
        label, lemma = tree.deps[kid], tree.lemmas[kid].lower()
        if label == "neg" or (
            label in ("preconj", "cc", "advmod") and lemma in ("neither", "nor", "never", "hardly", "scarcely")
        ):
            negative = True
        elif label == "aux":
            modality = _of_auxiliary(tree, head, kid, lemma, words, modality)
        elif label == "mark":
            if lemma in words.hypothetical:
                modality = "questioned" if lemma == "if" and tree.deps[head] == "ccomp" else "hypothetical"
            elif lemma == "whether":
                modality = "questioned"
        elif label in ("nsubj", "nsubjpass", "dobj") and _is_negated_noun(tree, kid, words):
            negative = True
    if tree.deps[head] in ("acomp", "attr", "oprd") and not negative:
        negative = tree.child(tree.heads[head], "neg") is not None
    return negative, modality


def _of_auxiliary(tree: Tree, head: int, kid: int, lemma: str, words: MoodWords, modality: Modality) -> Modality:
    if tree.tags[kid] == "MD":
        if lemma in words.future or tree.words[kid].lower() in words.future:
            return "expected"
        return "hypothetical" if lemma in words.hypothetical else modality
    if lemma == "have" and tree.deps[head] == "advcl" and tree.words[kid].lower() == "had":
        subject = tree.child(head, "nsubj", "nsubjpass")
        first = tree.left[head] == kid
        return "hypothetical" if first and subject is not None and kid < subject else modality
    return modality


def _is_negated_noun(tree: Tree, noun: int, words: MoodWords) -> bool:
    """No one has accused Acme. Neither side would. None of them did."""
    if tree.lemmas[noun].lower() in words.negation or tree.words[noun].lower() in words.negation:
        return True
    return any(
        tree.lemmas[kid].lower() in words.negation
        for kid in tree.children(noun, "det", "preconj", "neg", "cc")
        if kid < noun
    )


def _governed(tree: Tree, at: int, above: int, words: MoodWords) -> tuple[bool, Modality] | None:
    """What the governor adds: "refused to say", "is expected to accuse", "has yet to condemn"; None where it adds nothing more."""
    label, lemma = tree.deps[at], tree.lemmas[above].lower()
    if label == "conj":
        if tree.child(at, "nsubj", "nsubjpass") is not None and tree.child(at, "aux", "neg") is None:
            return _own(tree, above, words)[0] and _is_nor(tree, at), "actual"
        if tree.child(at, "aux") is not None:
            return None
        return _own(tree, above, words)
    if label in ("xcomp", "ccomp", "acl", "advcl") and is_infinitive(tree, at):
        negative, modality = _own(tree, above, words)
        if label == "acl":
            return False, "expected"
        if label == "advcl":
            return negative and False, "expected" if modality == "actual" else modality
        if lemma in words.negating:
            return True, modality
        if lemma == "have" and any(tree.lemmas[kid] == "yet" for kid in (*tree.kids[above], *tree.kids[at])):
            return True, modality
        if lemma in words.expecting or lemma in words.reporting:
            return negative, "expected" if lemma in words.expecting else "questioned"
        return negative, modality
    if label in ("xcomp", "pcomp", "prep", "advmod", "acomp", "oprd", "attr", "auxpass"):
        if tree.lemmas[at].lower() == "without":
            return True, "actual"
        negative, modality = _own(tree, above, words) if tree.pos[above] in ("VERB", "AUX") else (False, "actual")
        if lemma in words.negating and label in ("xcomp", "prep", "advmod", "acomp"):
            return True, modality
        if lemma == "without":
            return True, "actual"
        return negative, modality
    return None


def _is_nor(tree: Tree, at: int) -> bool:
    return any(tree.lemmas[kid].lower() == "nor" for kid in tree.kids[tree.heads[at]])
