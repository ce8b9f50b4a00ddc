"""Where and when an event is, as it is told: beside its verb, its noun, or the verb that its noun is subject of."""

from collections.abc import Iterable, Iterator

from kg.dates import Tense, is_day, is_length, resolve, without_length
from kg.model import When
from kg.patterns import Match
from kg.predications import Argument, find_nominal, is_infinitive
from kg.predications.walks import RELATIVE_TAGS, conjuncts, verb_above, with_particle
from kg.scenes import Scene
from kg.trees import Tree


def is_nominal(scene: Scene, match: Match) -> bool:
    """The election, the signing of the treaty"""
    return match.pattern.kind == "noun" or match.predication.lemma != scene.tree.lemmas[match.predication.head].lower()


def is_scheduled(scene: Scene, head: int) -> bool:
    """Will meet, is due to meet; not: had been due to meet, was to have met; was to meet, but fled; its aim is to.

    Nor what will be unless something else is.
    """
    tree = scene.tree
    if any(tree.tags[kid] == "MD" for kid in tree.children(head, "aux")):
        return not _is_conditional(scene, head)
    above = tree.heads[head]
    if (
        tree.deps[head] not in ("xcomp", "ccomp")
        or tree.lemmas[above].lower() not in scene.ontology.words["scheduling"]
    ):
        return False
    subject = tree.child(above, "nsubj")
    if subject is not None and tree.lemmas[subject].lower() in scene.ontology.words["intention"]:
        return False
    verbs = (head, above, tree.heads[above]) if tree.deps[above] == "acomp" else (head, above)
    return not _is_thwarted(scene, verbs[-1]) and not any(
        tree.lemmas[kid] == "have" for verb in verbs for kid in tree.children(verb, "aux")
    )


def _is_conditional(scene: Scene, verb: int) -> bool:
    """Will expel its envoy if it does not pay; not: even if it pays, if only to please it."""
    tree, granting = scene.tree, scene.ontology.words["granting"]
    clauses = (
        clause
        for clause in tree.children(verb, "advcl")
        if not any(tree.words[kid].lower() in granting for kid in tree.children(clause, "advmod"))
    )
    marks = (mark for clause in clauses for mark in tree.children(clause, "mark"))
    return any(tree.words[mark].lower() in scene.ontology.moods.hypothetical for mark in marks)


def _is_thwarted(scene: Scene, verb: int) -> bool:
    """Was to resign, but stayed; were to meet, but talks were called off; not: but declined to say why, but said it."""
    tree = scene.tree
    return tree.tags[verb] == "VBD" and any(
        tree.words[link].lower() in scene.ontology.words["adversative"]
        and is_past(tree, other)
        and scene.mood(other).holds
        and tree.lemmas[other].lower() not in scene.ontology.moods.negating | scene.ontology.telling
        for other in tree.children(verb, "conj")
        for link in tree.children(verb, "cc")
        if link < other
    )


def is_past(tree: Tree, verb: int) -> bool:
    """Stayed, was called off; not: would stay, was unclear."""
    helpers = [tree.tags[kid] for kid in tree.children(verb, "aux", "auxpass")]
    return tree.pos[verb] == "VERB" and (tree.tags[verb] == "VBD" or "VBD" in helpers) and "MD" not in helpers


def find_places(scene: Scene, match: Match) -> Iterator[str]:
    """Where the event of a match takes place."""
    tokens = list(find_place_tokens(scene, match)) or list(_around(scene, match))
    for token in tokens:
        iri = scene.at(token)
        if iri is not None:
            yield iri


def find_harms(scene: Scene, match: Match) -> list[int]:
    """The verbs that tell whom the event of a noun hurt: a raid killed six, that killed six, a raid killing six."""
    if not is_nominal(scene, match) or not scene.ontology.tbox.is_a(match.pattern.term, "Conflict", "Dissent"):
        return []
    tree, noun = scene.tree, find_counted(scene, match.predication.head)
    verbs = [verb for verb in tree.children(noun, "relcl") if tree.tags[tree.left[verb]] in RELATIVE_TAGS]
    verbs += [verb for verb in tree.children(noun, "acl") if tree.tags[verb] == "VBG"]
    if tree.deps[noun] == "nsubj":
        verbs.append(tree.heads[noun])
    return [verb for verb in verbs if tree.pos[verb] == "VERB" and scene.may_tell(verb, "Harm")]


def find_struck(scene: Scene, match: Match) -> list[int]:
    """What the event of a noun struck: protests rocked Lima, Lima was rocked by protests."""
    verb = find_blow(scene, match)
    return [] if verb is None else [*scene.verbal(verb).fillers("object")]


