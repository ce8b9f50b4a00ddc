"""Words that are spelt wrong, that other languages have, or that are names without their sign."""

from collections.abc import Iterator

from kg.query.mistakes.broken import TERMS, Broken, Repair, is_mark
from kg.query.mistakes.selects import AGGREGATES
from kg.query.tokens import PROLOGUE, QUERY_FORMS, UPDATE_FORMS
from kg.spellings import find_near

_FUNCTIONS = (
    "STR LANG LANGMATCHES DATATYPE BOUND IRI URI BNODE RAND ABS CEIL FLOOR ROUND CONCAT STRLEN UCASE LCASE "
    "ENCODE_FOR_URI CONTAINS STRSTARTS STRENDS STRBEFORE STRAFTER YEAR MONTH DAY HOURS MINUTES SECONDS TIMEZONE TZ "
    "NOW UUID STRUUID MD5 SHA1 SHA256 SHA384 SHA512 COALESCE IF STRLANG STRDT SAMETERM ISIRI ISURI ISBLANK "
    "ISLITERAL ISNUMERIC REGEX SUBSTR REPLACE EXISTS"
)
_CLAUSES = (
    "WHERE FILTER OPTIONAL UNION MINUS GRAPH SERVICE SILENT BIND VALUES UNDEF AS DISTINCT REDUCED FROM NAMED GROUP "
    "BY HAVING ORDER ASC DESC LIMIT OFFSET NOT IN EXISTS DATA USING INTO TO DEFAULT ALL SEPARATOR"
)
FUNCTIONS, CLAUSES = frozenset(_FUNCTIONS.split()), frozenset(_CLAUSES.split())
KEYWORDS = sorted(FUNCTIONS | CLAUSES | AGGREGATES | QUERY_FORMS | UPDATE_FORMS | PROLOGUE)
FOREIGN = {
    "LENGTH": "STRLEN",
    "LEN": "STRLEN",
    "LOWER": "LCASE",
    "TOLOWER": "LCASE",
    "UPPER": "UCASE",
    "TOUPPER": "UCASE",
    "SUBSTRING": "SUBSTR",
    "STARTSWITH": "STRSTARTS",
    "ENDSWITH": "STRENDS",
    "IFNULL": "COALESCE",
    "NVL": "COALESCE",
    "CEILING": "CEIL",
    "AVERAGE": "AVG",
    "TOTAL": "SUM",
    "UNIQUE": "DISTINCT",
    "SKIP": "OFFSET",
    "TOP": "LIMIT",
    "WHEN": "FILTER",
    "EXCEPT": "MINUS",
}
UNSUPPORTED = {
    "LIKE": ("SPARQL has no LIKE", 'write CONTAINS(?text, "part") or REGEX(?text, "pattern")'),
    "ILIKE": ("SPARQL has no ILIKE", 'write REGEX(?text, "pattern", "i")'),
    "BETWEEN": ("SPARQL has no BETWEEN", "write ?x >= 1 && ?x <= 9"),
    "CASE": ("SPARQL has no CASE", "write IF(condition, then, else)"),
    "JOIN": ("SPARQL has no JOIN", "patterns that share a variable are joined"),
    "MATCH": ("this is Cypher", "write SELECT * { ?subject :property ?object }"),
    "RETURN": ("this is Cypher", "write SELECT ?variable before the pattern"),
    "INNER": ("SPARQL has no JOIN", "patterns that share a variable are joined"),
    "LEFT": ("SPARQL has no LEFT JOIN", "write OPTIONAL { … }"),
    "UPDATE": ("SPARQL changes by DELETE and INSERT", "write DELETE { … } INSERT { … } WHERE { … }"),
    "CURRENT_DATE": ("SPARQL has no CURRENT_DATE", "write NOW()"),
    "WITHIN": ("SPARQL has no WITHIN", "compare with FILTER"),
}


def misspelt(broken: Broken) -> Iterator[Repair]:
    """A word that is nearly a keyword, or is that of another language."""
    for number in broken.near(before=3, after=1):
        token = broken.tokens[number]
        if token.kind != "word" or token.keyword in KEYWORDS or len(token.text) < 2:
            continue
        foreign = FOREIGN.get(token.keyword)
        if foreign:
            message = f"SPARQL has no {token.text}"
            yield Repair(token.start, message, f"write {foreign}", broken.put(token.start, token.end, foreign))
        for word in split_words(token.keyword) or find_near(token.keyword, KEYWORDS, 4):
            right = word if token.text.isupper() or not token.text.islower() else word.lower()
            message = f"{token.text} is no word of SPARQL"
            yield Repair(token.start, message, f"write {right}", broken.put(token.start, token.end, right))


def split_words(word: str) -> list[str]:
    """The two keywords that a word is made of.

    >>> split_words("GROUPBY"), split_words("NOTEXISTS"), split_words("SELECTED")
    (['GROUP BY'], ['NOT EXISTS'], [])
    """
    pairs = ("GROUP BY", "ORDER BY", "NOT EXISTS", "NOT IN", "INSERT DATA", "DELETE DATA", "DELETE WHERE", "FROM NAMED")
    return [pair for pair in pairs if pair.replace(" ", "") == word.replace("_", "").replace("-", "")]


