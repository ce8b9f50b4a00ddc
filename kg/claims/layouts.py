"""Attributions that the layout shows instead of a cue: a speaker before a colon or behind it, a name behind a dash."""

from collections.abc import Collection, Iterator, Mapping

from kg.claims.drafts import Draft
from kg.claims.interviews import LONGEST_LABEL, find_answers
from kg.claims.runs import Run, run_of, trim
from kg.headlines import is_dash, parts_source
from kg.model import Block
from kg.predications import Mood
from kg.quotes import Quote
from kg.scenes import Scene
from kg.trees import FINITE_TAGS, HEADINGS, SUBJECTS, Tree

_SIGNATURE = 12
_NO_NAMES = frozenset({"CC", "CD", "DT", "IN"})
"""Tags that no speaker behind a mark has: Fire kills two - one a child."""
_LEAST_CONTENT = 3


def find_layouts(scene: Scene, taken: Collection[int]) -> Iterator[Draft]:
    """The drafts of signatures, answers and labels; ``taken`` are the places of other drafts."""
    for quote in scene.quotes:
        yield from _signature(scene, quote)
    yield from find_answers(scene)
    names = _in_capitals(scene)
    for block in scene.article.blocks:
        if block.kind in ("body", "headline", "crosshead", "caption"):
            body = block.kind == "body"  # a headline tells what was asked: Rivals: "Is that all?"
            found = [each for each in _label(scene, block, taken, names) if not (body and _asks(scene, each))]
            yield from found or (_behind(scene, block, taken) if block.kind == "headline" else ())


def _signature(scene: Scene, quote: Quote) -> Iterator[Draft]:
    """ "We will win." ― Anna Berg, a nurse"""
    tree = scene.tree
    dash = quote.last
    while dash < len(tree.words) and dash <= quote.last + 2 and not is_dash(tree.words[dash]):
        if tree.pos[dash] not in ("PUNCT", "SPACE"):
            return
        dash += 1
    if dash + 1 >= len(tree.words) or not is_dash(tree.words[dash]) or not quote.is_utterance:
        return
    end = _name_end(tree, dash + 1)
    speaker = _agent(scene, dash + 1, end)
    if speaker is None or not FINITE_TAGS.isdisjoint(tree.tags[end : end + 1]):
        return
    last = dash + 1
    sentence = tree.sentence_of[speaker]
    while last < len(tree.words) and last <= dash + _SIGNATURE and tree.sentence_of[last] == sentence:
        last += 1
    source, content = trim(tree, (dash + 1, last)), trim(tree, (quote.first, quote.last))
    if source is not None and content is not None:
        yield _draft("QUOTE ― NAME", dash, speaker, source, content, quoted=True)


def _name_end(tree: Tree, first: int) -> int:
    """Former prime minister Anna Berg[, on her party]: where what says who speaks, at its longest, ends."""
    last = first + 1
    while last < min(first + _SIGNATURE, len(tree.words)) and tree.pos[last] not in ("VERB", "AUX", "PUNCT", "SPACE"):
        last += 1
    return last


def _in_capitals(scene: Scene) -> dict[str, int]:
    """BERG: who alone is called Anna Berg in the article; where she is named first, by the last word of the name."""
    tree, found = scene.tree, dict[str, dict[str, int]]()
    labels = {tree.words[at - 1].lower() for at, word in enumerate(tree.words) if word == ":" and at}
    for head in sorted(scene.heads):
        word = tree.words[head].lower()
        iri = scene.linked.at(head) if word in labels and not tree.words[head].isupper() else None
        if iri is not None and scene.of_class(head, "Person"):
            found.setdefault(word, {}).setdefault(iri, head)
    return {word: next(iter(heads.values())) for word, heads in found.items() if len(heads) == 1}


def _label(scene: Scene, block: Block, taken: Collection[int], names: Mapping[str, int]) -> Iterator[Draft]:
    """BERG: The ferry was late. Lind: 'We will win'"""
    tree = scene.tree
    first, last = run_of(tree, block)
    colon = first
    while colon < len(tree.words) and colon <= first + LONGEST_LABEL and tree.words[colon] != ":":
        ends = tree.pos[colon] in ("VERB", "AUX", "PUNCT", "SPACE") and not _is_short(scene, colon)
        if ends or tree.starts[colon] >= block.end:
            return
        colon += 1
    if colon == first or colon >= len(tree.words) or tree.words[colon] != ":" or colon in taken:
        return
    speaker = _agent(scene, first, colon)
    if speaker is not None and _may_be_done(scene, first, speaker):
        return
    speaker = names.get(tree.words[colon - 1].lower(), speaker) if speaker == colon - 1 else speaker
    content, source = trim(tree, (colon + 1, last)), trim(tree, (first, colon))
    if speaker is None or content is None or source is None:
        return
    known = block.kind == "body" and speaker in names.values()  # LIND: Never.
    if not known and not _says_enough(scene, speaker, content):
        return
    if block.kind in HEADINGS and _is_topic(tree, content):
        return
    own = any(map(scene.is_first_person, range(*content)))
    told = block.kind == "headline" and _is_told(tree, content)
    if scene.stands_for(speaker, "Place") and not (own or told):
        return  # Libya: rival governments trade blame
    if not any(first <= at < last for at in taken if at < colon):
        yield _draft("NAME: CONTENT", colon, speaker, source, content, quoted=False)


