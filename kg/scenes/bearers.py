"""Whose title or description a noun is, and what of the words around the name belongs to it."""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import TYPE_CHECKING

from kg.dates import resolve
from kg.model import Description, Mention
from kg.predications import Argument, Predication
from kg.predications.walks import office_taker
from kg.trees import Tree

if TYPE_CHECKING:
    from kg.scenes.scene import Scene

_OF_NOUNS = frozenset({"compound", "nmod", "amod", "poss", "prep", "pobj", "npadvmod", "appos"})
"""From a word up to the noun of its phrase."""


def with_bearers(scene: "Scene", found: Predication) -> Predication:
    """The predication of a noun with the name that it is a title or apposition of, or itself, as ``self``."""
    described = scene.described.get(found.head)
    if described is not None and not _is_of(found, described[0]):
        return replace(found, arguments=tuple(_of_description(scene, found, *described)))
    if any(argument.role == "self" for argument in found.arguments):
        return found
    noun = found.head
    own = [Argument("self", bearer) for bearer in _bearers(scene, noun) or [noun]]
    if scene.tree.deps[noun] == "amod" and noun - 1 in scene.heads:
        own.append(Argument("compound", noun - 1))
    return replace(found, arguments=(*found.arguments, *own))


def _of_description(
    scene: "Scene", found: Predication, mention: Mention, description: Description
) -> Iterator[Argument]:
    """Belarusian leader Anna Berg: she is one, and what stands in the title is the leader's."""
    arguments = [a for a in found.arguments if a.role != "self" and a.token != mention.head]
    arguments.append(Argument("self", mention.head))
    arguments.extend(_late_of(scene, mention, description))
    arguments.extend(_early_owner(scene, mention, description, arguments))
    yield from arguments
    taken = {found.head, *(argument.token for argument in arguments)}
    for inner in range(description.first, description.end):
        own = inner < found.head or (inner in scene.heads and _is_part(scene, inner, found.head, mention.head))
        if inner not in taken and own:
            yield Argument("poss" if scene.tree.deps[inner] == "poss" else "compound", inner)


def _is_part(scene: "Scene", inner: int, noun: int, bearer: int) -> bool:
    """Whether a name is a noun's own: not what is in a clause about it, nor where the body it is of lies."""
    tree, at = scene.tree, inner
    while at != noun:
        if tree.deps[at] not in _OF_NOUNS or (at not in (inner, bearer) and at in scene.heads):
            return False
        at = tree.heads[at]
    return True


def _early_owner(scene: "Scene", mention: Mention, title: Description, found: list[Argument]) -> Iterator[Argument]:
    """Its Dutch rival Acme: the parser hangs whose rival it is on the name."""
    taken = {argument.token for argument in found}
    for owner in scene.tree.children(mention.head, "poss"):
        if scene.tree.right[owner] == title.first and owner not in taken:
            yield Argument("poss", owner)


def _late_of(scene: "Scene", mention: Mention, title: Description) -> Iterator[Argument]:
    """President Anna Berg of Latvia: the parser hangs what her office is of on her name."""
    tree, after = scene.tree, mention.last
    if title.head < mention.first and tree.words[after : after + 1] == ["of"] and tree.heads[after] == mention.head:
        bodies = (body for body in tree.children(after, "pobj") if not scene.of_class(body, "Party"))
        yield from (Argument("prep:of", body) for body in bodies)


def _is_of(found: Predication, mention: Mention) -> bool:
    """The mayor of Lusk is not Lusk, though the city of Mosul is Mosul."""
    return mention.cls == "Person" and mention.head in found.fillers("prep:of")


def _bearers(scene: "Scene", noun: int) -> list[int]:
    """Acme was named chairman. The president of Latvia, Oscar Lind, nodded. Maltese national Joseph Grech left."""
    tree, verb = scene.tree, scene.tree.heads[noun]
    if tree.deps[noun] == "amod":
        return [verb]
    if tree.deps[noun] == "oprd" and tree.lemmas[verb].lower() in scene.ontology.words["appointing"]:
        return scene.verbal(verb).fillers("object")
    taker = office_taker(tree, scene.ontology.words, noun)
    if taker is not None:
        return [taker] if scene.mood(tree.heads[verb]).holds and not is_to_come(scene, tree.heads[verb]) else []
    late = find_late_name(scene, noun)
    return [late] if late is not None else []


def is_to_come(scene: "Scene", verb: int) -> bool:
    """Takes over on Friday, is being sworn in next month: what is told of a day in the present tense is yet to come.

    Not so: leads it since Monday, and joins it in 2008 where that is past.
    """
    tree = scene.tree
    first = next(tree.children(verb, "aux", "auxpass"), verb)
    if tree.tags[first] not in ("VBZ", "VBP") or tree.lemmas[first] == "have":
        return False
    phrases = [*tree.children(verb, "npadvmod"), *_objects(tree, tree.children(verb, "prep"))]
    days = (noun for noun in phrases if any(span.ner_label == "DATE" for span in tree.named_in(noun, noun + 1)))
    return any(not _has_begun(scene, noun) for noun in days)


def _has_begun(scene: "Scene", noun: int) -> bool:
    """Since Monday; in 2008, where the article is of a later year."""
    tree, link, published = scene.tree, scene.tree.heads[noun], scene.article.published
    if tree.deps[noun] == "pobj" and tree.words[link].lower() in scene.ontology.words["lastingFrom"]:
        return True
    latest = resolve(tree.slice(tree.left[noun], tree.right[noun]), published, tense="future").latest
    return latest is not None and published is not None and latest < published[:10]


def _objects(tree: Tree, links: Iterable[int]) -> Iterator[int]:
    """[Friday] in "on Friday"."""
    for link in links:
        yield from tree.children(link, "pobj")


def find_late_name(scene: "Scene", noun: int) -> int | None:
    """The person whose name the parser hung on the body that the office is of."""
    for preposition in scene.tree.children(noun, "prep"):
        for body in scene.tree.children(preposition, "pobj"):
            for name in scene.tree.children(body, "appos"):
                if scene.of_class(name, "Person") and scene.of_class(body, "Organization"):
                    return name
    return None
