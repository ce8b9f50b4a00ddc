"""Patterns are parsed like any sentence, with several fillers and tenses; the reading is what the parses agree on."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from spacy.language import Language
from spacy.tokens import Doc, MorphAnalysis

from kg.errors import OntologyError
from kg.model import Article
from kg.parser import to_tree
from kg.patterns.model import Pattern, Slot, TriggerKind, Word
from kg.patterns.sources import SLOT, Source, slot_type
from kg.predications import COPULAS, Argument, Predication, find_adjunct, find_nominal, find_prepositional, find_verbal
from kg.tbox import TBox
from kg.trees import Tree

_FILLERS = {
    "agent": (("Canada", "Norway", "Ghana"), ("the ministry", "the army", "the court"), ("Smith", "Jones", "Miller")),
    "place": (("London", "Vienna", "Cairo"), ("the city", "the town", "the valley"), ("Paris", "Oslo", "Rome")),
    "clause": (("prices rose",), ("the talks failed",), ("the bridge collapsed",)),
    "infinitive": (("leave",), ("resign",), ("help",)),
    "noun": (("the fraud", "the attack"), ("the violence", "the plan"), ("the decision", "the vote")),
    "text": (("chairman",), ("secretary",), ("director",)),
    "date": (("Monday",), ("Tuesday",), ("Friday",)),
}
_AGREEMENT = 0.5
_MODIFIERS = frozenset({"compound", "amod", "nmod", "nummod", "quantmod", "npadvmod", "advmod", "poss", "det"})
_NEGATED = re.compile(r"\b(no|not)\b")


@dataclass(frozen=True, slots=True)
class _Filled:
    """A pattern's sentence with fillers, and where each slot's filler stands."""

    text: str
    spans: tuple[tuple[str, int, int], ...]


@dataclass(frozen=True, slots=True)
class _Reading:
    """What one parse shows."""

    kind: TriggerKind
    lemma: str
    particle: str
    slots: tuple[tuple[str, str, int | None], ...]
    words: tuple[Word, ...]
    office: str | None = None
    lost: tuple[str, ...] = ()
    """Words of the pattern that would not be asked for."""

    def __str__(self) -> str:
        roles = ", ".join(f"{name}={role}" for name, role, _ in self.slots)
        return f"{self.kind} {self.lemma!r} with {roles}"


def compile_patterns(sources: Sequence[Source], tbox: TBox, nlp: Language) -> list[Pattern]:
    """Compile patterns of an ontology.

    Raises:
        OntologyError: an unknown slot, a pattern without a verb, or one whose parses do not agree.
    """
    with nlp.select_pipes(disable=[name for name in ("ner",) if name in nlp.pipe_names]):
        futures = _futures({word for source in sources if (word := _first_word(source.text.text))}, nlp)
        filled = [list(_fill(source, tbox, futures)) for source in sources]
        readings = _read_all(
            [group[: _enough(source, len(group))] for source, group in zip(sources, filled, strict=True)], nlp
        )
        rest = [
            group[len(found) :] if len(set(found)) > 1 else [] for group, found in zip(filled, readings, strict=True)
        ]
        more = _read_all(rest, nlp)
    parsed = zip(sources, readings, more, strict=True)
    return [_agree(source, [*some, *others], tbox) for source, some, others in parsed]


def _enough(source: Source, number: int) -> int:
    """How many of a pattern's sentences decide, if they are read alike: what the rest would say changes nothing."""
    return number if source.term.verb else -(-2 * number // 3)


def _read_all(groups: Sequence[Sequence[_Filled]], nlp: Language) -> list[list[_Reading | None]]:
    """The readings of the sentences of each pattern."""
    docs = nlp.pipe([sentence.text for group in groups for sentence in group], batch_size=256)
    return [
        [_read(to_tree(next(docs), Article("", "", sentence.text)), sentence) for sentence in group] for group in groups
    ]


def _fill(source: Source, tbox: TBox, futures: Mapping[str, str]) -> Iterator[_Filled]:
    text = source.text.text
    if not SLOT.search(text):
        raise OntologyError(
            f'the pattern "{text}" has no slot',
            place=source.text.place,
            remedy="put a slot in braces, such as {subject}",
        )
    kinds = [_filler_kind(source, tbox, match, text) for match in SLOT.finditer(text)]
    for tense in _tenses(text, futures):
        for variant in range(3):
            yield _filled(tense, kinds, variant)


def _filled(text: str, kinds: Sequence[str], variant: int) -> _Filled:
    out, spans, at, used = "", [], 0, Counter[str]()
    for match, kind in zip(SLOT.finditer(text), kinds, strict=True):
        out += text[at : match.start()]
        choices = _FILLERS[kind][variant]
        filler = choices[used[kind] % len(choices)]
        used[kind] += 1
        if out[-4:].lower() == "the " or out[-3:].lower() in (" a ", "an "):
            filler = filler.removeprefix("the ")
        spans.append((match.group(1), len(out), len(out) + len(filler)))
        out += filler
        at = match.end()
    out += text[at:]
    return _Filled(out[:1].upper() + out[1:] + ("." if out[-1] not in ".?!" else ""), tuple(spans))


def _filler_kind(source: Source, tbox: TBox, match: re.Match[str], text: str) -> str:
    takes, cls = slot_type(source, tbox, match.group(1), match.group(2))
    if takes == "content":
        before = text[: match.start()].rstrip().lower()
        if re.search(r"\b(that|whether|if|how|why|what)$", before) or before.endswith((",", ":")):
            return "clause"
        return "infinitive" if re.search(r"\bto$", before) else "noun"
    if takes in ("text", "date"):
        return takes
    return "place" if cls == "Place" else "agent"


def _tenses(text: str, futures: Mapping[str, str]) -> list[str]:
    """The pattern as written, and with "will" where a verb follows the first slot."""
    word = _first_word(text)
    return [text] if word is None or word not in futures else [text, text.replace(f" {word}", f" {futures[word]}", 1)]


def _first_word(text: str) -> str | None:
    """The word after a slot at the beginning."""
    match = re.match(r"\{\w+(?::\w+)?\} (\w+)", text)
    return match.group(1) if match else None


def _futures(words: Iterable[str], nlp: Language) -> dict[str, str]:
    """The future of those of some words that are verbs: from "leads" to "will lead"."""
    verbs = sorted(set(words) - {"is", "are", "was"})
    docs = nlp.pipe([f"people {word} it" for word in verbs], batch_size=256)
    found = [word for word, doc in zip(verbs, docs, strict=True) if doc[1].pos_ != "ADP"]
    return {word: f"will {_base_form(word, nlp)}" for word in found}


def _base_form(verb: str, nlp: Language) -> str:
    doc = Doc(nlp.vocab, words=[verb])
    doc[0].pos_ = "VERB"
    doc[0].morph = MorphAnalysis(nlp.vocab, "Number=Sing|Person=3|Tense=Pres|VerbForm=Fin")
    lemma = nlp.get_pipe("lemmatizer")(doc)[0].lemma_ if "lemmatizer" in nlp.pipe_names else verb.removesuffix("s")
    return _spelled_out(verb, lemma)


def _spelled_out(verb: str, lemma: str) -> str:
    """The verb of "hopes" is "hope", though the lemmatizer says "hop".

    >>> _spelled_out("hopes", "hop"), _spelled_out("reaches", "reach")
    ('hope', 'reach')
    """
    cut = verb == lemma + "es" and not lemma.endswith(("s", "x", "z", "ch", "sh", "o"))
    return lemma + "e" if cut else lemma


def _read(tree: Tree, filled: _Filled) -> _Reading | None:
    """The reading of one parse; None where some slot is not an argument of the predicate."""
    heads = {}
    for name, start, end in filled.spans:
        head = _head_of(tree, start, end)
        if head is None:
            return None
        heads[head] = name
    predication, kind, office = _trigger(tree, heads)
    if predication is None:
        return None
    slots: dict[str, tuple[str, int | None]] = {}
    words: list[Word] = []
    filler = {i for _, start, end in filled.spans for i in range(len(tree.words)) if start <= tree.starts[i] < end}
    asked = {predication.head, *filler}
    for argument in predication.arguments:
        if argument.token in heads:
            slots.setdefault(heads[argument.token], (_plain(argument.role), None))
        elif _is_literal(tree, argument, kind):
            words.append(Word(argument.role, tree.lemmas[argument.token].lower()))
            asked.add(argument.token)
            _through(tree, argument.token, heads, slots, len(words) - 1)
    if kind == "verb":
        for thing in predication.fillers("object"):
            _late(tree, thing, heads, slots)
    expected = {name for name in heads.values() if name != office}
    if set(slots) != expected:
        return None
    triples = tuple(sorted((name, role, via) for name, (role, via) in slots.items()))
    lemma = "" if office is not None else predication.lemma
    particle = predication.particle or _adverb(tree, predication)
    lost = _lost(tree, asked)
    return _Reading(kind, lemma, particle, triples, tuple(sorted(set(words), key=str)), office, lost)


def _lost(tree: Tree, asked: set[int]) -> tuple[str, ...]:
    """The words that stand with none of those asked for: "baseless", if "describes it as baseless" is cut short.

    What only modifies a word is not asked for either: a phone call is a call.
    """
    found = []
    for token, pos in enumerate(tree.pos):
        at = token
        while at not in asked and tree.deps[at] in _MODIFIERS:
            at = tree.heads[at]
        word = pos in ("NOUN", "ADJ", "VERB", "PROPN") and tree.lemmas[token] not in COPULAS
        if word and at not in asked and tree.deps[at] != "prt":
            found.append(tree.words[token].lower())
    return tuple(found)


def _adverb(tree: Tree, predication: Predication) -> str:
    """The "away" of "waves away": what is no argument is a particle, whatever the parser calls it."""
    if predication.kind != "verb":
        return ""
    return next((tree.lemmas[kid].lower() for kid in tree.children(predication.head, "advmod")), "")


def _through(
    tree: Tree, word: int, heads: dict[int, str], slots: dict[str, tuple[str, int | None]], number: int
) -> None:
    """Slots that hang on a literal word: the "on" of "imposes sanctions on Canada"."""
    find = find_nominal if tree.pos[word] in ("NOUN", "PROPN") else find_verbal
    for argument in find(tree, word).arguments:
        if argument.token in heads:
            role = _plain(argument.role)  # a preposition may hang on the verb or on its noun: matching looks at both
            slots.setdefault(heads[argument.token], (role, None if role.startswith("prep:") else number))


def _late(tree: Tree, thing: int, heads: dict[int, str], slots: dict[str, tuple[str, int | None]]) -> None:
    """The "on" of "blames the fire on rebels", which the parser may hang on the fire: matching looks at both."""
    for argument in find_nominal(tree, thing).arguments:
        if argument.token in heads and argument.role.startswith("prep:") and thing in heads:
            slots.setdefault(heads[argument.token], (argument.role, None))


def _plain(role: str) -> str:
    """One name for "sold it to Beta" and "sold Beta it" where the parser is of two minds."""
    return "prep:to" if role == "dative" else role


def _is_literal(tree: Tree, argument: Argument, kind: TriggerKind) -> bool:
    """Whether an argument is a word of the pattern itself that an article must have, too."""
    if kind == "adjunct" and argument.role == "clause":
        return False
    return argument.role == "case" or _is_word(tree, argument.token)


def _is_word(tree: Tree, token: int) -> bool:
    return tree.pos[token] in ("NOUN", "ADJ", "VERB", "PROPN", "ADV", "NUM")


def _head_of(tree: Tree, start: int, end: int) -> int | None:
    """The one token of a filler whose head lies outside it."""
    inside = [i for i in range(len(tree.words)) if tree.starts[i] >= start and tree.ends[i] <= end]
    outer = [i for i in inside if tree.heads[i] not in inside or tree.heads[i] == i]
    return outer[0] if len(outer) == 1 else None


def _trigger(tree: Tree, heads: dict[int, str]) -> tuple[Predication | None, TriggerKind, str | None]:
    """The predicate of a pattern's sentence."""
    roots = [i for i in range(len(tree.words)) if tree.heads[i] == i and tree.deps[i] == "ROOT"]
    if len(roots) != 1:
        return None, "verb", None
    root = roots[0]
    if root in heads and tree.pos[root] in ("NOUN", "PROPN"):
        return _preposition_trigger(tree, root), "preposition", None
    if root in heads:
        return _adjunct_trigger(tree, root), "adjunct", None
    if tree.lemmas[root] in COPULAS:
        attr = tree.child(root, "attr")
        if attr is not None:
            return find_nominal(tree, attr), "noun", heads.get(attr)
        adjective = tree.child(root, "acomp")
        if adjective is None or adjective in heads:
            return None, "adjective", None
        return find_verbal(tree, adjective), "adjective", None
    if tree.pos[root] in ("NOUN", "PROPN"):
        return find_nominal(tree, root), "noun", None
    return find_verbal(tree, root), "verb", None


def _preposition_trigger(tree: Tree, root: int) -> Predication | None:
    """Acme in Beta."""
    for kid in tree.children(root, "prep", "appos", "poss"):
        return find_prepositional(tree, kid)
    return None


def _adjunct_trigger(tree: Tree, root: int) -> Predication | None:
    """According to Acme, prices rose. In Acme's view, prices rose."""
    for kid in tree.children(root, "prep"):
        nouns = [noun for noun in tree.children(kid, "pobj") if tree.pos[noun] == "NOUN"]
        deepest = nouns[0] if nouns and tree.words[nouns[0]] not in ("ministry", "army", "court") else kid
        found = find_adjunct(tree, deepest)
        if found is not None:
            return found
    return None


def _agree(source: Source, readings: Iterable[_Reading | None], tbox: TBox) -> Pattern:
    """The reading that at least half of the parses give."""
    all_readings = list(readings)
    seen_as = [reading for reading in all_readings if reading is not None and not reading.lost]
    found = [replace(reading, lemma=_verb_of(source, reading)) for reading in seen_as]
    if source.term.verb:
        stated = [reading for reading in found if reading.lemma == source.term.verb]
        found = stated or found
        all_readings = [*found]
    votes = Counter(found).most_common(2)
    text, place = source.text.text, source.text.place
    lost = Counter(word for reading in all_readings if reading is not None for word in reading.lost)
    if lost and (not votes or votes[0][1] < _AGREEMENT * len(all_readings)):
        raise OntologyError(
            f'in the pattern "{text}" nothing asks for "{lost.most_common(1)[0][0]}", so that it would fit without it',
            place=place,
            remedy="reword it so that the word depends on the verb",
        )
    if not votes:
        raise OntologyError(
            f'the pattern "{text}" has no verb or role noun that all its slots depend on',
            place=place,
            remedy='write a main clause such as "{subject} joins {object}", or state the verb with lex:verb',
        )
    best, count = votes[0]
    if count < _AGREEMENT * len(all_readings) or (len(votes) > 1 and votes[1][1] == count):
        seen = "; or ".join(str(reading) for reading, _ in votes)
        raise OntologyError(
            f'the pattern "{text}" can be read in more than one way: {seen}',
            place=place,
            remedy="reword it, or state the verb with lex:verb",
        )
    spellings = sorted({reading.lemma for reading in seen_as if _verb_of(source, reading) == best.lemma})
    return _to_pattern(source, best, tbox, spellings)


def _verb_of(source: Source, reading: _Reading) -> str:
    """The trigger's lemma, spelled out where it is the verb after the first slot."""
    verb = re.match(r"\{\w+(?::\w+)?\} (\w+)", source.text.text)
    return _spelled_out(verb.group(1), reading.lemma) if verb and reading.kind == "verb" else reading.lemma


def _to_pattern(source: Source, reading: _Reading, tbox: TBox, spellings: Iterable[str]) -> Pattern:
    is_relation = source.term.kind != "class"
    core = {role for _, role, _ in reading.slots if role in ("object", "clause", "question", "infinitive", "gerund")}
    is_open = not is_relation and _says_enough(source, reading)
    narrower = {match.group(1): match.group(2) for match in SLOT.finditer(source.text.text)}
    slots = []
    for name, role, via in reading.slots:
        takes, cls = slot_type(source, tbox, name, narrower.get(name))
        alone = len(reading.slots) == 1 and not reading.words
        required = (
            is_relation or role in core or alone or (role.startswith("prep:") and not core and reading.kind == "verb")
        )
        if not is_relation and role == "subject" and not alone:
            required = not core and not reading.words and not any(r.startswith("prep:") for _, r, _ in reading.slots)
        if any(other != name and place == role for other, place, _ in reading.slots):
            required = True  # "between Canada and Norway": each has one
        slots.append(
            Slot(name, role, takes, cls, required, via, open=name == "accused" or (is_open and name != "claimant"))
        )
    triggers = tuple(dict.fromkeys((reading.lemma, *spellings)))
    office = reading.office
    if office is not None:
        triggers = _nouns_of(source, office, tbox)
    return Pattern(
        source.term.name,
        source.text.text,
        source.text.place,
        reading.kind,
        triggers,
        reading.particle,
        tuple(slots),
        reading.words,
        source.term.barred,
        _NEGATED.search(source.text.text) is not None,
        office,
    )


def _nouns_of(source: Source, slot: str, tbox: TBox) -> tuple[str, ...]:
    """The nouns that fill the slot after "is", which show that the pattern is meant."""
    term = tbox.terms.get(source.term.name if slot == "object" else slot)
    if term is None or not term.nouns:
        raise OntologyError(
            f'the pattern "{source.text.text}" has no word that shows it, only {{{slot}}} after its verb',
            place=source.text.place,
            remedy='write a verb or noun that says what is meant, such as "{subject} is a member of {object}"',
        )
    return term.nouns


def _says_enough(source: Source, reading: _Reading) -> bool:
    """A clause, an infinitive or "of doing" beside an object leaves no doubt that the object is an agent."""
    return any(
        name == "content" and role in ("clause", "question", "infinitive", "prep:of") for name, role, _ in reading.slots
    )
