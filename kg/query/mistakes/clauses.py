"""Parts of a query at the wrong place or of the wrong shape."""

from collections.abc import Iterator

from kg.query.mistakes.broken import Broken, Repair, closing, is_mark
from kg.query.mistakes.selects import MODIFIERS, clauses, find_selects
from kg.query.mistakes.words import FUNCTIONS

NAMES = {"ORDER": "ORDER BY", "GROUP": "GROUP BY"}


def out_of_order(broken: Broken) -> Iterator[Repair]:
    """``LIMIT 5 ORDER BY ?x``: GROUP BY, HAVING, ORDER BY, LIMIT and OFFSET have their order."""
    tokens = broken.tokens
    for select in find_selects(tokens):
        found = clauses(tokens, select)
        order = [word for word in ("GROUP", "HAVING", "ORDER", "LIMIT", "OFFSET") if word in found]
        if list(found) == order or not found:
            continue
        late = next(word for word, right in zip(found, order, strict=True) if word != right)
        wrong = next(word for word in order if list(found).index(word) > list(found).index(late))
        start, end = tokens[min(a for a, _ in found.values())].start, tokens[select.end - 1].end
        pieces = [broken.text[tokens[a].start : tokens[b - 1].end] for a, b in (found[word] for word in order)]
        message = f"{NAMES.get(wrong, wrong)} stands after {NAMES.get(late, late)}"
        remedy = "the order is GROUP BY, HAVING, ORDER BY, LIMIT, OFFSET"
        yield Repair(tokens[found[wrong][0]].start, message, remedy, broken.put(start, end, " ".join(pieces)))


def within_braces(broken: Broken) -> Iterator[Repair]:
    """``{ ?x a :Claim LIMIT 10 }``."""
    tokens = broken.tokens
    for number in broken.near(before=1):
        token = tokens[number]
        if token.keyword not in MODIFIERS:
            continue
        end = next((n for n in range(number, len(tokens)) if is_mark(tokens[n], "}")), None)
        if end is None:
            continue
        piece = broken.text[token.start : tokens[end - 1].end]
        text = f"{broken.text[: token.start].rstrip()} }} {piece}{broken.text[tokens[end].end :]}"
        yield Repair(token.start, f"{token.text} belongs behind the closing brace", "move it there", text)


def descending(broken: Broken) -> Iterator[Repair]:
    """``ORDER BY ?x DESC``, as SQL has it."""
    for number in broken.near(before=1):
        token, before = broken.tokens[number], broken.token(number - 1)
        if token.keyword in {"DESC", "ASC"} and before.kind == "variable":
            right = f"{token.text}({before.text})"
            text = broken.put(before.start, token.end, right)
            yield Repair(token.start, f"{token.text} stands before what it sorts", f"write {right}", text)


def left_of_union(broken: Broken) -> Iterator[Repair]:
    """``{ ?x :p ?y UNION { … } }``: both sides need braces."""
    tokens = broken.tokens
    for number in broken.near(before=1):
        if tokens[number].keyword != "UNION" or is_mark(broken.token(number - 1), "}"):
            continue
        start, depth = number, 0
        while start and not (depth == 0 and is_mark(tokens[start - 1], "{")):
            start -= 1
            depth += is_mark(tokens[start], "}") - is_mark(tokens[start], "{")
        piece = broken.text[tokens[start].start : tokens[number - 1].end]
        text = broken.put(tokens[start].start, tokens[number - 1].end, f"{{ {piece} }}")
        yield Repair(tokens[number].start, "what stands before UNION is not in braces", "write { … } UNION { … }", text)


def rows_of_values(broken: Broken) -> Iterator[Repair]:
    """VALUES with parentheses for braces, or with rows that are too short or too long."""
    tokens = broken.tokens
    start = next((n for n in range(min(broken.at, len(tokens) - 1), -1, -1) if tokens[n].keyword == "VALUES"), None)
    if start is None:
        return
    first = start + 1
    if broken.token(first).kind == "variable" and is_mark(broken.token(first + 1), "("):
        end = closing(tokens, first + 1)
        inner = broken.text[tokens[first + 1].end : tokens[end].start].replace(",", " ").strip()
        text = broken.put(tokens[first + 1].start, tokens[end].end, f"{{ {inner} }}")
        yield Repair(tokens[first + 1].start, "the values stand in parentheses", "write { … }", text)
    if not is_mark(broken.token(first), "("):
        return
    width, number = closing(tokens, first) - first - 1, closing(tokens, first) + 2
    while number < len(tokens) and is_mark(tokens[number], "("):
        end = closing(tokens, number)
        row = [t for t in tokens[number + 1 : end] if t.kind != "lang" and not is_mark(t, "-", "+")]
        typed = 2 * sum(is_mark(t, "^^") for t in row)
        if len(row) - typed != width:
            message = f"a row of {len(row) - typed} values for {width} variables"
            yield Repair(tokens[number].start, message, "give each row a value, or UNDEF, for each variable")
            return
        number = end + 1


