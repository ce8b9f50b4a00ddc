"""Find what names or describes something: proper names, common noun phrases and pronouns.

``names`` finds the proper names, ``nominals`` the noun phrases and pronouns, ``descriptions`` the titles and
appositions that go with a name, ``called`` the bodies that a name stands before, ``states`` those that the gazetteer
does not know, ``things`` the names of ships, which are left out, ``commons`` the nouns that only look like names.
"""

from kg.gazetteer import Lexicon
from kg.mentions.called import with_bodies
from kg.mentions.commons import with_commons
from kg.mentions.descriptions import describe
from kg.mentions.names import find_names
from kg.mentions.nominals import find_nominals, find_pronouns
from kg.mentions.states import with_states
from kg.mentions.things import find_things, without_things
from kg.model import Mention
from kg.trees import Tree

__all__ = ["find_mentions", "with_commons"]


def find_mentions(tree: Tree, lexicon: Lexicon) -> list[Mention]:
    """Find every mention, in text order, none overlapping.

    The words of a title ("Foreign Minister" before a name) are a description of that name and no mention; nor is who
    publishes or wrote the article, nor the name of a ship.
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
    read = (mention for mention in found if tree.sentences[tree.sentence_of[mention.first]].kind != "imprint")
    return sorted(without_things(list(read), things), key=lambda mention: mention.first)
