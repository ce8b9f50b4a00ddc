"""What a name is said to be the name of: the agency, known as KSB; Sandworm, called Voodoo Bear by a rival."""

from kg.gazetteer import Lexicon
from kg.model import Mention
from kg.trees import Tree

_NAMED = ("oprd", "dobj", "attr")


def bearer_of(tree: Tree, lexicon: Lexicon, name: Mention) -> int | None:
    """The noun that has a name by a clause after it: the hackers, also known as Fancy Bear or [APT28]."""
    token = first_of_list(tree, name.head)
    verb, dep = tree.heads[token], tree.deps[token]
    known = dep == "pobj" and tree.words[verb].lower() == "as"
    verb = tree.heads[verb] if known else verb
    noun, clause = tree.heads[verb], tree.deps[verb]
    word = tree.words[verb].lower() if known else tree.lemmas[verb].lower()
    if noun >= verb or not lexicon.word("knownAs" if known else "dubbing", word):
        return None
    if clause == "acl" and tree.tags[verb] in ("VBN", "VBD"):
        only = dep in _NAMED and len(list(tree.children(verb, *_NAMED))) == 1 and _is_beside(tree, noun, verb)
        return noun if known or only else None
    of_person = any(tree.tags[kid] == "WP" for kid in tree.children(verb, "dobj"))  # whom rivals call Satan
    return noun if clause == "relcl" and dep == "oprd" and not known and not of_person else None


def _is_beside(tree: Tree, noun: int, verb: int) -> bool:
    """Whether no other word stands between a noun and its participle: not Berg, asked on the radio, called Lind."""
    return all(tree.pos[at] in ("ADV", "PUNCT") for at in range(noun + 1, verb))


def first_of_list(tree: Tree, token: int) -> int:
    """The first of several names side by side."""
    while tree.deps[token] == "conj" and tree.heads[token] < token:
        token = tree.heads[token]
    return token
