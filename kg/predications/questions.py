"""Whether a predicate is only asked: did Acme buy Beta?"""

from kg.trees import FINITE_TAGS, SUBJECTS, Tree

_ASKING = frozenset({"WRB", "WP", "WP$", "WDT"})
_PARTING = frozenset('"“”«:;')
"""What may part a question from who asks it."""
_CLOSING = frozenset("\"”’'»)")
"""What may stand behind the mark that ends a sentence."""


def is_asked(tree: Tree, head: int) -> bool:
    """Did Acme say so? Who denied it? "Why did Acme say so?" takes for granted that it did."""
    sentence = tree.sentences[tree.sentence_of[head]]
    last = sentence.last - 1
    while last > sentence.first and (tree.pos[last] == "SPACE" or tree.words[last] in _CLOSING):
        last -= 1
    if tree.words[last] != "?":
        return False
    if _is_only_voiced(tree, head, last):
        return True
    subject = tree.child(head, "nsubj", "nsubjpass")
    if subject is not None and tree.tags[subject] == "WP" and subject == tree.left[head]:
        return tree.deps[head] == "ROOT"
    if subject is not None and _is_opened(tree, head, subject):
        return True
    first = tree.child(head, "aux", "auxpass")
    end = head
    if first is None and tree.lemmas[head].lower() == "be":
        first, end = head, tree.right[head]  # is Acme a member?
    if first is None or not any(first < each < end for each in tree.children(head, *SUBJECTS)):
        return False
    before = (kid for kid in tree.kids[head] if kid < first and tree.deps[kid] != "advcl")  # so, Berg, did Acme say it?
    return not any(tree.tags[at] in _ASKING for kid in before for at in range(tree.left[kid], tree.right[kid]))


def _is_only_voiced(tree: Tree, head: int, mark: int) -> bool:
    """So Acme bought Beta? Not: bought it, didn't it? bought it, right? asked: "Did Acme buy it?"."""
    sentence = tree.sentences[tree.sentence_of[head]]
    inside = range(sentence.first, mark)
    if tree.deps[head] != "ROOT" or mark < sentence.first + 3 or tree.words[mark - 2] == ",":
        return False
    if any(tree.tags[at] in _ASKING or tree.words[at] in _PARTING for at in inside):
        return False
    inverted = (at for at in inside if at > head and tree.tags[at] in FINITE_TAGS | {"MD"})
    return not any(tree.tags[at + (2 if tree.deps[at + 1] == "neg" else 1)] == "PRP" for at in inverted)


def _is_opened(tree: Tree, head: int, subject: int) -> bool:
    """[Have] your men sold it? The parser takes the auxiliary for the verb of the sentence."""
    above = tree.heads[head]
    opens = above + 1 == tree.left[head] == tree.left[subject] and tree.child(above, "nsubj", "dobj") is None
    return tree.deps[head] == "ccomp" and opens and tree.lemmas[above] in ("be", "do", "have")
