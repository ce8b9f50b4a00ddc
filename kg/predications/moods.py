"""Whether a predicate is said to hold: polarity and modality, from its own words and from what it depends on."""

from dataclasses import dataclass

from kg.dates import is_length
from kg.model import Modality, Polarity
from kg.predications.charges import is_alleged, is_judged, is_prosecuted, is_tried_for
from kg.predications.questions import is_asked
from kg.predications.suppositions import is_imagined, is_rumoured, is_supposed
from kg.predications.walks import (
    COPULAS,
    coordinated_with,
    is_infinitive,
    is_own_aim,
    is_passive,
    is_subjunctive,
    naming_copula,
    that_of,
    with_particle,
)
from kg.predications.words import MoodWords
from kg.trees import FINITE_TAGS, Tree

_MARKS = frozenset('":“')
"""What stands before words that are quoted."""


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
    if _is_carried(tree, head, words):
        at = tree.heads[head]
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


def _is_carried(tree: Tree, noun: int, words: MoodWords) -> bool:
    """Acme never made the claim. The head of Acme will be Anna Berg: a noun that is as much so as its verb."""
    lent = tree.deps[noun] in ("dobj", "nsubjpass") and tree.lemmas[tree.heads[noun]] in words.light
    return naming_copula(tree, noun) is not None or (lent and tree.pos[noun] == "NOUN")


def _own(tree: Tree, head: int, words: MoodWords, *, shared: bool = False) -> tuple[bool, Modality]:
    """Acme did not buy. Acme would buy. Will Acme buy? Nobody bought. Had Acme bought, ... Acme allegedly bought.

    ``shared`` leaves out what is of one verb alone: Acme found no fault and blamed Beta, nearly fell and sued Beta.
    """
    negative, modality = False, "questioned" if is_asked(tree, head) else _of_auxiliaries(tree, head, words)
    there = tree.child(head, "expl") is not None
    arguments = {"nsubj", "nsubjpass"} | (set() if shared else {"dobj", "attr"} if there else {"dobj"})
    for kid in tree.kids[head]:
        label, lemma = tree.deps[kid], tree.lemmas[kid].lower()
        if label == "neg" or (label in ("preconj", "cc", "advmod") and lemma in words.denying):
            negative = negative or _MARKS.isdisjoint(tree.words[head:kid])  # replied: "Never"
        elif (
            label == "advmod"
            and tree.tags[kid] in ("RB", "RBR")
            and tree.right[kid] == kid + 1
            and not (kid < head and lemma in words.adversative)  # and yet it said so
            and _is_negated_noun(tree, kid, words)
        ):
            negative = True  # no longer
        elif label == "advmod" and lemma in words.nearing and kid < head and tree.right[kid] == kid + 1 and not shared:
            modality = "hypothetical" if modality == "actual" else modality
        elif label == "advmod" and (lemma in words.hearsay or (lemma in words.guessing and _is_of_verb(tree, kid))):
            modality = "questioned" if modality == "actual" else modality
        elif label == "mark" and lemma == "whether":
            modality = "questioned"
        elif label == "mark" and lemma in words.hypothetical:
            modality = "questioned" if lemma == "if" and tree.deps[head] == "ccomp" else "hypothetical"
        elif label in arguments and _is_negated_noun(tree, kid, words):
            negative = True  # nobody warned, there is no truth
    if modality == "actual" and is_supposed(tree, head, words.imagining):
        modality = "hypothetical"
    if tree.deps[head] in ("acomp", "attr", "oprd") and not negative:
        negative = tree.child(tree.heads[head], "neg") is not None
    if tree.pos[head] == "NOUN" and not negative:
        negative = _is_negated_noun(tree, head, words)  # there is no truth in, no plans to
    return negative, modality


def _is_of_verb(tree: Tree, adverb: int) -> bool:
    """Perhaps rebels shelled the port; not: perhaps 20 rebels were shot, shelled it perhaps by mistake."""
    return adverb < tree.heads[adverb] and tree.tags[adverb + 1] != "CD"


