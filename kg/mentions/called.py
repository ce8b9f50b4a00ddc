"""Bodies called by a name before their noun, or told in a list: the Hope party, two firms, Acme and Beta."""

from dataclasses import replace

from kg.gazetteer import Lexicon
from kg.mentions.descriptions import whole_of_list
from kg.mentions.parallel import find_parties
from kg.mentions.spans import noun_class
from kg.model import Mention
from kg.trees import Tree

_BEFORE = ("compound", "nmod", "amod")


def with_bodies(names: list[Mention], tree: Tree, lexicon: Lexicon) -> list[Mention]:
    """The same names; what is called a party once is a party everywhere, whatever the recogniser takes it for.

    Not where the same name is said to be somebody's elsewhere: Mr Hope, the minister.
    """
    called = dict.fromkeys(find_parties(names, tree, lexicon), "Party")
    persons = set[str]()
    for name in names:
        text = tree.text[name.start : name.end]
        cls = _body_class(tree, lexicon, name) or _listed_class(tree, lexicon, name)
        cls = cls or ("Organization" if _is_which(tree, lexicon, name) else None)
        if cls is not None:
            called.setdefault(text, cls)
        if _is_addressed(tree, lexicon, name):
            persons.add(tree.words[name.last - 1])
    return [
        replace(name, cls=cls)
        if name.gazetteer is None
        and (cls := called.get(text := tree.text[name.start : name.end]))
        and text not in persons
        else name
        for name in names
    ]


def _body_class(tree: Tree, lexicon: Lexicon, name: Mention) -> str | None:
    """The class of the noun that an unknown name stands before."""
    noun = name.last
    if name.gazetteer is not None or noun >= len(tree.words) or not tree.words[noun].islower():
        return None
    if tree.tags[noun] != "NN" or tree.deps[name.head] not in _BEFORE or tree.heads[name.head] != noun:
        return None
    article = tree.words[name.first - 1].lower() if name.first else ""
    somewhere = name.cls == "Place" and lexicon.word("indefinite", article)  # a Lusk newspaper
    if somewhere or not lexicon.word("namedBody", tree.lemmas[noun].lower()):
        return None
    return noun_class(tree, noun, lexicon)


def _listed_class(tree: Tree, lexicon: Lexicon, name: Mention) -> str | None:
    """The class of each of several bodies that are told by name."""
    whole = whole_of_list(tree, name)
    if whole is None or name.gazetteer is not None or name.kind != "name":
        return None
    cls = lexicon.nouns.get(tree.lemmas[whole].lower(), "")
    person = cls == "Person" and name.cls == "Group" and name.last - name.first > 1
    return cls if person or lexicon.is_a(cls, "Organization") else None


def _is_which(tree: Tree, lexicon: Lexicon, name: Mention) -> bool:
    """Norvik, which was sold last year, said so: no person, whatever the recogniser says; not: Lusk, which lies."""
    after = [word.lower() for word in tree.words[name.last : name.last + 2]]
    unsure = name.gazetteer is None and name.cls in ("Organization", "Person")
    if not unsure or name.last - name.first > 1 or after != [",", "which"] or name.descriptions:
        return False
    clause, verb = tree.child(name.head, "relcl"), tree.heads[name.head]
    acts = tree.deps[name.head] == "nsubj" and tree.pos[verb] == "VERB"
    lies = any(lexicon.word("placeVerb", tree.lemmas[each].lower()) for each in (clause, verb) if each is not None)
    return acts and clause is not None and not lies


def _is_addressed(tree: Tree, lexicon: Lexicon, name: Mention) -> bool:
    """Whether a name is somebody's, since it is a full one or has a title."""
    if name.gazetteer is not None or name.cls != "Person":
        return False
    titled = any(noun_class(tree, each.head, lexicon) == "Person" for each in name.descriptions)
    honoured = name.first > 0 and lexicon.word("honorific", tree.words[name.first - 1].lower())
    return titled or honoured or name.last - name.first > 1
