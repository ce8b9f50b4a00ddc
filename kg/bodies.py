"""Whose leader, member or spokesman somebody is: of a whole, of a part of it, or of no body at all."""

from kg.patterns import Filler, Match
from kg.predications.walks import nouns_behind
from kg.scenes import Scene
from kg.trees import Tree

_MODIFIERS = ("compound", "amod", "nmod", "npadvmod")
_BEFORE = ("poss", *_MODIFIERS)


def is_of_part(scene: Scene, match: Match, name: str, token: int) -> bool:
    """Whether a phrase only says where the part belongs that a noun is of.

    The Iraqi army commander commands the army; the German party leader leads no Germany, but the German government's
    spokesman speaks for Germany. The party's deputy leader and its Ukraine director lead no party. The EU envoy for
    Kosovo has no office in Kosovo, nor does a UN spokesman for Sudan speak for Sudan.
    """
    tree, noun = scene.tree, match.predication.head
    if name in ("officeIn", "spokespersonFor") and _is_of_mission(scene, noun, token):
        return True
    if name in ("officeIn", *scene.ontology.led) and _is_home(scene, noun, token):
        return True
    if match.pattern.kind == "noun" and name in scene.ontology.led and _is_limited(scene, match, token):
        return True
    martial = tree.lemmas[noun].lower() in scene.ontology.words["martial"]
    if martial and name in scene.ontology.led and scene.stands_for(token, "State"):
        return True  # the Libyan commander commands no Libya
    if match.pattern.kind != "noun" or token >= noun or tree.deps[token] not in _BEFORE:
        return False
    if name in scene.ontology.led and _is_of_task(scene, noun, token):
        return True
    own = {word.lemma for word in match.pattern.words}
    phrase = (noun, tree.heads[noun], tree.heads[token])
    between = [
        at for at in range(token + 1, noun) if tree.heads[at] in phrase and tree.pos[at] not in ("PART", "PUNCT")
    ]
    if any(tree.pos[at] in ("CCONJ", "ADP", "VERB", "AUX") for at in between):
        return False  # the Russian and Chinese leaders
    passed_over = scene.ontology.words["governing"] | own
    of_body = not scene.of_class(token, "State")  # NATO's Dutch secretary general leads NATO all the same
    leading = name in scene.ontology.led
    return any(
        (_is_body(scene, at) and not (tree.tags[at] == "JJ" and (of_body or (not leading and _is_faction(scene, at)))))
        or (_is_people(tree, at) and not of_body and not _is_faction(scene, at))
        or (leading and _is_part(tree, at, scene.ontology.words["factional"]))
        for at in between
        if tree.lemmas[at].lower() not in passed_over and scene.linked.at(at) != scene.linked.at(token)
    )


def _is_home(scene: Scene, noun: int, token: int) -> bool:
    """The EU's envoy, Anna Berg of Norland: where somebody is from who has an office of another body."""
    tree, link = scene.tree, scene.tree.heads[token]
    of_name = tree.words[link].lower() == "of" and tree.heads[link] != noun and tree.pos[tree.heads[link]] == "PROPN"
    bodies = (*tree.children(noun, *_BEFORE), *nouns_behind(tree, noun))
    return of_name and any(_is_body(scene, at) for at in bodies if at != token)


def _is_of_mission(scene: Scene, noun: int, token: int) -> bool:
    """Whether "for" names what an office is about: that of an envoy, or of whom another body has."""
    tree, link = scene.tree, scene.tree.heads[token]
    if tree.deps[token] != "pobj" or tree.words[link].lower() != "for" or tree.heads[link] != noun:
        return False
    owned = any(
        scene.of_class(kid, "Organization") or scene.of_class(kid, "State") for kid in tree.children(noun, *_BEFORE)
    )
    return owned or tree.lemmas[noun].lower() in scene.ontology.words["delegated"]


def _is_of_task(scene: Scene, noun: int, token: int) -> bool:
    """Its head of mission, its leader in Gaza; not: Acme's chairman of the board, its president of ten years."""
    tree = scene.tree
    for link in tree.children(noun, "prep"):
        task, word = tree.child(link, "pobj"), tree.words[link].lower()
        if task is None or tree.child(task, "nummod") is not None:
            continue
        whole = tree.lemmas[task].lower() in scene.ontology.words["wholeHead"]
        body = scene.linked.at(task)  # the army chief of Kenya
        named = body is not None and scene.linked.entity(body).named
        if word == "of" and link == noun + 1 and not whole and not named:
            return True
        if word == "in" and scene.of_class(task, "Place") and not scene.of_class(token, "State"):
            return True
    return False


def _is_limited(scene: Scene, match: Match, token: int) -> bool:
    """The army chief of Pakistan, the provincial leader of the party; not: the party leader of the Greens.

    The director for Mali leads no charity.
    """
    tree, noun = scene.tree, match.predication.head
    if any(token < noun < each and _is_of_mission(scene, noun, each) for each in nouns_behind(tree, noun)):
        return True
    described = scene.described.get(noun)
    first = tree.left[noun] if described is None else min(tree.left[noun], described[1].first)
    above = (noun, tree.heads[noun]) if tree.deps[noun] in _MODIFIERS else (noun,)
    between = range(max(first, token + 1 if token < noun else 0), noun)
    modifiers = (at for at in between if tree.heads[at] in above and tree.deps[at] in _MODIFIERS)
    return any(_limits(scene, match, at, token) for at in modifiers)