def _of_auxiliaries(tree: Tree, head: int, words: MoodWords) -> Modality:
    """Acme will buy. Acme could buy. Had Acme bought, ..."""
    modality: Modality = "actual"
    for kid in tree.children(head, "aux"):
        lemma, word = tree.lemmas[kid].lower(), tree.words[kid].lower()
        if tree.tags[kid] == "MD" and (lemma in words.future or word in words.future):
            modality = "expected"
        elif tree.tags[kid] == "MD" and lemma in words.hypothetical:
            modality = "hypothetical"
        elif word == "had" and tree.deps[head] in ("advcl", "ccomp") and tree.left[head] == kid:
            subject = tree.child(head, "nsubj", "nsubjpass")
            if subject is not None and kid < subject:
                modality = "hypothetical"
    return modality


def _is_negated_noun(tree: Tree, noun: int, words: MoodWords) -> bool:
    """No one has accused Acme. Neither side would. None of them did."""
    if tree.lemmas[noun].lower() in words.negation or tree.words[noun].lower() in words.negation:
        return True
    before = (kid for kid in tree.children(noun, "det", "preconj", "neg", "cc") if kid < noun)
    return any(tree.lemmas[kid].lower() in words.negation for kid in before)


def _governed(tree: Tree, at: int, above: int, words: MoodWords) -> tuple[bool, Modality] | None:
    """What the governor adds: "refused to say", "is expected to accuse"; None where it adds nothing more."""
    label = tree.deps[at]
    if label == "conj":
        return _coordinated(tree, at, above, words)
    if is_imagined(tree, at, above, words.imagining):
        return False, "hypothetical"
    if _is_infinitival(tree, at, above, words):
        return _of_infinitive(tree, at, above, words)
    if (verdict := _of_verdict(tree, at, above, words)) is not None:
        return verdict
    if _is_left_open(tree, at, above, words):
        return False, "questioned"
    if label == "pobj":
        return (False, "questioned") if is_tried_for(tree, at, above, words) else None
    if label not in ("xcomp", "pcomp", "prep", "advmod", "acomp", "oprd", "attr", "auxpass"):
        return None
    if label == "pcomp" and tree.tags[at] in FINITE_TAGS:
        return None  # marched against what they called a plot
    beside_it = tree.children(above, "advmod") if label == "pcomp" else ()  # instead of selling
    if not words.averting.isdisjoint(tree.lemmas[token].lower() for token in (at, above, *beside_it)):
        return True, "actual"
    negative, modality = _own(tree, above, words) if tree.pos[above] in ("VERB", "AUX") else (False, "actual")
    if label in ("oprd", "acomp") and is_passive(tree, above) and tree.lemmas[above].lower() in words.presuming:
        return negative, "questioned"  # is feared dead
    if label == "prep" and (
        is_alleged(tree, above, words) or is_prosecuted(tree, at, words) or is_judged(tree, above, words)
    ):
        return negative, "questioned"
    beside = label == "prep" and tree.lemmas[at].lower() not in words.withheld  # barred them after attacking a guard
    if tree.lemmas[above].lower() in words.negating and not beside and label in ("xcomp", "prep", "advmod", "acomp"):
        return True, modality
    kept = label == "prep" and tree.lemmas[at].lower() == "from" and tree.lemmas[above].lower() in words.withholding
    return negative or kept, modality


def _is_infinitival(tree: Tree, at: int, above: int, words: MoodWords) -> bool:
    """Refused to say, given a week to leave, would let Acme say, asked that Acme say."""
    label = tree.deps[at]
    due = label == "relcl" and is_length(tree.slice(tree.left[above], above + 1))
    if (due or label in ("xcomp", "ccomp", "acl", "advcl")) and is_infinitive(tree, at):
        return True
    return label == "ccomp" and (_is_bare(tree, at, above, words) or is_subjunctive(tree, at))


