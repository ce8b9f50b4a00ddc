"""When something happens or is said."""

from collections.abc import Iterator

from kg.trees import Tree


def find_times(tree: Tree) -> Iterator[int]:
    """The heads of phrases that say when or how long.

    Insisted on [Monday], spoke in the [evening]; not Monday's strike.
    """
    for span in tree.named:
        if span.ner_label in ("DATE", "TIME"):
            yield from (t for t in range(span.first, span.last) if not span.first <= tree.heads[t] < span.last)
