"""Organs of states: whose they are and which, however it is put: Poland's Army, the army of Poland."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass

from kg.entities.phrases import Phrase
from kg.gazetteer import KEY, Lexicon
from kg.model import Mention
from kg.trees import SUBJECTS, Tree

_PREPOSITION = " of "
_ARTICLE = "the "
_APART = ("det", "poss", "case", "cc")
BEFORE = ("amod", "compound", "nmod")
"""The labels of what stands before a noun and says which it is."""


@dataclass(frozen=True, slots=True)
class Organ:
    """A body of a state. ``state`` is the state's IRI, ``core`` the body's name without it: "defence ministry".

    ``which`` is what tells it from another of that name: "army-led".
    """

    state: str
    core: str
    which: str = ""


def organ_of(
    tree: Tree, lexicon: Lexicon, mention: Mention, states: Mapping[int, str], capitals: Mapping[int, str]
) -> Organ | None:
    """The organ that a name is of.

    ``states`` leads from the tokens of names of states to their IRIs, ``capitals`` from those of their capitals.
    """
    text = " ".join(tree.text[mention.start : mention.end].split())
    form = lexicon.form_at(text, 0, text[:KEY])
    if form is not None and lexicon.known[form.iri].cls == "State":
        core = core_of(text[len(form.text) :].strip(), lexicon)
        return Organ(form.iri, core) if core else None
    parted = _part(text, lexicon)
    if parted is not None:
        core = core_of(parted[0], lexicon)
        return Organ(parted[1], core) if core else None
    owner = tree.child(mention.head, "poss")
    state = states.get(owner) if owner is not None else None
    state = state or _state_of_seat(tree, lexicon, mention.head, capitals, states.values())
    core = core_of(text, lexicon) if state else None
    return Organ(state, core) if core and state else None


def _part(name: str, lexicon: Lexicon) -> tuple[str, str] | None:
    """A body and its state's IRI: the Ministry of Justice and Cyprus, by its longest name, the Republic of Cyprus."""
    words = name.split(_PREPOSITION)
    for number in range(1, len(words)):
        whole = _PREPOSITION.join(words[number:]).removeprefix(_ARTICLE)
        form = lexicon.form_at(whole, 0, whole[:KEY])
        if form is not None and form.text == whole and lexicon.known[form.iri].cls == "State":
            return _PREPOSITION.join(words[:number]), form.iri
    return None


def find_seats(lexicon: Lexicon) -> dict[str, str]:
    """From capitals to their states, by IRI."""
    return {city: state for state, city in lexicon.capitals.items()}


def _state_of_seat(
    tree: Tree, lexicon: Lexicon, organ: int, capitals: Mapping[int, str], told: Collection[str]
) -> str | None:
    """The Defence Ministry in Warsaw is Poland's; not: the embassy in Warsaw.

    What others signed with the government in Warsaw they may have signed there, unless the article names Poland.
    """
    if not lexicon.word("seated", tree.lemmas[organ].lower()):
        return None
    links = (link for link in tree.children(organ, "prep") if tree.words[link] == "in")
    places = (place for link in links for place in tree.children(link, "pobj"))
    state = next((capitals[place] for place in places if place in capitals), None)
    return state if tree.deps[organ] in SUBJECTS or state in told else None


def organ_of_phrase(
    tree: Tree,
    lexicon: Lexicon,
    phrase: Phrase,
    states: Mapping[int, str],
    capitals: Mapping[int, str],
    *,
    told: Collection[str],
) -> Organ | None:
    """The organ that a noun phrase is of: the Polish defence ministry, the one in Warsaw, that of its spokesman.

    ``states`` and ``capitals`` are those in or near the phrase, ``told`` the states that the article names.
    """
    tokens = (*phrase.named, phrase.possessor, phrase.complement)
    holders = [states[token] for token in tokens if token is not None and token in states]
    if not holders:
        holders = list({states[token] for token in states if token < phrase.head})
    if not holders and (seat := _state_of_seat(tree, lexicon, phrase.head, capitals, told)):
        holders = [seat]
    if len(holders) != 1 or phrase.plural:
        return None
    kinds = telling(tree, lexicon, phrase.head)
    before = [kid for kid in tree.children(phrase.head, *BEFORE) if kid < phrase.head and kid not in kinds]
    words = [_words_of(tree, kid, states) for kid in before]
    core = core_of(" ".join([*filter(None, words), tree.words[phrase.head]]), lexicon)
    return Organ(holders[0], core, " ".join(kinds.values())) if core else None


