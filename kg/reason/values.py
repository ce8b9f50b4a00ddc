"""Literals as values: which forms mean the same, which are malformed, which lie in a datatype.

Reference: OWL 2 Profiles, table 8 (dt-type2, dt-eq, dt-diff, dt-not-type); OWL 2 datatype map, section 4.
"""

import math
import re
import struct
from decimal import Decimal
from functools import lru_cache

from pyoxigraph import Literal, NamedNode

from kg.names import OWL, RDF, RDFS, XSD

_INTEGER = re.compile(r"[+-]?\d+", re.ASCII)
_DECIMAL = re.compile(r"[+-]?(\d+(\.\d*)?|\.\d+)")
_FLOAT = re.compile(r"[+-]?(\d+(\.\d*)?|\.\d+)([eE][+-]?\d+)?|[+-]?INF|NaN")
_BOUNDS: dict[str, tuple[int | None, int | None]] = {
    "integer": (None, None),
    "nonNegativeInteger": (0, None),
    "positiveInteger": (1, None),
    "nonPositiveInteger": (None, 0),
    "negativeInteger": (None, -1),
    "long": (-(2**63), 2**63 - 1),
    "int": (-(2**31), 2**31 - 1),
    "short": (-(2**15), 2**15 - 1),
    "byte": (-128, 127),
    "unsignedLong": (0, 2**64 - 1),
    "unsignedInt": (0, 2**32 - 1),
    "unsignedShort": (0, 2**16 - 1),
    "unsignedByte": (0, 255),
}
_ZONE = r"(Z|[+-](0\d|1[0-4]):[0-5]\d)?"
_YEAR = r"-?([1-9]\d{3,}|0\d{3})"
_DAY = _YEAR + r"-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])"
_HOUR = r"(([01]\d|2[0-3]):[0-5]\d:[0-5]\d(\.\d+)?|24:00:00(\.0+)?)"
_FORMS = {
    "boolean": r"true|false|0|1",
    "date": _DAY + _ZONE,
    "time": _HOUR + _ZONE,
    "dateTime": f"{_DAY}T{_HOUR}{_ZONE}",
    "dateTimeStamp": f"{_DAY}T{_HOUR}{_ZONE[:-1]}",
    "gYear": _YEAR + _ZONE,
    "gYearMonth": _YEAR + r"-(0[1-9]|1[0-2])" + _ZONE,
    "gMonthDay": r"--(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])" + _ZONE,
    "gMonth": r"--(0[1-9]|1[0-2])" + _ZONE,
    "gDay": r"---(0[1-9]|[12]\d|3[01])" + _ZONE,
    "duration": r"-?P(?!$)(\d+Y)?(\d+M)?(\d+D)?(T(?=\d)(\d+H)?(\d+M)?(\d+(\.\d+)?S)?)?",
    "hexBinary": r"([0-9a-fA-F]{2})*",
    "base64Binary": r"(([A-Za-z0-9+/] ?){4})*(([A-Za-z0-9+/] ?){2}[A-Za-z0-9+/=] ?=)?",
    "float": _FLOAT.pattern,
    "double": _FLOAT.pattern,
    "decimal": _DECIMAL.pattern,
    "anyURI": r"[^\s<>\"{}|\\^`]*",
    "string": r"(?s:.*)",
    "normalizedString": r"[^\t\n\r]*",
    "token": r"(?! )[^\t\n\r]*?(?<! )",
    "language": r"[a-zA-Z]{1,8}(-[a-zA-Z0-9]{1,8})*",
    "NMTOKEN": r"[\w.:·-]+",
    "Name": r"[^\W\d][\w.:·-]*|:[\w.:·-]*",
    "NCName": r"[^\W\d][\w.·-]*",
}
_OF_LETTERS = ("NMTOKEN", "Name", "NCName")  # in any script, as digits are in none but ASCII
_PATTERNS = {name: re.compile(form, 0 if name in _OF_LETTERS else re.ASCII) for name, form in _FORMS.items()}
_PATTERNS |= dict.fromkeys(_BOUNDS, _INTEGER)
_BLANKS = re.compile(r"[ \t\n\r]+")
_STRINGS = ("string", "normalizedString", "token", "language", "NMTOKEN", "Name", "NCName")
_REALS = {"decimal", *_BOUNDS}
_DECIMAL_TYPE = NamedNode(f"{XSD}decimal")
_TIMES = {"dateTime", "dateTimeStamp", "time", "date", "gYear", "gYearMonth", "gMonthDay", "gMonth", "gDay"}
_OTHERWISE = re.compile(r"24:00:00|^\s*-0000")  # midnight of the next day; the year 0
_MONTH_AND_DAY = re.compile(r"-?(?:(\d+)|-)-(\d\d)-(\d\d)")
_LONGEST = {2: 29, 4: 30, 6: 30, 9: 30, 11: 30}
_ZERO_ZONE, _FRACTION = re.compile(r"[+-]00:00$"), re.compile(r"(:\d\d)(?:\.0+|(\.\d*?)0+)(?=Z|[+-]|$)")
_ANY = {f"{RDFS}Literal", f"{RDFS}Resource", f"{OWL}Thing"}
DATATYPES = frozenset(
    {XSD + name for name in _PATTERNS}
    | {f"{OWL}real", f"{OWL}rational", f"{RDF}PlainLiteral", f"{RDF}langString", f"{RDF}XMLLiteral", f"{RDFS}Literal"}
)


