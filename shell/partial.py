"""Text and cursor -> the query whose answers are what may stand there.

What is typed at the cursor gives way to a variable; the triple around it is completed, and the groups around that are
joined to one: of a union the branch of the cursor, of OPTIONAL, MINUS and EXISTS what is within. What shares no
variable with it, directly or by others, has no say.
"""

from dataclasses import dataclass
from itertools import pairwise

from kg.query.tokens import Token, find_tokens
from shell.groups import Element, Group, find_where, names_in

HERE, OTHER, STEP = "_here", "_other", "_step"


@dataclass(frozen=True, slots=True)
class Partial:
    """``body`` is a group's content that binds ``?_here``; ``prologue`` the declarations of the text."""

    body: str
    prologue: str = ""

    def sample(self, rows: int) -> str:
        """What occurs in so many rows, with how often."""
        inner = f"SELECT ?{HERE} {{ {self.body} }} LIMIT {rows}"
        bound = f"FILTER(BOUND(?{HERE}))"
        return f"{self.prologue}SELECT ?{HERE} (COUNT(*) AS ?n) {{ {{ {inner} }} {bound} }} GROUP BY ?{HERE}"

    def counted(self, most: int) -> str:
        """All that occurs, with how often, most first."""
        return (
            f"{self.prologue}SELECT ?{HERE} (COUNT(*) AS ?n) {{ {self.body} FILTER(BOUND(?{HERE})) }} "
            f"GROUP BY ?{HERE} ORDER BY DESC(?n) LIMIT {most}"
        )

    def holds(self, term: str) -> str:
        """Whether a term has a result, on one line."""
        return f"{self.prologue}ASK {{ VALUES ?{HERE} {{ {term} }} {self.body} }}".replace("\n", " ")


def find_partial(text: str, start: int, cursor: int) -> Partial | None:
    """The partial query for what stands from ``start`` to the cursor; None where nothing restricts it.

    >>> find_partial("SELECT * { ?x a :Person . ?x :le", 29, 32).body
    '?x a :Person . ?x ?_here ?_other .'
    """
    before, after = text[:start], text[cursor:]
    mark = value_mark(before)
    if mark is None and in_bracket(before):
        return None
    whole = f"{before}{mark if mark is not None else f' ?{HERE} '}{one_line(before, after)}"
    where = find_where(whole)
    if where is None:
        return None
    parts = gather(where, start)
    if mark is not None:
        name = compared_variable(before)
        if not any(name in names_in(part) for part in parts):
            return None
        parts.append(f"BIND(?{name} AS ?{HERE})")
    kept = connected(parts)
    return Partial(" ".join(kept), prologue_of(text)) if kept else None


def prologue_of(text: str) -> str:
    """The PREFIX and BASE lines of a text, each followed by a blank."""
    tokens = find_tokens(text)
    found: list[str] = []
    for number, token in enumerate(tokens):
        if token.keyword == "PREFIX" and len(tokens) > number + 2 and tokens[number + 2].kind == "iri":
            found.append(f"PREFIX {tokens[number + 1].text} {tokens[number + 2].text} ")
        if token.keyword == "BASE" and len(tokens) > number + 1 and tokens[number + 1].kind == "iri":
            found.append(f"BASE {tokens[number + 1].text} ")
    return "".join(found)


def one_line(before: str, after: str) -> str:
    """What stands behind the cursor, where its line does not go on parted from it."""
    line, break_, rest = after.partition("\n")
    tokens = find_tokens(line)
    if tokens and tokens[0].kind in {"variable", "pname", "iri", "string", "number"}:
        return after
    return f"{line} .{break_}{rest}" if break_ and not tokens else after


def value_mark(before: str) -> str | None:
    """What closes an expression in which a variable is compared with what is at the cursor, None elsewhere."""
    return "0" if compared_variable(before) else None


def compared_variable(before: str) -> str:
    """The variable that ``FILTER(?x = `` and ``FILTER(?x IN (`` compare, or that VALUES gives values to; else empty."""
    tokens = [token for token in find_tokens(before) if token.kind != "comment"]
    number = len(tokens) - 1
    if number >= 0 and in_values(tokens):
        return in_values(tokens)
    while number > 0 and (tokens[number].text in {",", "("} or tokens[number].kind in {"iri", "pname", "string"}):
        number -= 1
    if number < 1 or (tokens[number].text not in {"=", "!="} and tokens[number].keyword != "IN"):
        return ""
    number -= tokens[number - 1].keyword == "NOT"
    token = tokens[number - 1]
    return token.text[1:] if token.kind == "variable" and in_bracket(before) else ""