def find_blow(scene: Scene, match: Match) -> int | None:
    """The verb by which the event of a noun strikes a place."""
    if not is_nominal(scene, match) or not scene.ontology.tbox.is_a(match.pattern.term, "Conflict", "Dissent"):
        return None
    tree, noun = scene.tree, find_counted(scene, match.predication.head)
    verb = tree.heads[noun]
    if tree.deps[noun] == "pobj" and tree.deps[verb] == "agent":
        verb = tree.heads[verb]
    elif tree.deps[noun] != "nsubj":
        return None
    return verb if tree.lemmas[verb].lower() in scene.ontology.words["affecting"] and scene.mood(verb).holds else None


def _around(scene: Scene, match: Match) -> Iterator[int]:
    """Where those are who act or suffer; where that happened whose outcome it is; what a clause tells more of.

    Nurses in Lusk walked out. A bomb exploded near a school in Lusk, killing two. Fled to Lusk, where he died. A raid
    killed two nurses in Lusk.
    """
    tree, head = scene.tree, match.predication.head
    for verb in find_harms(scene, match):
        told = scene.verbal(verb)
        yield from _in_phrases(scene, told.arguments)
        for hurt in told.fillers("object"):
            yield from _in_phrases(scene, find_nominal(tree, hurt).arguments)
    for token in find_struck(scene, match):
        if scene.stands_for(token, "Place"):
            yield token
        yield from _in_phrases(scene, find_nominal(tree, token).arguments)
    first = tree.heads[head] if tree.deps[head] == "conj" else head
    clauses = (first, *tree.children(first, "conj"))
    if tree.deps[first] == "relcl" and any(_is_there(scene, clause) for clause in clauses):
        yield from _nested(scene, tree.heads[first], "in")
    if scene.ontology.tbox.is_a(match.pattern.term, "Conviction"):  # was convicted of theft in Chile
        for word in (head, *match.words):
            for charge in scene.verbal(word).fillers("prep:of"):
                yield from _in_phrases(scene, find_nominal(tree, charge).arguments)
    if scene.ontology.tbox.is_a(match.pattern.term, "Dissent", "Harm", "Repression"):
        for token in (*match.tokens("actor"), *match.tokens("target")):
            if token < head:
                yield from _in_phrases(scene, find_nominal(tree, token).arguments)
    if tree.deps[head] == "advcl" and tree.tags[head] == "VBG" and tree.heads[head] < head:
        yield from _in_phrases(scene, scene.verbal(tree.heads[head]).arguments)


def _is_there(scene: Scene, verb: int) -> bool:
    """Lusk, where he died"""
    return any(scene.tree.words[kid].lower() == "where" for kid in scene.tree.children(verb, "advmod"))


def _in_phrases(scene: Scene, arguments: Iterable[Argument]) -> Iterator[int]:
    for argument in arguments:
        word = argument.role.removeprefix("prep:")
        if word != argument.role and word in scene.ontology.words["placing"]:
            yield from _nested(scene, argument.token, word)


def find_place_tokens(scene: Scene, match: Match) -> Iterator[int]:
    """In Minsk, near the border, the Minsk protest, detained 30 people in Minsk, attacks on Minsk"""
    tree, head = scene.tree, match.predication.head
    parties = [token for name in ("actor", "target") for token in match.tokens(name) if token > head]
    own = match.predication.arguments
    arguments = [*own]
    for noun in sorted({*match.words, *parties} - {head}):
        arguments.extend(
            a for a in find_nominal(tree, noun).arguments if noun in match.words or a.role.startswith("prep:")
        )
    if is_nominal(scene, match):
        counted = find_counted(scene, head)
        if counted != head:
            arguments.extend(a for a in find_nominal(tree, counted).arguments if a.role.startswith("prep:"))
        arguments.extend(
            a for verb in _verbs_of(scene, head) for a in scene.verbal(verb).arguments if a.role != "object"
        )
    for argument in arguments:
        above = tree.heads[argument.token]
        treaty = not is_nominal(scene, match) and tree.tags[above] == "NNP"  # signed the Tarn Protocol
        beside = argument.role == "compound" and not treaty
        whole = beside or (argument.role == "prep:of" and argument not in own)  # streets of Tarn
        if whole and scene.stands_for(argument.token, "Place", exactly=True):
            yield argument.token
        yield from _in_phrases(scene, [argument])
    if scene.ontology.tbox.is_a(match.pattern.term, "Conflict"):
        yield from (token for token in match.tokens("target") if scene.stands_for(token, "Place"))


