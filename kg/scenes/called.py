"""What somebody calls a person, a thing or a claim, where the parser takes the name for something else."""

from dataclasses import replace
from typing import TYPE_CHECKING

from kg.predications import Argument, Predication
from kg.quotes import quotes_in

if TYPE_CHECKING:
    from kg.scenes.scene import Scene


def with_naming(scene: "Scene", found: Predication) -> Predication:
    """Branded him a traitor, what they called a betrayal: the parser takes whom or what is named for a receiver."""
    if not _takes_name(scene, found):
        return found
    receivers, things = found.fillers("dative"), found.fillers("object")
    if len(things) == 2 and scene.tree.tags[things[0]] == "WP":
        receivers, things = things[:1], things[1:]
    if not receivers or len(things) != 1 or found.fillers("complement"):
        return found
    named = dict.fromkeys(receivers, "object") | dict.fromkeys(things, "complement")
    return replace(found, arguments=tuple(replace(a, role=named.get(a.token, a.role)) for a in found.arguments))


def with_verdict(scene: "Scene", found: Predication) -> Predication:
    """Called the charges "pure invention", Berg "the best of us": a quotation after the object is its complement."""
    after = [a for a in found.arguments if a.role in ("object", "complement") and a.token > found.head]
    if not scene.quotes or len({a.role for a in after}) != 1:
        return found
    thing = after[0].token  # of "called reports of a leak" the parser makes a complement
    claim = scene.tree.lemmas[thing].lower() in scene.ontology.claim_nouns
    if not claim and not (len(after) == 1 and after[0].role == "object" and _takes_name(scene, found)):
        return found
    last = scene.tree.sentences[scene.tree.sentence_of[found.head]].last if claim else scene.tree.right[thing] + 2
    for quote in quotes_in(scene.quotes, thing, last):
        if thing < quote.first and (claim or _is_right_after(scene, thing, quote.first)):
            head = next((t for t in range(quote.first, quote.last) if scene.tree.pos[t] in ("NOUN", "ADJ")), None)
            if head is not None:
                noun = next((t for t in range(head, quote.last) if scene.tree.pos[t] == "NOUN"), head)
                others = tuple(a for a in found.arguments if a not in after)
                named = (*(replace(a, role="object") for a in after), Argument("complement", noun))
                return replace(found, arguments=(*others, *named))
    return found


def _is_right_after(scene: "Scene", thing: int, first: int) -> bool:
    """Whether nothing but a mark stands between an object and a quotation that opens no phrase or clause."""
    tree, mark = scene.tree, scene.tree.right[thing]
    opens = tree.pos[first] == "ADP" or tree.tags[first] in ("IN", "TO", "WRB")
    return first == mark + 1 and tree.tags[mark] not in (".", ",", ":") and not opens


def _takes_name(scene: "Scene", found: Predication) -> bool:
    """Whether a verb says what somebody is called: called, branded."""
    patterns = scene.ontology.patterns.by_trigger.get(found.lemma, ())
    return any(slot.role == "complement" for pattern in patterns for slot in pattern.slots)
