"""Names of one article that are one entity: full and short names, spellings, acronyms."""

from kg.entities.drafts import Draft
from kg.entities.spelling import alike, plain
from kg.gazetteer import Lexicon
from kg.model import Mention
from kg.trees import Tree


def join_names(mentions: list[Mention], tree: Tree, lexicon: Lexicon) -> dict[int, Draft]:
    """From the first token of each named mention to its entity.

    Longer names come first, so that a short name finds the full one wherever in the article it stands.
    """
    named = [mention for mention in mentions if mention.kind == "name"]
    people = _by_length(mention for mention in named if mention.gazetteer is None)
    found: dict[int, Draft] = {}
    by_iri: dict[str, Draft] = {}
    for mention in named:
        if mention.gazetteer is not None:
            draft = by_iri.get(mention.gazetteer)
            if draft is None:
                draft = by_iri[mention.gazetteer] = Draft(named=True, born=mention.first, gazetteer=mention.gazetteer)
            _add(draft, mention, tree, found)
    drafts = list(by_iri.values())
    index: dict[str, list[Draft]] = {}
    exact: dict[str, Draft] = {}
    for mention in people:
        words = words_of(mention, tree)
        key = " ".join(words)
        draft = exact.get(key) or _find(mention, words, index, lexicon)
        if draft is None:
            draft = Draft(named=True, born=mention.first)
            drafts.append(draft)
        exact.setdefault(key, draft)
        for word in words:
            line = index.setdefault(word[:3], [])
            if draft not in line:
                line.append(draft)
        _add(draft, mention, tree, found)
    return found


def _by_length(mentions: "object") -> list[Mention]:
    return sorted(mentions, key=lambda mention: (mention.first - mention.last, mention.first))  # type: ignore[call-overload,no-any-return]  # any iterable of mentions


def words_of(mention: Mention, tree: Tree) -> list[str]:
    """The words of a mention as they are compared."""
    return plain(tree.text[mention.start : mention.end]).replace("-", " ").split()


def _add(draft: Draft, mention: Mention, tree: Tree, found: dict[int, Draft]) -> None:
    name = " ".join(tree.text[mention.start : mention.end].split())
    if name not in draft.names:
        draft.names.append(name)
    draft.mentions.append(mention)
    draft.born = min(draft.born, mention.first)
    if mention.cls is not None:
        draft.votes[mention.cls] = draft.votes.get(mention.cls, 0) + mention.last - mention.first
    found[mention.first] = draft


def _find(mention: Mention, words: list[str], index: dict[str, list[Draft]], lexicon: Lexicon) -> Draft | None:
    """The entity whose fuller name this is a form of."""
    if not words:
        return None
    candidates = {id(draft): draft for word in words for draft in index.get(word[:3], ())}
    for draft in candidates.values():
        for name in draft.names:
            full = plain(name).replace("-", " ").split()
            if _is_form(mention, words, full, draft, lexicon):
                return draft
    return None


def _is_form(mention: Mention, words: list[str], full: list[str], draft: Draft, lexicon: Lexicon) -> bool:
    cls = max(draft.votes, key=lambda cls: draft.votes[cls], default=None)
    if cls == "Person":
        if mention.cls == "Place" and len(words) > 1:
            return False
        if len(words) == 1:
            return full[-1] == words[0] or (len(full) > 1 and alike(full[-1], words[0]))
        same_last = full[-1] == words[-1] or alike(full[-1], words[-1])
        return same_last and (full[0] == words[0] or alike(full[0], words[0])) and len(words) <= len(full)
    if mention.cls == "Person" or cls in ("Place", None) or mention.cls == "Place":
        return words == full
    return len(words) > 1 and full[-len(words) :] == words