def _limits(scene: Scene, match: Match, word: int, token: int) -> bool:
    tree, lemma = scene.tree, scene.tree.lemmas[word].lower()
    title = f"{tree.words[word].lower()} {tree.lemmas[match.predication.head].lower()}"
    if title in match.pattern.triggers or any(lemma == each.lemma for each in match.pattern.words):
        return False
    if lemma in scene.ontology.limiting or tree.words[word].lower() in scene.ontology.limiting:
        return True
    whole, part = scene.at(token), scene.linked.at(word)
    if part is not None and part != whole and scene.linked.entity(part).named:
        return tree.tags[word] != "JJ" and "Place" in scene.linked.entity(part).classes
    if tree.pos[word] != "NOUN" or tree.deps[word] != "compound" or lemma in scene.ontology.words["governing"]:
        return False
    cls = scene.linked.entity(whole).cls if whole is not None else ""
    sort = scene.ontology.tbox.terms.get("Party" if cls == "Group" else cls)
    return sort is None or lemma not in sort.nouns


def is_quality(scene: Scene, match: Match, filler: Filler, token: int) -> bool:
    """Whether an adjective only says what somebody is like.

    A Croat member of Bosnia's presidency is no member of Croatia, an Arab lawmaker belongs to no Arab party; its Dutch
    rival is the firm's, not the Netherlands', as is any Dutch rival that is no state.
    """
    tree, noun, iri = scene.tree, match.predication.head, scene.linked.at(token)
    if match.pattern.kind != "noun" or token >= noun or tree.deps[token] not in _MODIFIERS or iri is None:
        return False
    entity = scene.linked.entity(iri)
    if entity.cls == "State":
        if match.pattern.term in scene.ontology.tbox.symmetric and _is_people_of(scene, token, iri):
            bearers = (noun, *match.tokens("subject"))
            owned = any(tree.child(bearer, "poss") is not None for bearer in bearers)
            competing = tree.lemmas[noun].lower() in scene.ontology.words["competing"]
            if owned or (competing and not any(scene.of_class(bearer, "State") for bearer in bearers)):
                return True
        return any(other > noun or tree.deps[other] == "poss" for other in filler.tokens)
    return entity.cls == "Agent" and tree.tags[token] == "JJ"


def _is_people_of(scene: Scene, token: int, state: str) -> bool:
    """Whether a state is called by the adjective of its people: Dutch."""
    mention, known = scene.heads.get(token), scene.ontology.tbox.lexicon.known.get(state)
    written = scene.tree.slice(mention.first, mention.last) if mention is not None else ""
    return scene.tree.tags[token] == "JJ" or (known is not None and written not in known.names)


def _is_body(scene: Scene, token: int) -> bool:
    iri = scene.linked.at(token)
    return iri is not None and not {"Organization", "Group"}.isdisjoint(scene.linked.entity(iri).classes)


def _is_people(tree: Tree, token: int) -> bool:
    """The Iraqi Kurdish leader."""
    return any(span.ner_label == "NORP" for span in tree.named_in(token, token + 1))


def _is_faction(scene: Scene, token: int) -> bool:
    """The US Republican senator, who holds an office of the state all the same."""
    return scene.tree.words[token].lower() in scene.ontology.words["factional"]


def _is_part(tree: Tree, token: int, factional: frozenset[str]) -> bool:
    """The climate chief, the party leader, the far-right leader; not: the longtime leader."""
    hyphened = "".join(tree.words[max(token - 2, 0) : token + 1]).lower()
    if not factional.isdisjoint((tree.words[token].lower(), tree.lemmas[token].lower(), hyphened)):
        return True
    return tree.pos[token] == "NOUN" and tree.deps[token] == "compound"


def are_in_pairs(scene: Scene, match: Match, subjects: int, objects: list[int]) -> bool:
    """The Russian and Belarusian presidents, Orlov and Petrov: one of each, in order."""
    tree, noun = scene.tree, match.predication.head
    if (
        match.pattern.kind != "noun"
        or subjects < 2
        or subjects != len(objects)
        or tree.tags[noun] not in ("NNS", "NNPS")
    ):
        return False
    return all(tree.deps[token] in (*_BEFORE, "conj") and token < noun for token in objects)


def may_stand_in(scene: Scene, match: Match, filler: Filler, name: str, token: int) -> bool:
    """Whether the entity at a token can be the object of a property, by what the ontology says of both.

    Nobody leads a person; but an unknown name that has a mayor is a place, whatever the recogniser took it for. A
    Mexican reporter is not employed by Mexico, and a Republican governor governs no party.
    """
    iri, noun = scene.at(token), match.predication.head
    classes = set(scene.linked.entity(iri).classes) if iri is not None else set()
    before = match.pattern.kind == "noun" and token < noun
    if before and scene.tree.tags[token] == "JJ":
        of_party = (
            not {"Party", "Group"}.isdisjoint(classes) and scene.tree.lemmas[noun].lower() in scene.ontology.offices
        )
        if name in scene.ontology.by_name or (of_party and name != "memberOf"):
            return False
    after_of = filler.slot.role == "prep:of" and not before
    return after_of or scene.ontology.tbox.closed.get(name, frozenset()).isdisjoint(classes)


def is_nonce(scene: Scene, noun: int, bearer: int) -> bool:
    """A title that nobody has: the risks of a President Reik; run for President; "As President," she said."""
    tree = scene.tree
    if noun != bearer:
        named_by_title = tree.heads[noun] == bearer and tree.deps[noun] == "compound"
        return named_by_title and tree.words[tree.left[bearer]].lower() in scene.ontology.words["indefinite"]
    if tree.pos[noun + 1 : noun + 2] == ["PROPN"] or tree.deps[noun] in ("nsubj", "nsubjpass"):
        return False
    return tree.child(noun, "det", "poss", "prep") is None
