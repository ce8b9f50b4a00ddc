"""Find what names or describes something: proper names, common noun phrases and pronouns.

``names`` finds the proper names, ``nominals`` the noun phrases and pronouns, ``descriptions`` the titles and
appositions that go with a name, ``called`` the bodies that a name stands before, ``states`` those that the gazetteer
does not know, ``things`` the names of ships, which are left out, ``commons`` the nouns that only look like names.
"""

from kg.gazetteer import Lexicon
from kg.headlines import is_dash
from kg.mentions.called import with_bodies
from kg.mentions.commons import with_commons
from kg.mentions.descriptions import describe
from kg.mentions.names import find_names
from kg.mentions.nominals import find_nominals, find_pronouns
from kg.mentions.states import with_states
from kg.mentions.things import find_things, without_things
from kg.model import UNREAD, Mention
from kg.trees import Tree

__all__ = ["find_mentions", "with_commons"]


def find_mentions(tree: Tree, lexicon: Lexicon) -> list[Mention]:
    """Find every mention, in text order, none overlapping.

    The words of a title ("Foreign Minister" before a name) are a description of that name and no mention; nor is the
    name of a ship, nor what a site prints around the article: who wrote it, credits, links.
    """
    names = find_names(tree, lexicon)
    things = find_things(tree, lexicon, names)
    names = with_bodies(describe(without_things(names, things), tree, lexicon), tree, lexicon)
    names = with_states(names, tree, lexicon)
    taken = bytearray(len(tree.words))
    for name in names:
        for token in range(name.first, name.last):
            taken[token] = 1
        for description in name.descriptions:
            after = name.first if description.end == name.first else description.head + 1
            for token in range(description.head, after):
                taken[token] = 1
    found = [*names, *find_nominals(tree, lexicon, taken), *find_pronouns(tree, lexicon)]
    read = (mention for mention in found if _is_agency(tree, mention) or not _is_around(tree, mention))
    return sorted(without_things(list(read), things), key=lambda mention: mention.first)


def _is_agency(tree: Tree, mention: Mention) -> bool:
    """(The Post with Reuters): whom the article is taken from, as far as outlets are known."""
    credited = tree.sentences[tree.sentence_of[mention.first]].kind == "credit"
    return credited and mention.gazetteer is not None and mention.cls == "MediaOutlet"


def _is_around(tree: Tree, mention: Mention) -> bool:
    """Whether something stands around the article, and is no place or agency in a dateline, in a line of its text.

    Nor as a signature: who is named behind a dash may be whom the words before are by.
    """
    number = tree.sentence_of[mention.first]
    sentence = tree.sentences[number]
    if sentence.kind not in UNREAD:
        return False
    if sentence.kind == "imprint":
        return True
    if sentence.kind == "boilerplate" and mention.cls == "Person":
        return True  # Mar 3 - Troops took the port
    return not (is_dash(tree.words[sentence.first]) or any(_is_beside_text(tree, number, step) for step in (-1, 1)))


def _is_beside_text(tree: Tree, number: int, step: int) -> bool:
    """Whether a sentence that is read follows on the same line, or with a step of -1 goes before."""
    sentences = tree.sentences
    while 0 <= number + step < len(sentences):
        left, right = sorted((number, number + step))
        if "\n" in tree.text[tree.starts[sentences[left].last - 1] : tree.starts[sentences[right].first]]:
            return False
        number += step
        if sentences[number].kind not in UNREAD:
            return True
    return False