def is_malformed(literal: Literal) -> bool:
    """Whether a literal's text is none of its datatype, where that is one of OWL 2's.

    >>> is_malformed(Literal("12x", datatype=NamedNode(XSD + "integer")))
    True
    """
    name = _name(literal)
    form = _PATTERNS.get(name)
    if form is None:
        return False
    text = literal.value if name in ("string", "normalizedString", "token") else _collapsed(literal.value)
    if not form.fullmatch(text) or (name in _TIMES and not _is_in_calendar(text)):
        return True
    low, high = _BOUNDS.get(name, (None, None))
    return (low is not None and Decimal(text) < low) or (high is not None and Decimal(text) > high)


def _collapsed(text: str) -> str:
    """A text without blanks around it and with single ones in it; XML knows four kinds of blanks."""
    return _BLANKS.sub(" ", text).strip(" ")


def _is_in_calendar(text: str) -> bool:
    """Whether the month of a date has its day, where a text begins with one; before year 1 comes year 0, a leap year.

    Reference: XML Schema 1.1, part 2, section 3.3.7, and the constraint "day-of-month values".
    """
    found = _MONTH_AND_DAY.match(text)
    if found is None:
        return True
    year, month, day = found[1], int(found[2]), int(found[3])
    if (month, day) == (2, 29) and year is not None:
        last = int(year[-4:])  # 10,000 years are 25 times 400
        return last % 4 == 0 and (last % 100 != 0 or last % 400 == 0)
    return day <= _LONGEST.get(month, 31)


@lru_cache(maxsize=65536)
def canonical(literal: Literal) -> Literal:
    """The one literal that stands for all of the same value.

    >>> canonical(Literal("01", datatype=NamedNode(XSD + "int"))) == canonical(Literal("1.0", datatype=_DECIMAL_TYPE))
    True
    """
    name = _name(literal)
    if literal.language:
        return Literal(literal.value, language=literal.language.lower())
    if name == "string" or name not in _PATTERNS or is_malformed(literal):
        return literal
    text = _collapsed(literal.value)
    if name in _REALS:
        number = f"{Decimal(text):f}"
        number = number.rstrip("0").rstrip(".") if "." in number else number
        return Literal("0" if number in ("-0", "+0", "") else number, datatype=_DECIMAL_TYPE)
    if name in _STRINGS:
        return Literal(literal.value if name == "normalizedString" else text)
    if name == "boolean":
        text = {"1": "true", "0": "false"}.get(text, text)
    elif name in ("float", "double"):
        text = repr(_float(text) if name == "float" else float(text))
    elif name == "hexBinary":
        text = text.upper()
    elif name == "base64Binary":
        text = text.replace(" ", "")
    elif name in _TIMES:
        text = _FRACTION.sub(r"\1\2", _ZERO_ZONE.sub("Z", text))
        return Literal(text, datatype=NamedNode(XSD + ("dateTime" if name == "dateTimeStamp" else name)))
    return Literal(text, datatype=literal.datatype)


