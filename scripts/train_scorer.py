"""Train kg/scorer.json on an attribution corpus in the layout of PolNeAR: SPLIT/text/*.txt, SPLIT/attributions/*.ann.

usage: python scripts/train_scorer.py SPLIT [--keep P] [--add P]

A candidate is right where its content shares half of its words with that of an annotated attribution and the sources
share a word, or both have none. Logistic regression with L2, full batches, no randomness: the same corpus gives the
same bytes.
"""

import argparse
import json
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import numpy as np
from alignment import ROOT, Roles, agrees, align, cover, read_trees, roles_of

from kg import claims
from kg import scorer as scorer_module
from kg.claims.features import find_features
from kg.model import Article
from kg.names import Names
from kg.pipeline import prepare, to_scene
from kg.scenes import Scene, find_matches
from kg.trees import Tree

LEAST = 4
"""A feature must be seen this often."""
CUE_LEAST = 2
STRENGTH = 8.0
ADD_NESTED = 0.9
ADD_THING = 0.65
STEPS = 300
NOTHING = 0.05
"""A smaller weight is left out."""


def read_examples(trees: Iterator[tuple[Article, Tree, list[Roles]]]) -> Iterator[tuple[list[str], bool]]:
    """The features of each candidate, and whether it is right."""
    ontology, lexicon = prepare()
    for article, tree, gold in trees:
        scene = to_scene(article, tree, ontology, lexicon, Names())
        nested = claims.candidates(scene, find_matches(scene))
        by_at = {draft.at: draft for draft in nested.drafts}
        right = find_right(scene, nested, gold)
        for draft in nested.drafts:
            outer = by_at.get(nested.within.get(draft.at, -1))
            beside = nested.in_sentence(tree, draft.at)
            yield list(find_features(scene, draft, outer, beside)), draft.at in right


def find_right(scene: Scene, nested: claims.Attributed, gold: list[Roles]) -> set[int]:
    """The drafts (by ``at``) that are aligned with an attribution and agree with it."""
    found = [
        roles_of(*(claims.to_spans(scene, runs) for runs in (draft.source, draft.cue, draft.content)))
        for draft in nested.drafts
    ]
    wanted, drafted = cover(scene.article.text, gold), cover(scene.article.text, found)
    pairs = ((i, j) for i, j in align(wanted, drafted) if agrees(wanted[i], drafted[j]))
    return {nested.drafts[j].at for _, j in pairs}


def find_cues(trees: list[tuple[Article, Tree, list[Roles]]]) -> list[str]:
    """Lemmas of verbs, nouns and adjectives that stand in cues at least twice, and in a twentieth of their places."""
    inside, all_places = Counter[str](), Counter[str]()
    for _, tree, gold in trees:
        spans = sorted(span for each in gold for span in each["cue"])
        cued = {i for i, start in enumerate(tree.starts) for a, b in spans if a <= start < b}
        for token, pos in enumerate(tree.pos):
            if pos in ("VERB", "NOUN", "ADJ"):
                lemma = tree.lemmas[token].lower()
                all_places[lemma] += 1
                inside[lemma] += token in cued
    return sorted(w for w, n in inside.items() if n >= CUE_LEAST and n / all_places[w] >= 0.05 and w.isalpha())


def fit(examples: list[tuple[list[str], bool]]) -> dict[str, float]:
    """Logistic regression by gradient descent with momentum and a per-feature step."""
    counts = Counter(feature for features, _ in examples for feature in set(features))
    index = {feature: number for number, feature in enumerate(sorted(f for f, n in counts.items() if n >= LEAST))}
    rows, columns = [], []
    for row, (features, _) in enumerate(examples):
        for feature in features:
            if feature in index:
                rows.append(row)
                columns.append(index[feature])
    row_of, column_of = np.array(rows), np.array(columns)
    target = np.array([float(right) for _, right in examples])
    weights = np.zeros(len(index))
    squares = np.full(len(index), 1e-8)
    for _ in range(STEPS):
        score = np.bincount(row_of, weights[column_of], minlength=len(target))
        error = 1 / (1 + np.exp(-np.clip(score, -30, 30))) - target
        gradient = np.bincount(column_of, error[row_of], minlength=len(weights)) + STRENGTH * weights
        squares += gradient**2
        weights -= 0.5 * gradient / np.sqrt(squares)
    return {feature: round(float(weights[n]), 2) for feature, n in index.items() if abs(weights[n]) >= NOTHING}


def main() -> None:
    """Train and write."""
    options = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    options.add_argument("split", type=Path)
    options.add_argument("--keep", type=float, default=0.3)
    options.add_argument("--add", type=float, default=0.5)
    given = options.parse_args()
    write(read_trees(given.split), given.keep, given.add)


def write(trees: list[tuple[Article, Tree, list[Roles]]], keep: float, add: float) -> None:
    """Find the cues, fit the weights, write scorer.json."""
    target = ROOT / "kg" / "scorer.json"
    cues = find_cues(trees)
    empty = {"keep": 0.0, "add": 1.0, "addNested": 1.0, "addThing": 1.0, "cues": cues, "weights": {}}
    target.write_text(json.dumps(empty), encoding="utf8")
    scorer_module.load_scorer.cache_clear()
    examples = list(read_examples(iter(trees)))
    weights = fit(examples)
    rows = ",\n".join(f"{json.dumps(feature)}: {weight}" for feature, weight in sorted(weights.items()))
    bounds = {"keep": keep, "add": add, "addNested": ADD_NESTED, "addThing": ADD_THING}
    head = f'{json.dumps(bounds)[1:-1]},\n"cues": {json.dumps(cues)},\n'
    target.write_text(f'{{{head}"weights": {{\n{rows}\n}}}}\n', encoding="utf8")
    right = sum(right for _, right in examples)
    print(f"{len(examples)} candidates, {right} right, {len(cues)} cues, {len(weights)} weights")


if __name__ == "__main__":
    main()