def telling(tree: Tree, lexicon: Lexicon, noun: int) -> dict[int, str]:
    """What beside a noun tells one body from another of the same state: army-led, interim, in exile; by token."""
    found = {}
    for kid in tree.children(noun, *BEFORE):
        word = tree.words[kid].lower()
        joined = kid > 0 and tree.words[kid - 1] == "-" and tree.tags[kid] in ("VBN", "VBD")
        if kid < noun and (joined or lexicon.word("bodyKind", word) or lexicon.word("rivalBody", word)):
            found[kid] = tree.slice(tree.left[kid], kid + 1) if joined else word
    for link in tree.children(noun, "prep"):
        for kid in tree.children(link, "pobj") if tree.words[link] == "in" else ():
            if lexicon.word("rivalBody", tree.words[kid].lower()):
                found[kid] = tree.words[kid].lower()
    return found


def _words_of(tree: Tree, modifier: int, states: Collection[int]) -> str:
    """A modifier with what stands before it, as written, but for states: right-wing, newly elected."""
    first = modifier
    while first > tree.left[modifier] and first - 1 not in states and tree.deps[first - 1] not in _APART:
        first -= 1
    return tree.slice(first, modifier + 1) if modifier not in states else ""


def state_in(name: str, lexicon: Lexicon) -> str | None:
    """The state that a body's name begins with: Russian Defence Ministry."""
    words = name.split()
    for last in range(len(words) - 1, 0, -1):
        begin = " ".join(words[:last])
        form = lexicon.form_at(begin, 0, begin[:KEY])
        if form is not None and form.text == begin and lexicon.known[form.iri].cls == "State":
            return form.iri
    return None


def core_of(name: str, lexicon: Lexicon) -> str | None:
    """What a body is called without its state, None where it is no organ by its name.

    "Ministry of Defence" is the "defence ministry", "Ministry of Foreign Affairs" the "foreign ministry".
    """
    head, _, field = name.lower().partition(_PREPOSITION)
    words = head.split()
    organs = lexicon.words["organ"] | lexicon.words["organName"]
    if not words or (words[-1] not in organs and " ".join(words[-2:]) not in organs):
        return None
    field = " ".join([*field.removeprefix(_ARTICLE).split(), *words[:-1]])
    return " ".join([*lexicon.fields.get(field, field).split(), words[-1]])


def name_of(organ: Organ, lexicon: Lexicon) -> str:
    """The one name of an organ, whatever an article calls it: Polish defence ministry."""
    state = lexicon.known[organ.state]
    return " ".join(filter(None, (state.demonym or state.label, organ.which, organ.core)))


def find_known(organ: Organ, lexicon: Lexicon) -> str | None:
    """The organ's IRI where the gazetteer has it, by one of the names of its people: Russian Defence Ministry."""
    if organ.which:
        return None
    for demonym in _demonyms(organ, lexicon):
        for core in (organ.core, organ.core.title()):
            name = f"{demonym} {core}"
            form = lexicon.form_at(name, 0, name[:KEY])
            if form is not None and form.text == name and form.kind == "name":
                return form.iri
    return None


def _demonyms(organ: Organ, lexicon: Lexicon) -> list[str]:
    """The adjectives that are of that state alone."""
    forms = (form for line in lexicon.forms.values() for form in line)
    return [form.text for form in forms if form.kind == "demonym" and form.iri == organ.state]
