"""Names that head a paragraph, where a mark parts them from its sentence: Lebanon: Governor Ines Falk left."""

from spacy.tokens import Doc

from kg.arcs.tokens import column
from kg.trees import FINITE_TAGS, SUBJECTS, Sentence

_LONGEST = 4
"""Words of a topic."""
_DASHES = frozenset({"–", "—", "-", "--"})
_LISTING = frozenset({"*", "•", "+", "+++", "·", *_DASHES})


def part_topics(doc: Doc, sentences: list[Sentence], heads: list[int], deps: list[str]) -> None:
    """Take a topic out of the sentence behind its mark: in "Norway: Berg accused Acme" only Berg is a subject."""
    tags, words = column(doc, "TAG"), column(doc, "ORTH")
    for sentence in sentences:
        topic = _find_topic(tags, words, sentence)
        if topic is None:
            continue
        mark = topic.stop
        head = next((at for at in topic if heads[at] not in topic or heads[at] == at), topic.start)
        verb = heads[head] if heads[head] > mark else None
        if heads[head] == head:
            below = (
                at for at in range(mark + 1, sentence.last) if heads[at] == head and tags[at] in FINITE_TAGS | {"VBN"}
            )
            verb = next((at for at in below if _find_subject(at, mark, heads, deps) is not None), None)
        if verb is None or not mark < verb < sentence.last:
            continue
        subject = _find_subject(verb, mark, heads, deps)
        if subject is None and deps[head] in SUBJECTS:
            subject = next((at for at in range(mark + 1, verb) if heads[at] == head and deps[at] == "appos"), None)
            if subject is not None:
                heads[subject], deps[subject] = verb, deps[head]
        if subject is None:
            continue
        if heads[head] == head:
            heads[verb], deps[verb] = verb, "ROOT"
            for at in range(mark, sentence.last):
                heads[at] = verb if heads[at] == head else heads[at]
        heads[head], deps[head] = verb, "dep"


def _find_topic(tags: tuple[str, ...], words: tuple[str, ...], sentence: Sentence) -> range | None:
    """The names before the mark; none where a second dash makes an aside of what comes between."""
    first = sentence.first
    while first < sentence.last and (words[first] in _LISTING or words[first].isspace()):
        first += 1
    mark = first
    while mark < sentence.last and tags[mark] in ("NNP", "NNPS"):
        mark += 1
    if not first < mark <= first + _LONGEST or mark + 2 >= sentence.last:
        return None
    dashes = sum(words[at] in _DASHES for at in range(mark, sentence.last))
    return range(first, mark) if words[mark] == ":" or (words[mark] in _DASHES and dashes == 1) else None


def _find_subject(verb: int, mark: int, heads: list[int], deps: list[str]) -> int | None:
    return next((at for at in range(mark + 1, verb) if heads[at] == verb and deps[at] in SUBJECTS), None)