def _is_short(scene: Scene, stop: int) -> bool:
    """MS. FALK: a full stop behind a form of address."""
    words = scene.tree.words
    return words[stop] == "." and words[stop - 1].lower() in scene.ontology.tbox.lexicon.words["honorific"]


def _is_topic(tree: Tree, content: Run) -> bool:
    """Analysts: [What the truce means]; not: Lind: What we need is peace, When I was mayor, the mine was safe."""
    first, last = content
    at = first
    while tree.pos[at] not in ("VERB", "AUX") and tree.heads[at] != at:
        at = tree.heads[at]
    above = tree.heads[at]
    return tree.tags[first] in ("WP", "WRB") and (above == at or not first <= above < last)


def _asks(scene: Scene, draft: Draft) -> bool:
    """POST: Is this true? Whoever only asks claims nothing."""
    tree = scene.tree
    told = [at for run in draft.content for at in range(*run) if tree.words[at][0].isalnum()]
    asked = "?" in tree.words[told[-1] : told[-1] + 3] if told else False
    return asked and len({tree.sentence_of[at] for at in told}) == 1


def _may_be_done(scene: Scene, first: int, speaker: int) -> bool:
    """Berg hammers governor: 'He lied'; the parser takes the verb for a plural before the governor."""
    tree, verb = scene.tree, first + 1
    beside = tree.tags[verb] in ("NNS", "NNPS") and verb < speaker and tree.heads[verb] == speaker
    return beside and scene.stands_for(first, "Person") and scene.at(first) != scene.at(speaker)


def _behind(scene: Scene, block: Block, taken: Collection[int]) -> Iterator[Draft]:
    """Norland shelled the port: Sudan. Three rebels killed - army spokesman"""
    tree = scene.tree
    first, last = run_of(tree, block)
    near = range(max(first, last - LONGEST_LABEL), last)
    spaced = {at: tree.ends[at - 1] < tree.starts[at] for at in near}
    mark = next((at for at in near if parts_source(tree.words[at], spaced=spaced[at])), None)
    if mark is None or any(at in taken or tree.pos[at] in ("VERB", "AUX") for at in range(mark, last)):
        return
    speaker = next((at for at in range(last - 1, mark, -1) if scene.is_agent(at)), None)
    content, source = trim(tree, (first, mark)), trim(tree, (mark + 1, last))
    if speaker is None or content is None or source is None:
        return
    own = tree.words[mark] != ":" and scene.stands_for(speaker, "MediaOutlet")  # Fire kills two - Daily News
    ends = source[1] == speaker + 1 and not own and not any(tree.tags[at] in _NO_NAMES for at in range(*source))
    if ends and any(tree.pos[at] == "VERB" for at in range(*content)):
        yield _draft("CONTENT: NAME", mark, speaker, source, content, quoted=False)


def _says_enough(scene: Scene, speaker: int, content: Run) -> bool:
    """Lind: the mine is safe. Anna Lind: Berg resigned. Not: Winner: Anna Berg; unknown Lusk: nine died."""
    tree, (first, last) = scene.tree, content
    clause = any(tree.deps[at] in SUBJECTS and first <= tree.heads[at] < last for at in range(first, last))
    return last - first >= _LEAST_CONTENT or (clause and not scene.stands_for(speaker, "Agent", exactly=True))


def _is_told(tree: Tree, content: Run) -> bool:
    """Whether a clause is in a tense in which headlines only quote: Norland: Sudan shelled the port."""
    verbs = (at for at in range(*content) if tree.child(at, "nsubj", "nsubjpass") is not None)
    main = next((at for at in verbs if tree.deps[at] == "ROOT" or tree.heads[at] < content[0]), None)
    if main is None:
        return False
    aids = tree.children(main, "aux", "auxpass")
    return any(tree.tags[at] in ("VBD", "MD") for at in (main, *aids))


def _agent(scene: Scene, first: int, last: int) -> int | None:
    """The head of a name or noun of somebody who can speak, among these tokens; a label in capitals will do.

    Not where something is: "Floods in Spain: governor accused".
    """
    tree = scene.tree
    for token in range(min(last, len(tree.words)) - 1, first - 1, -1):
        if scene.is_agent(token) and not _is_below(tree, token, range(first, last)):
            return token
    words = tree.words[first:last]
    if words and all(word.isupper() and word.isalpha() and len(word) > 1 for word in words):
        return last - 1
    return None


def _is_below(tree: Tree, token: int, label: range) -> bool:
    """Of the Dawn party, in "Anna Berg of the Dawn party"."""
    while token in label and tree.heads[token] != token:
        if tree.deps[token] == "pobj" and tree.heads[tree.heads[token]] in label:
            return True
        token = tree.heads[token]
    return False


def _draft(pattern: str, at: int, speaker: int, source: Run, content: Run, *, quoted: bool) -> Draft:
    return Draft(
        cls="Claim",
        at=at,
        cue=((at, at + 1),),
        claimants=(speaker,),
        targets=(),
        source=(source,),
        content=(content,),
        mood=Mood(),
        pattern=pattern,
        quoted=quoted,
        form="layout clause",
        origin="layout",
    )
