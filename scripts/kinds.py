"""Break attr_soft down by the kind of attribution: how many of each were found, with the scorer and without.

usage: kinds.py [SPLIT]

SPLIT is a corpus in the layout of PolNeAR, by default ``../shared/data/polnear/dev``. Kinds are told by rule from the
annotation and the parse: where quotation marks stand, the word class of the cue, the class of claim that the ontology
has for it, where the source stands. An attribution counts once in each group. No text of the corpus is written.
"""

import sys
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from alignment import Roles, agrees, align, cover, read_trees, roles_of

from kg.model import Article, Block, Reading
from kg.names import Names
from kg.pipeline import prepare, read
from kg.quotes import Quote, find_quotes
from kg.scenes import Ontology
from kg.scorer import NO_SCORER
from kg.trees import Tree

SPLIT = Path(__file__).resolve().parent.parent.parent / "shared" / "data" / "polnear" / "dev"
MANNERS = (
    ("feeling", ("Sentiment", "Concern")),
    ("plan", ("Intention", "Expectation", "Promise", "Threat", "Demand")),
    ("thought", ("Belief",)),
    ("speech", ("Claim",)),
)
"""The manner of a claim class, the nearest first."""
WORD_CLASSES = {"VERB": "verb", "AUX": "verb", "NOUN": "noun", "PROPN": "noun", "ADJ": "adjective"}


@dataclass(frozen=True, slots=True)
class Tally:
    """Attributions of a kind: annotated, found, found without the scorer."""

    all: int
    found: int
    plain: int


def manners_of(ontology: Ontology) -> dict[str, str]:
    """From the lemma of a cue to speech, thought, plan or feeling, by the class of its patterns."""
    found: dict[str, str] = {}
    for lemma, patterns in ontology.patterns.by_trigger.items():
        classes = [p.term for p in patterns if ontology.kinds[p.term] == "claim"]
        for cls in classes[:1]:
            above = ontology.tbox.ancestors(cls)
            found[lemma] = next(manner for manner, names in MANNERS if not set(names).isdisjoint(above))
    return found


def kinds_of(
    tree: Tree, article: Article, quotes: list[Quote], gold: Roles, manners: dict[str, str]
) -> Iterator[tuple[str, str]]:
    """The kind of an annotated attribution in each group."""
    cue = tokens_in(tree, gold["cue"])
    content = [token for token in tokens_in(tree, gold["content"]) if tree.pos[token] not in ("PUNCT", "SPACE")]
    source = tokens_in(tree, gold["source"])
    yield "wording", wording(content, quotes)
    yield "cue", word_class(tree, cue)
    lemmas = [tree.lemmas[token].lower() for token in cue]
    yield "manner", next((manners[lemma] for lemma in lemmas if lemma in manners), "no cue of the ontology")
    near = {tree.sentence_of[token] for token in (*cue, *content)}
    beyond = source and near.isdisjoint(tree.sentence_of[token] for token in source)
    yield "source", "none" if not source else "in another sentence" if beyond else "in the sentence"
    several = len({tree.sentence_of[token] for token in content}) > 1
    yield "content", "over several sentences" if several else "in one sentence"
    asks = any(tree.words[token + 1 : token + 2] == ["?"] for token in content)
    yield "form", "question" if asks else "headline" if is_headline(article, gold) else "statement"


def tokens_in(tree: Tree, spans: list[tuple[int, int]]) -> list[int]:
    """The tokens that begin in some spans of characters."""
    return [token for token, start in enumerate(tree.starts) if any(a <= start < b for a, b in spans)]


def wording(content: list[int], quotes: list[Quote]) -> str:
    """How much of the content stands between quotation marks."""
    quoted = sum(any(quote.first <= token < quote.last for quote in quotes) for token in content)
    if not quoted:
        return "indirect"
    return "direct quotation" if quoted >= 0.9 * len(content) else "mixed quotation"


def word_class(tree: Tree, cue: list[int]) -> str:
    """The word class of the word that the rest of the cue hangs on."""
    if not cue:
        return "none"
    if any(tree.words[token].lower() == "according" for token in cue):
        return "according to"
    heads = [token for token in cue if tree.heads[token] not in cue or tree.heads[token] == token]
    ranks = [WORD_CLASSES.get(tree.pos[token], "other") for token in (heads or cue)]
    return next((rank for rank in ("verb", "noun", "adjective") if rank in ranks), "other")


def is_headline(article: Article, gold: Roles) -> bool:
    """Whether the content begins in a headline."""
    start = min((a for a, _ in gold["content"]), default=0)
    return any(b.kind == "headline" and b.start <= start < b.end for b in article.blocks or (Block(0, 0),))


def found_in(article: Article, reading: Reading, gold: list[Roles]) -> set[int]:
    """The numbers of the attributions that a reading has: attr_soft."""
    claims = [roles_of(claim.source, claim.cue, claim.content) for claim in reading.claims]
    wanted, predicted = cover(article.text, gold), cover(article.text, claims)
    return {i for i, j in align(wanted, predicted) if agrees(wanted[i], predicted[j])}


def tally(split: Path) -> dict[tuple[str, str], Tally]:
    """For each group and kind, how many there are and how many are found."""
    ontology, lexicon = prepare()
    plain = replace(ontology, scorer=NO_SCORER)
    manners = manners_of(ontology)
    counts: dict[tuple[str, str], Counter[str]] = {}
    for article, tree, gold in read_trees(split):
        hits, bare = (found_in(article, read(article, tree, o, lexicon, Names()), gold) for o in (ontology, plain))
        quotes = find_quotes(tree, article)
        for number, each in enumerate(gold):
            for key in kinds_of(tree, article, quotes, each, manners):
                row = counts.setdefault(key, Counter())
                row.update(all=1, found=number in hits, plain=number in bare)
    return {key: Tally(row["all"], row["found"], row["plain"]) for key, row in counts.items()}


def table(tallies: dict[tuple[str, str], Tally]) -> Iterator[str]:
    """A table in Markdown, groups in order of their first kind, kinds by how many are missed."""
    yield "| group | kind | annotated | found | without the scorer | share of all misses |"
    yield "| --- | --- | ---: | ---: | ---: | ---: |"
    for group in dict.fromkeys(group for group, _ in tallies):
        rows = {kind: row for (of, kind), row in tallies.items() if of == group}
        missed = sum(row.all - row.found for row in rows.values())
        for kind, row in sorted(rows.items(), key=lambda item: item[1].found - item[1].all):
            share = 100 * (row.all - row.found) / max(missed, 1)
            yield (
                f"| {group} | {kind} | {row.all} | {100 * row.found / row.all:.0f} % | "
                f"{100 * row.plain / row.all:.0f} % | {share:.0f} % |"
            )


def main() -> None:
    """Measure and print."""
    print("\n".join(table(tally(Path(sys.argv[1]) if len(sys.argv) > 1 else SPLIT))))


if __name__ == "__main__":
    main()
