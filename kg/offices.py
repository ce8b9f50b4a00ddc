"""What an office is called, as written, and what noun is one."""

from kg.predications.walks import is_ordinal
from kg.scenes import Scene


def office_text(scene: Scene, noun: int) -> str:
    """The office as written, without whose it is: "Secretary of State", "commander-in-chief", "mayor of Lusk".

    A phrase with "of" belongs to the office unless it names a state or an organisation.
    """
    tree = scene.tree
    first, last = noun, noun + 1
    while first - 1 >= tree.left[noun] or (first > 0 and _in_title(scene, first - 1, noun)):
        before = first - 2 if _is_hyphenated(scene, first) else first - 1
        if before < 0 or not (before < first - 1 or _is_office_word(scene, before, noun)):
            break
        first = before
    while last + 1 < len(tree.words) and _is_hyphenated(scene, last + 1):
        last += 2
    last = max(last, _title_end(scene, noun))
    for kid in tree.children(noun, "prep"):
        if kid == last and tree.lemmas[kid].lower() in ("of", "for", "to") and not _names_body(scene, kid):
            last = _phrase_end(scene, kid)
    after = tree.lemmas[last].lower() if last < len(tree.words) and tree.tags[last] == "JJ" else ""
    if last == noun + 1 and after in scene.ontology.words["postposed"]:
        last += 1
    return tree.slice(first, last)


def is_post(scene: Scene, noun: int) -> bool:
    """What somebody is dismissed as: mayor, head of the bank, the army's commander; not: a liar, clowns, nonsense."""
    tree = scene.tree
    person = scene.ontology.tbox.lexicon.nouns.get(tree.lemmas[noun].lower()) == "Person"
    kind = any(tree.words[kid].lower() in scene.ontology.words["single"] for kid in tree.children(noun, "det"))
    return person and tree.tags[noun] in ("NN", "NNP") and not kind


def _title_end(scene: Scene, noun: int) -> int:
    """Where a title ends right before a name, if it names no body: [Director of National Intelligence] Anna Berg."""
    described = scene.described.get(noun)
    if described is None or described[1].end != described[0].first:
        return noun
    tree, end = scene.tree, described[1].end
    while tree.words[end - 1].lower() in scene.ontology.words["honorific"]:
        end -= 1  # Undersecretary for Education Mr. Lind
    while end > noun + 3 and tree.words[end - 1].lower() in scene.ontology.offices:
        end -= 1  # Chief of Defence General Lind
    named = any(at in scene.heads and scene.heads[at].kind == "name" for at in range(noun + 1, end))
    field = end > noun + 2 and tree.words[noun + 2].lower() in scene.ontology.office_words
    return end if field and not named and tree.deps[noun + 1] == "prep" else noun


def _is_hyphenated(scene: Scene, token: int) -> bool:
    """Whether a hyphen joins a token to the word before, other than one like "ex"."""
    tree = scene.tree
    if token < 2 or tree.tags[token - 1] != "HYPH" or tree.ends[token - 2] != tree.starts[token - 1]:
        return False
    return (
        tree.ends[token - 1] == tree.starts[token]
        and tree.words[token - 2].lower() not in scene.ontology.words["formerly"]
    )


def _in_title(scene: Scene, token: int, noun: int) -> bool:
    described = scene.described.get(noun)
    return described is not None and described[1].first <= token


def _is_office_word(scene: Scene, token: int, noun: int) -> bool:
    """Words of the office itself: "Prime", "Foreign", "Deputy"; not whose it is, not what is thought of it."""
    tree = scene.tree
    mention = scene.heads.get(token)
    if any(span.ner_label == "NORP" for span in tree.named_in(token, token + 1)):
        return False  # the Bosnian Serb minister
    if is_ordinal(tree, scene.ontology.words["inseparable"], token):
        return False  # the first president
    if tree.tags[token] == "CC":
        return _in_title(scene, token, noun) and tree.words[token - 1].lower() in scene.ontology.office_words
    if (mention is not None and mention.kind == "name") or tree.deps[token] in (
        "det",
        "poss",
        "case",
        "punct",
        "nummod",
    ):
        return False
    if tree.pos[token] == "PROPN":
        return True
    opening = token == tree.sentences[tree.sentence_of[token]].first  # Incumbent mayor Anna Berg
    capital = tree.words[token][0].isupper() and not opening
    if capital or tree.words[token].lower() in scene.ontology.office_words:
        under = tree.words[token].lower() in scene.ontology.words["deputizing"]  # Under Secretary
        return tree.pos[token] in ("NOUN", "ADJ") or under
    return tree.pos[token] == "NOUN" and tree.deps[token] == "compound" and not tree.kids[token]


def _names_body(scene: Scene, preposition: int) -> bool:
    for filler in scene.tree.children(preposition, "pobj"):
        described = scene.described.get(scene.tree.heads[preposition])
        if described is not None and described[0].head == filler:
            return True  # CEO of the Refugee Council Enver Solomon
        if scene.tree.lemmas[preposition].lower() != "of":
            return False
        iri = scene.linked.at(filler)
        if iri is not None and "Organization" in scene.linked.entity(iri).classes:
            return True
    return False


def _phrase_end(scene: Scene, preposition: int) -> int:
    """Past the complement, or past all of a list: minister of Energy and Mines."""
    tree = scene.tree
    filler = tree.child(preposition, "pobj")
    if filler is None:
        return preposition
    capital = tree.words[filler][0].isupper()
    listed = [token for token in tree.children(filler, "conj") if tree.words[token][0].isupper() == capital]
    listed = [token for token in listed if not scene.of_class(token, "Person")]  # the envoy for Asia, Anna Berg
    if not capital:
        listed = [token for token in listed if _is_field(scene, filler, token)]
    return max(filler, *listed) + 1 if listed and tree.words[preposition - 1].islower() else filler + 1


def _is_field(scene: Scene, first: int, second: int) -> bool:
    """Minister for trade [and rural industry], women [and children]; not: for trade and mayor, trade and the navy."""
    tree, nouns = scene.tree, scene.ontology.tbox.lexicon.nouns
    words = [tree.tags[at] for at in range(first + 1, second)]
    plain = words[:1] == ["CC"] and set(words[1:]) <= {"JJ", "NN"} and tree.tags[second] in ("NN", "NNS")
    kinds = [nouns.get(tree.lemmas[at].lower()) for at in (first, second)]
    return plain and (
        kinds[1] in (None, "Place") or (kinds[0] == kinds[1] and tree.tags[first] == tree.tags[second] == "NNS")
    )