def in_values(tokens: list[Token]) -> str:
    """The variable of ``VALUES ?x {`` where its brace is still open."""
    for first, second in pairwise(range(len(tokens) - 1, -1, -1)):
        if tokens[first].text == "}":
            return ""
        if tokens[first].text == "{":
            inner = tokens[second]
            before = tokens[second - 1] if second else None
            return inner.text[1:] if inner.kind == "variable" and before and before.keyword == "VALUES" else ""
    return ""


def in_bracket(before: str) -> bool:
    """Whether a round bracket of an expression is open."""
    stack: list[tuple[str, bool]] = []
    tokens = [token for token in find_tokens(before) if token.kind != "comment"]
    for number, token in enumerate(tokens):
        if token.kind != "punct":
            continue
        if token.text in {"(", "{", "["}:
            previous = tokens[number - 1] if number else None
            is_call = previous is not None and (
                (previous.kind == "word" and previous.text != "a") or (bool(stack) and stack[-1][1])
            )
            stack.append((token.text, is_call and token.text == "("))
        elif token.text in {")", "}", "]"} and stack:
            stack.pop()
    return bool(stack) and stack[-1][1]


def gather(group: Group, at: int) -> list[str]:
    """The parts of a group that hold at a place in it, and of those within which the place lies."""
    found: list[str] = []
    for part in group.elements:
        within = next((inner for inner in part.groups if inner.start < at <= inner.end), None)
        if within is None:
            found.extend(written(part, at))
        elif part.kind == "graph":
            found.append(f"GRAPH {part.terms[0]} {{ {' '.join(gather(within, at))} }}")
        else:
            found.extend(gather(within, at))
    return found


def written(part: Element, at: int) -> list[str]:
    """A part as text, its triple at the cursor completed; nothing where it is not whole."""
    if part.kind == "triple":
        subject, path, object_ = part.terms
        if f"?{HERE}" in path:
            return path_triples(subject, path, object_ or f"?{OTHER}")
        return [f"{subject} {path} {object_} ."] if object_ else []
    if part.kind in {"filter", "values"} and part.start < at <= part.end + 1:
        return []
    return [part.text] if is_whole(part.text) else []


def is_whole(text: str) -> bool:
    """Whether all brackets of a text are closed."""
    depth = 0
    for token in find_tokens(text):
        if token.kind == "punct":
            depth += (token.text in "{([") - (token.text in "})]")
    return depth == 0 and not any(token.kind.startswith("open") for token in find_tokens(text))


def path_triples(subject: str, path: str, object_: str) -> list[str]:
    """A path with the cursor in it as triples around what stands there.

    >>> path_triples("?x", ":a/^?_here", "?y")
    ['?x :a ?_step .', '?y ?_here ?_step .']
    """
    tokens = find_tokens(path)
    at = next(number for number, token in enumerate(tokens) if token.text == f"?{HERE}")
    begin = start_of(tokens, at)
    backward = sum(token.text == "^" for token in tokens[begin:at]) % 2
    before = [token for token in tokens[:begin] if token.kind != "punct" or token.text not in {"(", "!"}]
    steps: list[Token] = []
    for token in before:
        steps = [] if token.text == "|" else [*steps, token]
    while steps and steps[-1].text in {"/", "^"}:
        steps.pop()
    start, triples = subject, []
    if steps:
        start = f"?{STEP}"
        triples.append(f"{subject} {''.join(token.text for token in steps)} {start} .")
    after = tokens[at + 1 :]
    end = object_ if not any(token.text == "/" for token in after) else f"?{OTHER}2"
    first, last = (end, start) if backward else (start, end)
    return [*triples, f"{first} ?{HERE} {last} ."]


def start_of(tokens: list[Token], at: int) -> int:
    """Where the step with the cursor begins: after ``/``, ``|`` or the beginning, before its ``^`` and ``!``."""
    begin = at
    while begin > 0 and tokens[begin - 1].text in {"^", "!", "("}:
        begin -= 1
    return begin


def connected(parts: list[str]) -> list[str]:
    """The parts that hang together with what is at the cursor, by the variables they share, in text order."""
    names = [frozenset(names_in(part)) for part in parts]
    reached, grown = {HERE}, True
    kept = [False] * len(parts)
    while grown:
        grown = False
        for number, mentioned in enumerate(names):
            if not kept[number] and mentioned & reached:
                kept[number] = grown = True
                reached |= mentioned
    return [part for part, is_kept in zip(parts, kept, strict=True) if is_kept]
