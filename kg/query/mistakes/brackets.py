"""Brackets too few and too many, and triples that end too early or run into each other."""

from collections.abc import Iterator

from kg.query.mistakes.broken import CLOSER, TERMS, Broken, Repair, is_mark, unclosed
from kg.query.tokens import CLOSING, Token

GROUPED = frozenset({"WHERE", "OPTIONAL", "UNION", "MINUS", "EXISTS"})


def never_closed(broken: Broken) -> Iterator[Repair]:
    """A bracket that nothing closes; it is closed at the end, or before what cannot stand within."""
    open_ones = unclosed(broken.tokens)
    if not open_ones:
        return
    inner = broken.tokens[open_ones[-1]]
    closers = " ".join(CLOSER[broken.tokens[number].text] for number in reversed(open_ones))
    message, remedy = f"{inner.text} is never closed", f"close it with {CLOSER[inner.text]}"
    if broken.at < len(broken.tokens):
        here = unclosed(broken.tokens[: broken.at])
        if here:
            opening = broken.tokens[here[-1]]
            mark = CLOSER[opening.text]
            what = f"{opening.text} is never closed"
            text = broken.put(broken.token(broken.at - 1).end, broken.token(broken.at - 1).end, mark)
            yield Repair(opening.start, what, f"close it with {mark}", text)
            yield Repair(opening.start, what, f"close it with {mark}", broken.before(broken.at, mark))
    yield Repair(inner.start, message, remedy, f"{broken.text.rstrip()} {closers}")
    if broken.at >= len(broken.tokens):
        yield Repair(inner.start, message, remedy)


def closes_nothing(broken: Broken) -> Iterator[Repair]:
    """A closing bracket too many."""
    for number in broken.near(before=1, after=1):
        token = broken.tokens[number]
        if not is_mark(token, *CLOSING):
            continue
        here = unclosed(broken.tokens[:number])
        matches = bool(here) and CLOSER[broken.tokens[here[-1]].text] == token.text
        message = f"{token.text} is one too many" if matches else f"{token.text} closes nothing"
        yield Repair(token.start, message, "take it out", broken.without(number))


def missing_opening(broken: Broken) -> Iterator[Repair]:
    """``OPTIONAL ?x :p ?y``, ``WHERE ?x :p ?y``: a pattern needs braces."""
    tokens = broken.tokens
    for number in broken.near(before=1):
        before = broken.token(number - 1)
        if is_mark(tokens[number], "{"):
            continue
        named = broken.token(number - 2).keyword == "GRAPH"
        select = tokens[0].keyword in {"SELECT", "ASK", "PREFIX"} and not broken.depths()[number]
        if not (before.keyword in GROUPED or named or select):
            continue
        message = f"{{ is missing after {before.text}" if before.text else "{ is missing"
        opened = broken.before(number, "{")
        yield Repair(tokens[number].start, message, "put the pattern in braces", opened)
        ends = [n for n in range(number, len(tokens)) if is_mark(tokens[n], "}", ".") or tokens[n].keyword in GROUPED]
        for end in [*ends[:20], len(tokens)]:
            place = broken.token(end).start
            text = f"{broken.text[: tokens[number].start]}{{ {broken.text[tokens[number].start : place].rstrip()} }} "
            rest = broken.text[place:]
            yield Repair(tokens[number].start, message, "put the pattern in braces", (text + rest).rstrip())


def missing_parentheses(broken: Broken) -> Iterator[Repair]:
    """``FILTER ?x > 3``, ``BIND 1 AS ?x``, ``HAVING COUNT(?x) > 1``, ``BOUND ?x``."""
    tokens = broken.tokens
    for number in broken.near(before=8):
        word = tokens[number]
        if word.keyword not in {"FILTER", "HAVING", "BIND", "BOUND", "STR", "LANG", "YEAR"}:
            continue
        message = f"the condition after {word.text} does not stand in parentheses"
        if word.keyword not in {"FILTER", "HAVING"}:
            message = f"what {word.text} takes does not stand in parentheses"
        for end in range(number + 1, min(number + 20, len(tokens))):
            piece = broken.text[tokens[number + 1].start : tokens[end].end]
            text = broken.put(word.end, tokens[end].end, f"({piece})")
            yield Repair(broken.token(number + 1).start, message, f"write {word.text}(…)", text)


