"""A synthetic news graph of any size, always the same for a size: for measuring.

Persons, states, alliances, claims and a hierarchy of events, under an ontology that has something of each kind of
axiom: symmetric, transitive and inverse properties, chains, domains, ranges; one name in a hundred is another's.
"""

import random
from collections.abc import Iterable, Iterator
from itertools import islice
from pathlib import Path

BASE = "https://w3id.org/newsgraph/"
WORDS = f"{BASE}ontology#"
TYPE = "<http://www.w3.org/1999/02/22-rdf-syntax-ns#type>"
SAME_AS = "<http://www.w3.org/2002/07/owl#sameAs>"
STATES, ALLIANCES, REGIONS, PARTIES = 200, 60, 2_000, 500
PER_ARTICLE = 100  # triples
SHAPE = {  # classes of events, each below the one before the colon
    "Event": ("Cooperation", "Conflict", "Politics", "Accident"),
    "Cooperation": ("Meeting", "Agreement", "Aid"),
    "Conflict": ("Violence", "Coercion", "Protest"),
    "Politics": ("Election", "Appointment", "Resignation"),
    "Accident": ("Fire", "Crash"),
    "Meeting": ("Summit", "Visit", "Call"),
    "Agreement": ("Treaty", "Ceasefire"),
    "Violence": ("Attack", "Bombing", "Battle"),
    "Coercion": ("Sanction", "Arrest", "Blockade"),
    "Protest": ("Rally", "Strike", "Riot"),
    "Attack": ("AirStrike", "Raid"),
    "Claim": ("Accusation", "Demand", "Warning", "Promise", "Condemnation", "Support", "Denial"),
}
LEAVES = sorted({name for names in SHAPE.values() for name in names} - set(SHAPE) - set(SHAPE["Claim"]))

_AXIOMS = """
:Person rdfs:subClassOf :Agent . :Organization rdfs:subClassOf :Agent . :Group rdfs:subClassOf :Agent .
:State rdfs:subClassOf :Organization , :Place . :Alliance rdfs:subClassOf :Organization .
:Party rdfs:subClassOf :Organization . :MediaOutlet rdfs:subClassOf :Organization .
:memberOf rdfs:domain :Agent ; rdfs:range :Organization ; owl:inverseOf :hasMember .
:leads rdfs:domain :Person ; rdfs:range :Agent ; rdfs:subPropertyOf :memberOf .
:spokespersonFor rdfs:domain :Person ; rdfs:range :Agent .
:citizenOf rdfs:domain :Person ; rdfs:range :State .
:allyOf a owl:SymmetricProperty ; rdfs:domain :Agent ; rdfs:range :Agent .
:opposes a owl:SymmetricProperty ; rdfs:domain :Agent ; rdfs:range :Agent .
:imposedSanctionsOn rdfs:subPropertyOf :opposes .
:locatedIn a owl:TransitiveProperty ; rdfs:domain :Place ; rdfs:range :Place .
:partOf a owl:TransitiveProperty ; owl:inverseOf :hasPart ; rdfs:domain :Event ; rdfs:range :Event .
:actor rdfs:domain :Event ; rdfs:range :Agent ; rdfs:subPropertyOf :involves .
:victim rdfs:domain :Event ; rdfs:range :Agent ; rdfs:subPropertyOf :involves .
:involves owl:inverseOf :involvedIn .
:happenedIn rdfs:domain :Event ; rdfs:range :Place ; owl:propertyChainAxiom ( :happenedIn :locatedIn ) .
:claimant rdfs:domain :Claim ; rdfs:range :Agent .
:madeBy rdfs:subPropertyOf :claimant .
:onBehalfOf rdfs:domain :Claim ; rdfs:range :Agent .
:target rdfs:domain :Claim .
:accused rdfs:subPropertyOf :target ; rdfs:domain :Accusation ; rdfs:range :Agent .
:addressee rdfs:subPropertyOf :target ; rdfs:range :Agent .
:condemned rdfs:subPropertyOf :target ; rdfs:domain :Condemnation ; rdfs:range :Agent .
:deniedClaim rdfs:domain :Denial ; rdfs:range :Claim .
:makes owl:inverseOf :madeBy .
:accuses owl:propertyChainAxiom ( :makes :accused ) ; rdfs:domain :Agent ; rdfs:range :Agent .
:condemns owl:propertyChainAxiom ( :makes :condemned ) ; rdfs:domain :Agent ; rdfs:range :Agent .
:denies owl:propertyChainAxiom ( :makes :deniedClaim ) ; rdfs:domain :Agent ; rdfs:range :Claim .
:deniesClaimOf owl:propertyChainAxiom ( :denies :claimant ) .
"""


def ontology() -> str:
    """The ontology, as Turtle."""
    prefixes = "".join(
        f"@prefix {name}: <{iri}> .\n"
        for name, iri in (
            ("", WORDS),
            ("owl", "http://www.w3.org/2002/07/owl#"),
            ("rdfs", "http://www.w3.org/2000/01/rdf-schema#"),
        )
    )
    below = "".join(f":{sub} rdfs:subClassOf :{cls} .\n" for cls, subs in SHAPE.items() for sub in subs)
    return prefixes + _AXIOMS + below


def entity(kind: str, number: int) -> str:
    """An entity's IRI in brackets."""
    return f"<{BASE}entity/{kind}_{number}>"


def word(name: str) -> str:
    """A class or property of the ontology in brackets."""
    return f"<{WORDS}{name}>"