def _of_verdict(tree: Tree, at: int, above: int, words: MoodWords) -> tuple[bool, Modality] | None:
    """It is not true that Acme bought Beta, is likely that it did, could be that it did; not: is sad that it did."""
    copula = above if tree.lemmas[above].lower() in COPULAS else tree.heads[above]
    subject, verdict = tree.child(copula, "nsubj", "expl"), tree.child(copula, "acomp", "attr")
    opened = tree.deps[at] in ("ccomp", "relcl", "acl", "advcl") and tree.words[tree.left[at]].lower() == "that"
    if (
        not opened
        or subject is None
        or tree.words[subject].lower() != "it"
        or tree.lemmas[copula].lower() not in COPULAS
    ):
        return None
    if above not in (copula, verdict) or tree.child(at, "mark") is None:
        return None
    negative, modality = _own(tree, copula, words)
    if verdict is not None:  # is hardly true, is no lie, is perhaps true
        more = _own(tree, verdict, words)
        negative, modality = negative or more[0], more[1] if modality == "actual" else modality
    lemma = "" if verdict is None else tree.lemmas[verdict].lower()
    if lemma in words.doubting | words.conceiving:
        return negative, "questioned"
    if lemma in words.disproving:
        return not negative, modality
    return (negative, modality) if verdict is None or lemma in words.affirming else None


def _is_left_open(tree: Tree, at: int, above: int, words: MoodWords) -> bool:
    """Is Berg the man who leads Acme? The idea that he does; nobody believes that he does.

    Likewise the process of electing a premier, voted for electing one; looks dead.
    """
    label, lemma = tree.deps[at], tree.lemmas[above].lower()
    may = not words.possible.isdisjoint((lemma, f"{lemma} {tree.lemmas[at].lower()}"))
    if may and label == "prep" and tree.child(at, "pcomp") is not None:
        return True
    if lemma in words.seeming and label == "acomp":
        return True
    if label in ("ccomp", "relcl", "advcl") and is_rumoured(tree, at, above, words.conceiving | words.mooted):
        return True
    if label == "ccomp":
        return _is_unvouched(tree, at, above, words)
    if label == "relcl" and tree.deps[above] == "attr" and is_asked(tree, tree.heads[above]):
        return True
    noun = label in ("acl", "relcl") and (tree.pos[above] in ("NOUN", "PROPN") or tree.deps[above] == "attr")
    return noun and that_of(tree, at) is not None and _is_supposed(tree, above, words)


def _is_unvouched(tree: Tree, clause: int, above: int, words: MoodWords) -> bool:
    """Does anybody think that Acme fled? Nothing proves that it did. It is rumoured that it did."""
    if tree.pos[above] != "VERB" or (
        tree.words[tree.left[clause]].lower() != "that" and above + 1 != tree.left[clause]
    ):
        return False
    if is_passive(tree, above):
        return tree.lemmas[above].lower() in words.rumouring
    subject = tree.child(above, "nsubj")
    indefinite = subject is not None and tree.pos[subject] == "PRON" and tree.tags[subject] == "NN"
    negative, modality = _own(tree, above, words) if indefinite else (False, "actual")
    return negative or modality == "questioned"


def _is_supposed(tree: Tree, noun: int, words: MoodWords) -> bool:
    """The idea that Acme bought Beta, no proof that it did, is there a reason? Not: the fact, the proof that it did."""
    lemma, verb = tree.lemmas[noun].lower(), tree.heads[noun]
    if lemma in words.conceiving or (lemma in words.proving and _is_negated_noun(tree, noun, words)):
        return True
    there = tree.deps[noun] in ("attr", "nsubj") and tree.child(verb, "expl") is not None
    negative, modality = _own(tree, verb, words) if there else (False, "actual")
    return modality != "actual" or (negative and lemma in words.proving)


def _is_bare(tree: Tree, verb: int, above: int, words: MoodWords) -> bool:
    """The bill would let Acme buy Beta, the film shows Acme buying Beta; not: said Acme buys Beta, that it buy Beta.

    Nor: said a post calling for unity meant nothing, which the parser may take for what is said.
    """
    if tree.tags[verb] == "VBG" and tree.lemmas[above].lower() in words.reporting:
        return False
    return tree.tags[verb] in ("VB", "VBG") and tree.child(verb, "aux", "auxpass", "mark") is None