def template(broken: Broken) -> Iterator[Repair]:
    """A filter or the like in the template of CONSTRUCT, INSERT or DELETE."""
    tokens = broken.tokens
    token = broken.failing
    if token.keyword not in {"FILTER", "OPTIONAL", "BIND", "VALUES", "UNION", "MINUS"} | FUNCTIONS:
        return
    opening = next((n for n in range(broken.at, -1, -1) if is_mark(tokens[n], "{")), 0)
    form = broken.token(opening - 1)
    if form.keyword in {"CONSTRUCT", "INSERT", "DELETE", "DATA"}:
        message = f"{token.text} cannot stand in a template, which holds triples only"
        yield Repair(token.start, message, "move it into WHERE { … }")


def data_without_variables(broken: Broken) -> Iterator[Repair]:
    """INSERT DATA and DELETE DATA hold triples as they are."""
    if "not allowed in INSERT DATA" not in broken.words and "not allowed in DELETE DATA" not in broken.words:
        return
    tokens = broken.tokens
    data = next((n for n, token in enumerate(tokens) if token.keyword == "DATA"), 0)
    form = broken.token(data - 1).text
    kinds = {"variable", "blank"} if broken.token(data - 1).keyword == "DELETE" else {"variable"}
    found = next((token for token in tokens[data:] if token.kind in kinds), None)
    if found is not None:
        message = f"{found.text} cannot stand in {form} DATA, which holds triples as they are"
        yield Repair(found.start, message, f"write {form} {{ … }} WHERE {{ … }}")


def relative_iri(broken: Broken) -> Iterator[Repair]:
    """``<rel>``: no scheme, and nothing it is relative to."""
    if "IRI parsing failed" not in broken.words and "No scheme" not in broken.words:
        return
    for token in broken.tokens:
        if token.kind == "iri" and ":" not in token.text:
            name = token.text[1:-1]
            text = broken.put(token.start, token.end, f":{name}") if name.isidentifier() else ""
            yield Repair(token.start, "an IRI without a scheme", "write it whole, or as a prefixed name", text)
            return


def shared_blank(broken: Broken) -> Iterator[Repair]:
    """``_:b`` in two groups: each would have its own."""
    for number in broken.near(before=3, after=1):
        token = broken.tokens[number]
        earlier = [n for n in range(number) if broken.tokens[n].text == token.text]
        if token.kind == "blank" and earlier:
            name = "?" + token.text[2:]
            text = broken.text
            for other in reversed([t for t in broken.tokens if t.text == token.text]):
                text = text[: other.start] + name + text[other.end :]
            yield Repair(token.start, f"{token.text} stands in two groups", f"write {name}", text)


def numbers(broken: Broken) -> Iterator[Repair]:
    """``LIMIT many``."""
    for number in broken.near():
        word = broken.token(number - 1)
        if word.keyword in {"LIMIT", "OFFSET"} and broken.tokens[number].kind != "number":
            yield Repair(broken.tokens[number].start, f"{word.text} takes a number", f"write {word.text} 10")


def members(broken: Broken) -> Iterator[Repair]:
    """``?x IN :a, :b``."""
    tokens = broken.tokens
    for number in broken.near(before=2):
        if tokens[number].keyword != "IN" or is_mark(broken.token(number + 1), "("):
            continue
        for end in range(number + 1, min(number + 20, len(tokens))):
            piece = broken.text[tokens[number + 1].start : tokens[end].end]
            text = broken.put(tokens[number + 1].start, tokens[end].end, f"({piece})")
            message = "what stands after IN is not in parentheses"
            yield Repair(broken.token(number + 1).start, message, "write IN (…, …)", text)


def blanks_of_delete(broken: Broken) -> Iterator[Repair]:
    """``DELETE { _:b a :Claim }``: an unnamed node cannot be told from others."""
    tokens = broken.tokens
    for number, token in enumerate(tokens):
        if token.keyword != "DELETE" or not is_mark(broken.token(number + 1), "{"):
            continue
        end = closing(tokens, number + 1)
        blank = next((t for t in tokens[number:end] if t.kind == "blank" or is_mark(t, "[")), None)
        if blank is not None and number < broken.at <= end:
            yield Repair(blank.start, "DELETE takes no blank nodes", "find them with a variable in WHERE { … }")