def triples(number: int, *, same: float = 0.01, further: int = 0) -> Iterator[str]:
    """So many triples as lines of N-Triples without their full stop; ``same`` is the share of them that merge names.

    ``further`` ones come after them, as of the same world.
    """
    return islice(_triples(random.Random(number), number, same), number + further)


def _triples(chance: random.Random, number: int, same: float) -> Iterator[str]:
    yield from _world(chance)
    people, story = max(number // 40, 50), 0
    while True:
        story += 1
        person = entity("Person", chance.randrange(people))
        state = entity("State", _skewed(chance, STATES))
        yield f"{person} {TYPE} {word('Person')}"
        yield f"{person} {word('citizenOf')} {state}"
        yield f"{person} {word(chance.choice(('memberOf', 'leads', 'spokespersonFor')))} {_body(chance)}"
        yield from _claim(chance, story, person, people)
        yield from _event(chance, story, person, state)
        if chance.random() < same * 20:  # a story has some twenty triples
            other = f"<{BASE}article/{story // 5}#entity-{story}>"
            yield f"{other} {SAME_AS} {person}"
            yield f"{other} {word('memberOf')} {_body(chance)}"


def _skewed(chance: random.Random, number: int) -> int:
    """A number below another, small ones more often: some states are in the news every day."""
    return int(number * chance.random() ** 2)


def _body(chance: random.Random) -> str:
    if chance.random() < 0.3:
        return entity("Alliance", _skewed(chance, ALLIANCES))
    return entity("Party", _skewed(chance, PARTIES))


def _world(chance: random.Random) -> Iterator[str]:
    """States, regions and alliances."""
    for state in range(STATES):
        yield f"{entity('State', state)} {TYPE} {word('State')}"
        for _ in range(3):
            yield f"{entity('State', state)} {word('allyOf')} {entity('State', chance.randrange(STATES))}"
            yield f"{entity('State', state)} {word('memberOf')} {entity('Alliance', _skewed(chance, ALLIANCES))}"
        yield f"{entity('State', state)} {word('locatedIn')} {entity('Continent', state % 7)}"
    for region in range(REGIONS):
        yield f"{entity('Region', region)} {word('locatedIn')} {entity('State', region % STATES)}"


def _claim(chance: random.Random, story: int, person: str, people: int) -> Iterator[str]:
    claim = f"<{BASE}article/{story // 5}#claim-{story}>"
    kind, property_ = chance.choice((("Accusation", "accused"), ("Condemnation", "condemned"), ("Demand", "addressee")))
    target = entity("Person", chance.randrange(people)) if chance.random() < 0.5 else _body(chance)
    yield f"{claim} {TYPE} {word(kind)}"
    yield f"{claim} {word('madeBy')} {person}"
    yield f"{claim} {word(property_)} {target}"
    if chance.random() < 0.3:
        denial = f"<{BASE}article/{story // 5}#denial-{story}>"
        yield f"{denial} {TYPE} {word('Denial')}"
        yield f"{denial} {word('madeBy')} {target}"
        yield f"{denial} {word('deniedClaim')} {claim}"


def _event(chance: random.Random, story: int, person: str, state: str) -> Iterator[str]:
    event = f"<{BASE}article/{story // 5}#event-{story}>"
    town = story // 3 if story % 3 == 0 else chance.randrange(max(story // 3, 1))
    yield f"{event} {TYPE} {word(chance.choice(LEAVES))}"
    yield f"{event} {word('actor')} {person}"
    yield f"{event} {word('victim')} {state}"
    yield f"{event} {word('happenedIn')} {entity('Town', town)}"
    if story % 3 == 0:
        yield f"{entity('Town', town)} {word('locatedIn')} {entity('Region', town % REGIONS)}"
    if story % 4:
        yield f"{event} {word('partOf')} <{BASE}article/{(story - 1) // 5}#event-{story - 1}>"
    if chance.random() < 0.3:
        allies = word(chance.choice(("allyOf", "opposes", "imposedSanctionsOn")))
        yield f"{person} {allies} {entity('State', _skewed(chance, STATES))}"
    yield f'{event} {word("headline")} "Story {story}: \\"{chance.choice(LEAVES)}\\""'


def names(number: int, facts: int, *, same: bool) -> Iterator[str]:
    """One entity under many names, and facts told of these in turn; ``same`` says that the names are one."""
    known = [entity("Person", 0), *(f"<{BASE}article/{n}#entity-{n}>" for n in range(1, number))]
    if same:
        yield from (f"{name} {SAME_AS} {known[0]}" for name in known[1:])
    for fact in range(facts):
        name, other = known[fact % number], entity("State", fact)
        yield f"{name} {word('citizenOf' if fact % 2 else 'allyOf')} {other}"


def write_triples(path: Path, lines: Iterable[str]) -> None:
    """Write them as a file of N-Triples."""
    with path.open("w", encoding="utf-8") as file:
        file.writelines(f"{line} .\n" for line in lines)


def write_quads(path: Path, lines: Iterable[str]) -> int:
    """Write them as articles, in a file of N-Quads that a graph's store can load; how many articles."""
    article = -1
    with path.open("w", encoding="utf-8") as file:
        for number, line in enumerate(lines):
            if number % PER_ARTICLE == 0:
                article += 1
                iri = f"{BASE}article/{article}"
                for note in (
                    f"<{iri}> {TYPE} {word('Article')}",
                    f'<{iri}> <http://purl.org/dc/terms/identifier> "{article}"',
                ):
                    file.write(f"{note} <{iri}#provenance> .\n{note} .\n")
            file.write(f"{line} <{iri}> .\n{line} .\n")
    return article + 1