def _coordinated(tree: Tree, at: int, above: int, words: MoodWords) -> tuple[bool, Modality] | None:
    """Acme did not buy or sell. Acme bought, but Beta would not. If Acme falls and Beta buys."""
    if tree.child(at, "nsubj", "nsubjpass") is not None and tree.child(at, "aux", "neg") is None:
        nor = any(tree.lemmas[kid].lower() == "nor" for kid in tree.kids[above])
        supposed = any(tree.lemmas[kid].lower() in words.hypothetical for kid in tree.children(above, "mark"))
        return nor and _own(tree, above, words)[0], "hypothetical" if supposed else "actual"
    links = [tree.lemmas[kid].lower() for kid in tree.children(above, "cc") if above < kid < at]
    finite = tree.tags[at] in ("VBD", "VBZ") and tree.words[at].lower() != tree.lemmas[at]
    apart = finite and (tree.tags[above] == "VB" or (tree.tags[at] == "VBZ" and tree.tags[above] in ("VBN", "VBG")))
    if tree.child(at, "aux") is not None or (links and apart):
        return None  # did not buy and sold, has not bought and sells
    negative, modality = _own(tree, above, words, shared=True)
    return negative and words.adversative.isdisjoint(links), modality


def _of_infinitive(tree: Tree, at: int, above: int, words: MoodWords) -> tuple[bool, Modality]:
    """Refused to say. Has yet to condemn. Is expected to accuse. Is said to have fled. A plan to sell."""
    label, lemma = tree.deps[at], tree.lemmas[above].lower()
    negative, modality = _own(tree, above, words)
    if with_particle(tree, above) in words.resuming:
        return negative, modality
    if label in ("acl", "relcl"):
        return False, "expected"
    if lemma in words.contacting and tree.lemmas[at].lower() in words.reporting and is_own_aim(tree, above, at):
        return negative, modality  # wrote to say
    if label == "advcl":
        return False, "expected" if modality == "actual" else modality
    yet = lemma == "have" and any(tree.lemmas[kid] == "yet" for kid in (*tree.kids[above], *tree.kids[at]))
    if lemma in words.negating or yet:
        return True, modality
    if _is_excessive(tree, above):
        return not negative, "expected"
    if label == "xcomp" and lemma == "be":
        return negative, _of_arrangement(tree, at, above, words)
    if lemma in words.expecting or _is_open(tree, at, above, words):
        return negative, "questioned" if modality == "questioned" else "expected"  # is Acme going to sell?
    return negative, "questioned" if lemma in words.reporting else modality


def _is_excessive(tree: Tree, above: int) -> bool:
    """Was too ill to visit Rome."""
    state = tree.child(above, "acomp", "attr")
    return any(
        tree.lemmas[kid].lower() == "too" and kid + 1 == word
        for word in (above, state)
        if word is not None
        for kid in tree.children(word, "advmod")
    )


def _of_arrangement(tree: Tree, at: int, copula: int, words: MoodWords) -> Modality:
    """Lind is to meet her; was to have met her; his aim is to meet her. Not: his answer was to praise her."""
    if any(tree.lemmas[kid] == "have" for kid in tree.children(at, "aux")) and tree.tags[copula] == "VBD":
        return "hypothetical"
    subject = tree.child(copula, "nsubj")
    return "actual" if subject is not None and tree.lemmas[subject].lower() in words.amounting else "expected"


def _is_open(tree: Tree, at: int, above: int, words: MoodWords) -> bool:
    """Applied to join: the infinitive of a verb that does not say that it came to pass."""
    verbal = tree.deps[at] == "xcomp" and tree.tags[above] in ("VBD", "VBP", "VBZ", "VB", "VBG", "VBN")
    return verbal and tree.pos[above] == "VERB" and tree.lemmas[above].lower() not in words.achieving | words.reporting