def missing_dot(broken: Broken) -> Iterator[Repair]:
    """Two triples without a point between them, or two predicates or objects without their sign."""
    number = broken.at
    token, before = broken.failing, broken.token(number - 1)
    begins = token.kind in TERMS or is_mark(token, "[", "(") or token.text == "a"
    ends = before.kind in TERMS or is_mark(before, "]", ")") or before.text in {"true", "false"}
    if not (begins and ends and number < len(broken.tokens) and unclosed(broken.tokens[:number])):
        return
    where = broken.put(before.end, token.start, " . ")
    yield Repair(token.start, "a point is missing between two triples", f"write . before {token.text}", where)
    same = broken.put(before.end, token.start, " ; ")
    message = f"; is missing: {token.text} is another property of the same subject"
    yield Repair(token.start, message, f"write ; before {token.text}", same)
    other = broken.put(before.end, token.start, ", ")
    message = f"a comma is missing: {token.text} is another value of the same property"
    yield Repair(token.start, message, f"write , before {token.text}", other)


def unfinished(broken: Broken) -> Iterator[Repair]:
    """A triple without its object, or with a subject alone."""
    token = broken.failing
    if not (is_mark(token, ".", ";", ",", "}", "]") or token.keyword in GROUPED | {"FILTER", "BIND"}):
        return
    start = broken.at
    while start and not is_mark(broken.token(start - 1), ".", ";", "{", "}", ","):
        start -= 1
    parts = broken.tokens[start : broken.at]
    terms = [part for part in parts if part.kind in TERMS or part.text == "a"]
    if not parts or len(terms) != len(parts):
        return
    mark = broken.token(start - 1)
    shared = is_mark(mark, ";")
    last = parts[-1].text
    if len(terms) == 1 and not shared and not is_mark(mark, ","):
        yield Repair(terms[0].start, f"{last} stands alone", "complete the triple: subject, property, object")
    elif len(terms) == (1 if shared else 2):
        yield Repair(token.start, f"the triple ends before its object: nothing stands after {last}", "write its object")


def too_early(broken: Broken) -> Iterator[Repair]:
    """The end of a text that is no whole query."""
    if broken.at < len(broken.tokens):
        return
    words = {token.keyword for token in broken.tokens}
    end = len(broken.text.rstrip())
    if not broken.tokens:
        yield Repair(0, "the query ends too early: it is empty", "begin with SELECT, ASK, CONSTRUCT or DESCRIBE")
    elif words & {"INSERT", "DELETE"} and "DATA" not in words and "WHERE" not in words:
        form = next(token for token in broken.tokens if token.keyword in {"INSERT", "DELETE"})
        remedy = f"write {form.text} DATA for plain triples, or WHERE {{ … }} behind it"
        message = f"{form.text} without DATA lacks WHERE"
        yield Repair(form.start, message, remedy, broken.put(form.end, form.end, " DATA"))
        yield Repair(form.start, message, remedy)
    elif words & {"SELECT", "ASK", "CONSTRUCT"} and not any(is_mark(token, "{") for token in broken.tokens):
        yield Repair(end, "the query ends too early: it has no pattern", "write { … } with triples")
    yield Repair(end, "the query ends too early", "complete it")


def cannot_stand(broken: Broken) -> Repair:
    """What is to be said where nothing better is known."""
    token = broken.failing
    return Repair(token.start, f"{token.text} cannot stand here", plain_remedy(broken, token))


def plain_remedy(broken: Broken, token: Token) -> str:
    """What to do about a token that cannot stand where it is."""
    if broken.at == 0:
        return "begin with SELECT, ASK, CONSTRUCT or DESCRIBE"
    if token.text in CLOSING:
        return "complete the triple or expression before it, or take the bracket out"
    if token.kind == "word":
        return "check the spelling; a name needs a prefix, such as :Claim"
    return "check what stands before it"