def _nested(scene: Scene, token: int, preposition: str) -> Iterator[int]:
    """At a hotel in Tarn, on the margins of the meeting in Tarn"""
    iri = scene.at(token)
    if iri is not None and scene.linked.entity(iri).named:
        if scene.linked.entity(iri).cls == "Agent" and preposition in scene.ontology.words["locating"]:
            scene.linked.narrow(iri, "Place")
        if scene.stands_for(token, "Place"):
            yield token
        return
    if scene.tree.lemmas[token].lower() in scene.ontology.words["bidding"]:
        return
    body = iri is not None and not scene.stands_for(token, "Place")  # at a school in Tarn, not of the school of Tarn
    if iri is not None and not body:
        yield token
    for place in scene.tree.children(token, "nmod"):  # in Jabla and Tartus and Regime Actions
        yield from (each for each in conjuncts(scene.tree, place) if scene.stands_for(each, "Place"))
    for argument in find_nominal(scene.tree, token).arguments:
        word = argument.role.removeprefix("prep:")
        if (
            word != argument.role
            and ((word == "of" and not body) or word in scene.ontology.words["placing"])
            and argument.token != token
        ):
            yield from _nested(scene, argument.token, word)


def _verbs_of(scene: Scene, noun: int) -> list[int]:
    """The summit was held in Vienna; a summit set to take place in Vienna."""
    tree, light = scene.tree, scene.ontology.words["light"]
    noun = find_counted(scene, noun)
    verb = tree.heads[noun]
    if tree.deps[noun] in ("nsubj", "nsubjpass"):
        chain = list(_with_infinitives(scene, verb))
        return [each for each in chain if tree.lemmas[each].lower() in light or happens(scene, each)]
    verbs = [*tree.children(noun, "acl", "relcl")]
    verbs += [kid for verb in verbs for kid in tree.children(verb, "xcomp", "advcl")]
    return [verb for verb in verbs if tree.lemmas[verb].lower() in light]


def _with_infinitives(scene: Scene, verb: int) -> Iterator[int]:
    """The trial is due to begin in Riga: the verb and the infinitives below it. Not: it forced them to begin."""
    yield verb
    tree = scene.tree
    for kid in tree.children(verb, "acomp", "oprd", "xcomp") if tree.child(verb, "dobj") is None else ():
        if tree.child(kid, "dobj") is None or tree.lemmas[kid].lower() in scene.ontology.words["light"]:
            yield from _with_infinitives(scene, kid)


def find_counted(scene: Scene, noun: int) -> int:
    """A [round] of talks, a [series] of bombings, two [days] of protests: the noun that is subject in its stead."""
    tree = scene.tree
    while tree.deps[noun] == "pobj" and tree.lemmas[tree.heads[noun]] == "of":
        above = tree.heads[tree.heads[noun]]
        if tree.lemmas[above].lower() not in scene.ontology.words["measuring"]:
            break
        noun = above
    return noun


def happens(scene: Scene, verb: int) -> bool:
    """Talks opened in Riga, clashes broke out in Goma"""
    return with_particle(scene.tree, verb) in scene.ontology.words["happening"]


def goes_on(scene: Scene, noun: int) -> bool:
    """The talks lasted nine hours, have begun; not: visits last an hour, as any does."""
    tree, counted = scene.tree, find_counted(scene, noun)
    verb = tree.heads[counted]
    usual = tree.tags[verb] in ("JJ", "VBP", "VBZ") and not scene.is_definite(counted)
    return tree.deps[counted] == "nsubj" and happens(scene, verb) and scene.mood(verb).holds and not usual


def begins(scene: Scene, verb: int) -> bool:
    """The delayed trial opened; not: the planned talks collapsed."""
    return happens(scene, verb) and with_particle(scene.tree, verb) not in scene.ontology.words["failing"]


def is_ended(scene: Scene, verb: int) -> bool:
    """The truce collapsed, has ended"""
    return with_particle(scene.tree, verb) in scene.ontology.words["failing"] | scene.ontology.words["ending"]


def is_over_before(scene: Scene, verb: int) -> bool:
    """The talks collapsed before they began"""
    tree = scene.tree
    return any(
        tree.words[tree.left[clause]].lower() == "before"
        and happens(scene, clause)
        and any(tree.tags[each] == "PRP" for each in tree.children(clause, "nsubj"))
        for clause in tree.children(verb, "advcl")
        if clause > verb
    )


