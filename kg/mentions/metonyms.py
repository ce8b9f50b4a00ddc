"""Whether the name of a capital means the city or whoever governs from it; syntax decides."""

from kg.gazetteer import Lexicon
from kg.trees import Tree

_MOVES = 8


def stands_for_speaker(tree: Tree, lexicon: Lexicon, token: int) -> bool:
    """Whether the city at ``token`` speaks or acts: Moscow offered help; not: a rally in Moscow."""
    for _ in range(_MOVES):
        if tree.deps[token] != "conj" or tree.heads[token] == token:
            break
        token = tree.heads[token]
    dep, head = tree.deps[token], tree.heads[token]
    verb, noun = tree.lemmas[head].lower(), tree.lemmas[head].lower()
    if dep == "nsubj":
        return verb != "be" or not _is_place(tree, lexicon, head)
    if dep in ("dobj", "nsubjpass"):
        return verb not in lexicon.words["placeVerb"] or (
            verb in lexicon.words["figurative"] and _is_said(tree, lexicon, head)
        )
    if dep in ("dative", "agent"):
        return True
    if dep == "poss":
        return noun not in lexicon.words["placeHolder"] and lexicon.nouns.get(noun) != "Place"
    if dep == "pobj":
        return _after_preposition(tree, lexicon, head)
    return False


def stands_behind(tree: Tree, lexicon: Lexicon, group: str, token: int) -> bool:
    """Whether a name stands right behind a preposition of a word class: in Lusk, to Lusk."""
    return tree.deps[token] == "pobj" and lexicon.word(group, tree.words[tree.heads[token]].lower())


def _is_place(tree: Tree, lexicon: Lexicon, verb: int) -> bool:
    complement = tree.child(verb, "attr")
    return complement is not None and lexicon.nouns.get(tree.lemmas[complement].lower()) == "Place"


def _after_preposition(tree: Tree, lexicon: Lexicon, preposition: int) -> bool:
    word = tree.words[preposition].lower()
    if word in lexicon.words["placeCue"]:
        return False
    noun = tree.lemmas[tree.heads[preposition]].lower()
    if noun in lexicon.words["placeHolder"] or lexicon.nouns.get(noun) == "Place" or noun in lexicon.words["direction"]:
        return False
    if word != "by" and lexicon.word("placeDeed", noun):
        return False
    if word == "on" and lexicon.word("placeBlow", noun) and not _is_said(tree, lexicon, tree.heads[preposition]):
        return False
    return tree.deps[preposition] == "agent" or tree.pos[tree.heads[preposition]] in ("NOUN", "PROPN", "VERB")


def _is_said(tree: Tree, lexicon: Lexicon, deed: int) -> bool:
    """Whether words are meant: Anna Berg attacked Moscow, Berg's attack on Moscow, attacked Moscow for the deal."""
    doers = (kid for kid in tree.children(deed, "nsubj", "poss"))
    if any(span.ner_label == "PERSON" for doer in doers for span in tree.named_in(doer, doer + 1)):
        return True
    links = (link for link in tree.children(deed, "prep") if lexicon.word("reproach", tree.words[link].lower()))
    things = (thing for link in links for thing in tree.children(link, "pobj", "pcomp"))
    why = (thing for thing in things if not lexicon.word("occasion", tree.lemmas[thing].lower()))
    return any(not list(tree.named_in(thing, thing + 1)) for thing in why)