def unsupported(broken: Broken) -> Iterator[Repair]:
    """What other languages have, and SPARQL has not, or otherwise."""
    for number in (0, *broken.near(before=2, after=2)):
        token = broken.token(number)
        if token.keyword in UNSUPPORTED and number <= broken.at + 2:
            message, remedy = UNSUPPORTED[token.keyword]
            yield Repair(token.start, message, remedy)


def bare_name(broken: Broken) -> Iterator[Repair]:
    """``?x a Claim``, ``SELECT x``: a name without prefix, a variable without question mark."""
    variables = {token.text[1:] for token in broken.tokens if token.kind == "variable"}
    for number in broken.near(before=1):
        token = broken.tokens[number]
        if token.kind != "word" or token.keyword in KEYWORDS or is_mark(broken.token(number + 1), "("):
            continue
        as_variable = Repair(
            token.start,
            f"{token.text} is no term: a variable begins with ?",
            f"write ?{token.text}",
            broken.put(token.start, token.end, f"?{token.text}"),
        )
        as_name = Repair(
            token.start,
            f"{token.text} is no term: a name needs its prefix, a text quotation marks",
            f"write :{token.text}",
            broken.put(token.start, token.end, f":{token.text}"),
        )
        yield from (as_variable, as_name) if token.text in variables else (as_name, as_variable)


def missing_by(broken: Broken) -> Iterator[Repair]:
    """``ORDER ?x``."""
    for number in broken.near(before=1):
        token = broken.tokens[number]
        if token.keyword in {"ORDER", "GROUP"} and broken.token(number + 1).keyword != "BY":
            yield Repair(token.start, f"{token.text} lacks BY", f"write {token.text} BY", broken.after(number, " BY"))


def missing_filter(broken: Broken) -> Iterator[Repair]:
    """``{ … REGEX(?x, "a") }`` and ``{ … NOT EXISTS { … } }``: a condition needs FILTER."""
    for number in broken.near(before=2):
        token = broken.tokens[number]
        if (token.keyword in FUNCTIONS or token.keyword == "NOT") and broken.token(number - 1).keyword != "FILTER":
            message = f"{token.text} is a condition, which needs FILTER"
            yield Repair(token.start, message, f"write FILTER {token.text}", broken.before(number, "FILTER"))
        elif is_mark(token, "(") and broken.token(number - 1).kind in TERMS | {"punct"}:
            message = "a condition needs FILTER"
            yield Repair(token.start, message, "write FILTER(", broken.before(number, "FILTER"))


def missing_form(broken: Broken) -> Iterator[Repair]:
    """``{ ?x a :Claim }`` alone, or variables without SELECT."""
    if any(token.keyword in QUERY_FORMS | UPDATE_FORMS for token in broken.tokens) or not broken.tokens:
        return
    number = broken.at if broken.at < len(broken.tokens) else 0
    token = broken.token(number)
    for piece in ("SELECT *", "SELECT"):
        message, remedy = f"{token.text} cannot begin a query", f"write {piece} before it"
        yield Repair(token.start, message, remedy, broken.before(number, piece))
    yield Repair(token.start, message, "write SELECT * { … }", f"SELECT * {{ {broken.text.strip()} }}")


def declarations(broken: Broken) -> Iterator[Repair]:
    """PREFIX without colon or brackets, with a point behind, or as Turtle has it."""
    tokens = broken.tokens
    for number in broken.near(before=3, after=1):
        token, after, then = tokens[number], broken.token(number + 1), broken.token(number + 2)
        if token.kind == "lang" and token.text.lower() in {"@prefix", "@base"}:
            word = token.text[1:].upper()
            last = number + (3 if word == "PREFIX" else 2)
            end = broken.token(last)
            stop = end.end if is_mark(end, ".") else broken.token(last - 1).end
            piece = broken.text[token.end : broken.token(last - 1).end]
            yield Repair(
                token.start, f"{token.text} is Turtle", f"write {word}", broken.put(token.start, stop, f"{word}{piece}")
            )
        if token.keyword != "PREFIX":
            continue
        if after.kind == "word":
            message = f"{after.text} lacks its colon"
            yield Repair(after.start, message, f"write {after.text}:", broken.put(after.end, after.end, ":"))
        elif then.kind != "iri" and after.kind == "pname":
            stop = len(broken.text)
            for at in range(then.start, len(broken.text)):
                if broken.text[at].isspace():
                    stop = at
                    break
            address = broken.text[then.start : stop].strip("<>\"'")
            message = f"the IRI of {after.text} does not stand in angle brackets"
            yield Repair(then.start, message, f"write <{address}>", broken.put(then.start, stop, f"<{address}>"))
        elif is_mark(broken.token(number + 3), "."):
            message = "no point ends a PREFIX line in SPARQL"
            yield Repair(broken.token(number + 3).start, message, "take it out", broken.without(number + 3))