def find_when(scene: Scene, match: Match, *, own: bool = False) -> When | None:
    """When the event of a match takes place: the date that hangs on it, or on the clause that it is told by.

    ``own`` leaves out that clause: the protests caused his loss in November.
    """
    tree, head = scene.tree, match.predication.head
    sentence = tree.sentences[tree.sentence_of[head]]
    verbal = tree.pos[head] in ("VERB", "AUX") and not is_nominal(scene, match)
    counted = find_counted(scene, head)
    clause = head if verbal else verb_above(tree, head)
    over = not verbal and scene.ontology.tbox.is_a(match.pattern.term, "Agreement") and is_ended(scene, clause)
    told_by = verbal or (not own and not over and _is_main(scene, head, clause))
    governors = {head, clause} if told_by else {head, *_verbs_of(scene, head)}
    if tree.deps[head] == "advcl" and tree.tags[head] == "VBG" and tree.heads[head] < head:
        governors.add(tree.heads[head])  # a bomb exploded on Monday, killing two
    if not verbal:  # the signing of a treaty by Chad on 3 June, two days of protests in May
        parties = (token for filler in match.fillers for token in filler.tokens)
        governors |= {
            counted,
            *_verbs_of(scene, head),
            *find_harms(scene, match),
            *((verb,) if (verb := find_blow(scene, match)) is not None else ()),
            *(token for token in (*parties, *match.words) if token > head),
        }
    governors -= {clause} if over else set()
    told = [span for span in tree.named_in(sentence.first, sentence.last) if span.ner_label in ("DATE", "TIME")]
    hours = {token for span in told if span.ner_label == "TIME" for token in range(span.first, span.last)}
    for span in told:
        first = span.first + (span.first == tree.heads[counted])  # the talks will last nine hours
        if is_length(tree.slice(first, span.last)):
            continue  # jailed for ten years
        if span.first <= counted < span.last or _is_age(tree.slice(span.first, span.last)):
            continue  # a second day of clashes; Anna Berg, 43, died
        if _is_stretch(tree, span.first, span.last):
            continue
        if any(scene.of_class(token, "Place") for token in range(span.first, span.last)):
            continue  # the coup in Niger
        governor = span.last - 1
        while tree.heads[governor] != governor and (
            span.first <= tree.heads[governor] < span.last
            or tree.deps[governor] in ("pobj", "prep", "pcomp")
            or (tree.deps[governor] == "compound" and tree.heads[governor] in hours)  # on Tuesday morning
        ):
            governor = tree.heads[governor]
        governor = (
            tree.heads[governor] if span.first <= governor < span.last or tree.deps[governor] == "prep" else governor
        )
        beside = governor == clause and tree.deps[counted] == "nsubj" and counted < span.first < clause
        if governor in governors or (beside and not verbal and not over):  # the protest on Monday lasted
            tense = _tense(scene, governor if tree.pos[governor] == "VERB" else clause, span.first)
            text = without_length(tree.slice(span.first, span.last))
            if span.ner_label == "DATE" or is_day(text):  # "on Monday night" is a day, "at noon" is none
                return resolve(text, scene.article.published, tense=tense)
    return None


def _is_stretch(tree: Tree, first: int, last: int) -> bool:
    """The fight entered its third year, police broke up weeks of protests: that is no day."""
    owned = any(tree.tags[token] == "PRP$" for token in range(max(first - 1, 0), last))
    counts = tree.tags[last - 1] == "NNS" and any(tree.lemmas[link] == "of" for link in tree.children(last - 1, "prep"))
    return counts or (owned and tree.deps[last - 1] == "dobj")


def _is_age(text: str) -> bool:
    return text.isdigit() and len(text) < 4


def _tense(scene: Scene, clause: int, date: int) -> Tense:
    """Whether the day is one to come: will meet on Monday, plan a march on Monday, called a strike for Monday."""
    tree = scene.tree
    if date and tree.lemmas[date - 1].lower() == "for":
        return "future"
    if tree.tags[clause] in ("VBD", "VBN"):
        return "past"
    arranging = scene.ontology.words["arranging"]
    agreed = is_infinitive(tree, clause) and tree.lemmas[tree.heads[clause]].lower() in arranging  # agreed to meet
    planned = agreed or tree.lemmas[clause].lower() in arranging
    return "future" if planned or is_scheduled(scene, clause) else "past"


def _is_main(scene: Scene, noun: int, verb: int) -> bool:
    """Whether a clause dates the event that its noun names: not "on Saturday condemned the crackdown"."""
    tree, noun = scene.tree, find_counted(scene, noun)
    return tree.deps[noun] in ("nsubj", "nsubjpass") or tree.lemmas[verb].lower() in scene.ontology.words["light"]
