"""Quotations beside a verb, which are what it says where the parser saw no clause."""

from collections.abc import Callable, Sequence
from dataclasses import replace

from kg.model import Article
from kg.predications import Argument, Predication
from kg.predications.walks import that_of
from kg.quotes import Quote, quote_at, quote_beside, quote_head
from kg.trees import Tree


def with_quotation(
    tree: Tree, article: Article, quotes: tuple[Quote, ...], found: Predication, is_agent: Callable[[int], bool]
) -> Predication:
    """A verb that has no clause with the quotation beside it for its clause."""
    roles = {argument.role for argument in found.arguments}
    if not quotes or roles & {"clause", "question", "infinitive", "gerund"}:
        return found
    quote = quote_beside(tree, article, quotes, found.head)
    if quote is None or _acts_after(tree, found, quote, is_agent) or _is_told_apart(tree, found.head, quote):
        return found
    head = quote_head(tree, quote)
    if _is_thing(tree, found, quote, head) or _is_of_another(tree, found.head, quote, head):
        return found
    told = ("complement", head) if tree.pos[head] == "VERB" else None  # told guards: "Shoot them."
    arguments = tuple(a for a in found.arguments if (a.role, a.token) != told)
    if "subject" not in roles and quote.last <= found.head:  # "Let them come," replied the governor
        arguments = tuple(
            replace(a, role="subject") if a.role == "object" and a.token > found.head else a for a in arguments
        )
    return replace(found, arguments=(*arguments, Argument("clause", head)))


def without_quoted(tree: Tree, quotes: Sequence[Quote], found: Predication) -> Predication:
    """The predication without what the parser hangs on it across the marks of a quotation.

    "The mill," said its owner, "burns": it gives the verb two subjects, and the mill says nothing.
    "You know," said its owner: it makes a clause of who said so.
    """
    if not quotes:
        return found
    own = quote_at(quotes, found.head)
    arguments = found.arguments
    if own is not None:
        if tree.words[own.last + 1 : own.last + 2] == ["that"]:
            return found  # he "kept repeating" that it burns
        crossing = {a.token for a in arguments if a.role == "clause" and quote_at(quotes, a.token) is None}
        return replace(found, arguments=tuple(a for a in arguments if a.token not in crossing)) if crossing else found
    subjects = found.fillers("subject")
    quoted = {token: quote_at(quotes, token) for token in subjects}
    said = {token for token, quote in quoted.items() if quote is not None and quote.last <= found.head}
    if not said or len(said) == len(subjects):
        return found
    return replace(found, arguments=tuple(a for a in arguments if a.token not in said))


def _is_told_apart(tree: Tree, verb: int, quote: Quote) -> bool:
    """ "We are ready," she said, adding that Acme had offered help: what Acme offered is no quotation."""
    that = that_of(tree, verb)
    if that is None or quote.first <= that < quote.last:
        return False  # "I know that," he said
    return not tree.left[verb] <= quote.first < tree.right[verb]


def _is_thing(tree: Tree, found: Predication, quote: Quote, noun: int) -> bool:
    """Rejected "unfair practices": a noun that is the verb's object, and no clause; unlike "Shame on them"."""
    goes_on = tree.words[quote.first][0].islower()
    return goes_on and tree.pos[noun] == "NOUN" and noun in found.fillers("object")


def _is_of_another(tree: Tree, verb: int, quote: Quote, head: int) -> bool:
    """Condemned the raid, but said Beta had "gone mad"; dismissed it, calling it "a stunt": it is the later verb's.

    Likewise "responded to what it described as "a stunt"".
    """
    at = head
    while tree.heads[at] != at:
        governor = tree.heads[at]
        told = tree.deps[at] == "ccomp" and tree.left[at] < quote.first - 1  # called or said something "bad"
        free = tree.words[at] == "as" and any(tree.tags[kid] == "WP" for kid in tree.children(governor, "dobj"))
        if (told or free or tree.deps[at] == "oprd") and verb < governor < quote.first:
            return True
        at = governor
    return False


def _acts_after(tree: Tree, found: Predication, quote: Quote, is_agent: Callable[[int], bool]) -> bool:
    """ "It burns!" Berg slammed the door: a sentence of its own, in which something is done to a thing.

    Called the plan "absurd" and demanded an apology: a second verb, whose object is what is demanded.
    """
    head = found.head
    things = [token for token in found.fillers("object") if token > head and not is_agent(token)]
    own = tree.sentence_of[head] != tree.sentence_of[quote.last - 1] and bool(found.fillers("subject"))
    second = tree.deps[head] == "conj" and tree.heads[head] < quote.first
    return bool(things) and quote.last <= head and (own or second)
