"""Which class the nouns beside a name show of it: the oil trader Norvik is a firm, the brewer Anna Berg somebody."""

from dataclasses import replace

from kg.gazetteer import Lexicon
from kg.mentions.aliases import bearer_of
from kg.mentions.classes import word_class
from kg.mentions.spans import find_people, is_business, noun_class
from kg.model import Description, Mention
from kg.trees import Tree

_PLACES = ("Place", "State")


def with_shown(tree: Tree, lexicon: Lexicon, name: Mention, found: list[Description]) -> Mention:
    """The name with what is said of it beside it, and of the class that this shows where that is to be believed."""
    if not found:
        return name
    cls = name.cls
    if name.gazetteer is None and name.kind == "name":
        shown = next((shown for item in found if (shown := _shown(tree, lexicon, name, item.head))), None)
        if shown and _may_be(tree, lexicon, name, shown, found):
            cls = shown
    return replace(name, cls=cls, descriptions=tuple(found))


def _may_be(tree: Tree, lexicon: Lexicon, name: Mention, shown: str, found: list[Description]) -> bool:
    """Whether a name may be of the class that the nouns beside it show, whatever the recogniser says."""
    if _is_called_body(tree, lexicon, name, shown) or (shown == "Group" and _is_in_group(tree, lexicon, name, found)):
        return False
    if name.cls is None or shown == "Person" or (shown in _PLACES) == (name.cls in _PLACES):
        return True
    town = name.cls == "Person" and shown == "Place"  # the port city, Lantz
    body = name.last - name.first > 1 and lexicon.is_a(shown, "Organization")  # the channel Canal Azul
    called = name.cls == "Place" and any(_is_called(tree, lexicon, name, item) for item in found)
    return town or body or called or _is_firm(tree, lexicon, name, found[0])


def _is_in_group(tree: Tree, lexicon: Lexicon, name: Mention, found: list[Description]) -> bool:
    """Lusk Watch, a group, is a body all the same; not: hackers known as X."""
    alias = name.cls == "Person" and bearer_of(tree, lexicon, name) == found[0].head
    return not alias and (name.cls == "Person" or lexicon.is_a(name.cls or "", "Organization"))


def _is_called(tree: Tree, lexicon: Lexicon, name: Mention, item: Description) -> bool:
    """The daily Koha, the militia Ansaru, whatever the recogniser says; not: police station Lusk."""
    noun, first = item.head, item.first
    beside = noun == name.first - 1 and tree.words[noun].islower() and tree.tags[noun] not in ("NNS", "NNPS")
    article = "DT" in (tree.tags[first], *tree.tags[max(first - 1, 0) : first])
    return beside and article and lexicon.word("namedBody", tree.lemmas[noun].lower())


def _is_called_body(tree: Tree, lexicon: Lexicon, name: Mention, shown: str) -> bool:
    """The junior partner, the Civic Union: a body by its own words and article, whatever noun for people it has."""
    words = word_class(tree, lexicon, name.first, name.last) if name.last - name.first > 1 else None
    body = lexicon.is_a(words or "", "Organization") and lexicon.is_a(name.cls or "", "Organization")
    before = tree.words[max(name.first - 1, 0) : name.first + 1]
    return shown == "Person" and body and "the" in (word.lower() for word in before)


def _is_firm(tree: Tree, lexicon: Lexicon, name: Mention, title: Description) -> bool:
    """Whether a name is a firm's whatever the recogniser says: the steelmaker Brunn, not the brewer Anna Berg."""
    noun = tree.lemmas[title.head].lower()
    opens = tree.sentences[tree.sentence_of[title.head]].first == title.head
    beside = title.end == name.first and (opens or tree.words[title.head].islower())
    return is_business(lexicon, noun) and beside and not is_trader(tree, lexicon, name, title.head)


def _shown(tree: Tree, lexicon: Lexicon, name: Mention, noun: int) -> str | None:
    """The class that a noun shows of a name; who trades is a firm or somebody: the oil trader Norvik; so are rivals."""
    cls = noun_class(tree, noun, lexicon)
    anyone = lexicon.word("anyone", tree.lemmas[noun].lower()) and not _is_in_office_of(tree, lexicon, noun)
    if anyone and lexicon.is_a(name.cls or "", "Organization"):
        return None
    if cls not in ("Person", "Organization") or not lexicon.word("trade", tree.lemmas[noun].lower()):
        return cls
    if cls == "Organization":
        return "Person" if is_trader(tree, lexicon, name, noun) else cls
    firm = name.last - name.first == 1 or lexicon.is_a(name.cls or "", "Organization")
    firm = firm and not (_is_somebody(tree, lexicon, noun) and is_surname(tree, lexicon, name))
    return "Organization" if firm and tree.words[noun].islower() else cls


def _is_in_office_of(tree: Tree, lexicon: Lexicon, noun: int) -> bool:
    """Whether a noun is for who has or had somebody's office, and so is somebody: his predecessor, Lind's successor."""
    if not lexicon.word("succeeding", tree.lemmas[noun].lower()):
        return False
    surnames = {tree.words[span.last - 1] for span in find_people(tree)}
    owners = (tree.words[owner] for owner in tree.children(noun, "poss"))
    return any(owner in surnames or lexicon.word("personPronoun", owner.lower()) for owner in owners)


def is_trader(tree: Tree, lexicon: Lexicon, name: Mention, noun: int) -> bool:
    """Whether a noun for firms and people is said of a person: the brewer Anna Berg; Berg, a former miner."""
    trades = lexicon.word("trade", tree.lemmas[noun].lower())
    if not trades or (name.cls != "Person" and not _is_somebody(tree, lexicon, noun)):
        return False
    return (name.cls == "Person" and name.last - name.first > 1) or is_surname(tree, lexicon, name)


def _is_somebody(tree: Tree, lexicon: Lexicon, noun: int) -> bool:
    """Whether a noun for firms and people is said of one of these: a former miner, a trader who left."""
    clause = tree.child(noun, "relcl")
    who = clause is not None and any(tree.words[at].lower() == "who" for at in range(noun + 1, clause))
    return who or any(lexicon.word("formerly", tree.words[at].lower()) for at in range(tree.left[noun], noun))


def is_given(tree: Tree, lexicon: Lexicon, name: Mention) -> bool:
    """Whether a name begins with a given name."""
    first = tree.words[name.first].lower()
    return lexicon.word("male", first) or lexicon.word("female", first)


def is_surname(tree: Tree, lexicon: Lexicon, name: Mention) -> bool:
    """Whether a name ends somebody's full one: the party Berg leads, where the article tells of Anna Berg."""
    if name.last - name.first > 1:
        return False
    people = (span for span in find_people(tree) if tree.words[span.last - 1] == tree.words[name.first])
    return any(not is_business(lexicon, tree.words[span.first].lower()) for span in people)  # Brewer Carlberg