def _float(text: str) -> float:
    """The number of 32 bits next to a text."""
    try:
        return float(struct.unpack("f", struct.pack("f", float(text)))[0])
    except OverflowError:
        return math.copysign(math.inf, float(text))


def are_distinct(one: object, other: object) -> bool:
    """Whether two literals are known to have different values; of datatypes that are not OWL 2's nothing is known.

    >>> are_distinct(Literal("a"), Literal("b")), are_distinct(Literal("a"), Literal("b", datatype=NamedNode("urn:x")))
    (True, False)
    """
    if not isinstance(one, Literal) or not isinstance(other, Literal):
        return False
    return is_comparable(one) and is_comparable(other) and canonical(one) != canonical(other)


def is_comparable(literal: Literal) -> bool:
    """Whether a literal is well formed and its text, once canonical, tells its value from all others."""
    if literal.language:
        return True
    name = _name(literal)
    known = name in _PATTERNS and name != "duration" and not is_malformed(literal)
    return known and not (name in _TIMES and _OTHERWISE.search(literal.value))


def has_type(literal: Literal, datatype: str) -> bool | None:
    """Whether a literal's value lies in a datatype; None where that cannot be told.

    >>> has_type(Literal("abc"), XSD + "integer"), has_type(Literal("5"), "urn:own-type")
    (False, None)
    """
    own = literal.datatype.value
    if datatype in _ANY:
        return not is_malformed(literal)
    if is_malformed(literal):
        return False
    if own == datatype:
        return True
    if own not in DATATYPES or datatype not in DATATYPES:
        return None
    return _lies_in(literal, _name(literal), datatype)


def is_narrower(datatype: str, other: str) -> bool:
    """Whether every value of a datatype lies in another one.

    >>> is_narrower(XSD + "byte", XSD + "short"), is_narrower(XSD + "short", XSD + "byte")
    (True, False)
    """
    one, two = datatype.removeprefix(XSD), other.removeprefix(XSD)
    if other in (datatype, f"{RDFS}Literal") or (one in _BOUNDS and two == "decimal"):
        return True
    if one not in _BOUNDS or two not in _BOUNDS:
        return one in _STRINGS and two != "language" and two in _STRINGS[: _STRINGS.index(one)]
    (low, high), (least, most) = _BOUNDS[one], _BOUNDS[two]
    above = least is None or (low is not None and low >= least)
    return above and (most is None or (high is not None and high <= most))


def _lies_in(literal: Literal, name: str, datatype: str) -> bool:
    wanted = datatype.removeprefix(XSD)
    if name in _REALS:
        if datatype in (f"{OWL}real", f"{OWL}rational") or wanted == "decimal":
            return True
        number, (low, high) = Decimal(_collapsed(literal.value)), _BOUNDS.get(wanted, (0, 0))
        fits = (low is None or number >= low) and (high is None or number <= high)
        return wanted in _BOUNDS and fits and number == math.floor(number)
    if name in _STRINGS:
        if datatype == f"{RDF}PlainLiteral":
            return True
        value = canonical(literal).value
        return wanted in _STRINGS and bool(_PATTERNS[wanted].fullmatch(value))
    if name in ("dateTime", "dateTimeStamp"):
        return (
            wanted in _FORMS
            and bool(_PATTERNS[wanted].fullmatch(_collapsed(literal.value)))
            and wanted.startswith("dateTime")
        )
    return literal.datatype.value == f"{RDF}langString" and datatype == f"{RDF}PlainLiteral"


def _name(literal: Literal) -> str:
    """The local name of an XSD datatype, else the whole IRI."""
    return literal.datatype.value.removeprefix(XSD)
