"""Whether a text is in English."""

import re
from functools import lru_cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from py3langid.langid import LanguageIdentifier  # type: ignore[import-untyped]  # it ships no types

FEWEST_LETTERS = 100
"""A shorter text is mostly names and passes."""
SAMPLE = 2000
"""Characters of a text that are looked at, from its middle, where there are fewer names and menus."""
SURE = 0.9
ENGLISH = 0.05
"""The share of words that are "the", "and" or "that" from which on a text is English without a closer look."""

LANGUAGES = {
    "ar": "Arabic", "be": "Belarusian", "bg": "Bulgarian", "bn": "Bengali", "ca": "Catalan", "cs": "Czech",
    "da": "Danish", "de": "German", "el": "Greek", "en": "English", "es": "Spanish", "et": "Estonian",
    "fa": "Persian", "fi": "Finnish", "fr": "French", "he": "Hebrew", "hi": "Hindi", "hr": "Croatian",
    "hu": "Hungarian", "id": "Indonesian", "it": "Italian", "ja": "Japanese", "ka": "Georgian", "ko": "Korean",
    "lt": "Lithuanian", "lv": "Latvian", "nl": "Dutch", "no": "Norwegian", "pl": "Polish", "pt": "Portuguese",
    "ro": "Romanian", "ru": "Russian", "sk": "Slovak", "sl": "Slovenian", "sq": "Albanian", "sr": "Serbian",
    "sv": "Swedish", "sw": "Swahili", "th": "Thai", "tr": "Turkish", "uk": "Ukrainian", "ur": "Urdu",
    "vi": "Vietnamese", "zh": "Chinese",
}  # fmt: skip
"""The languages of news, so that a list of foreign names is not taken for a rare one."""


def foreign_language(text: str) -> str | None:
    """The English name of the language a text is in, where that is surely not English.

    >>> foreign_language("Lukaschenko")
    """
    sample = text
    if len(text) > SAMPLE:
        middle = (len(text) - SAMPLE) // 2
        sample = text[middle : middle + SAMPLE]
    if sum(map(str.isalpha, sample)) < FEWEST_LETTERS or _is_plainly_english(sample):
        return None
    language, sure = _identifier().classify(sample)
    return None if language == "en" or sure < SURE else LANGUAGES[language]


def _is_plainly_english(text: str) -> bool:
    """Whether the commonest words are those of English, which are in no other language as common."""
    words = re.findall(r"[^\W\d_]+", text.lower())
    common = [word for word in words if word in ("the", "and", "that")]
    return {"the", "and"} <= set(common) and len(common) >= ENGLISH * len(words)


@lru_cache(maxsize=1)
def _identifier() -> "LanguageIdentifier":
    from py3langid.langid import MODEL_FILE, LanguageIdentifier  # noqa: PLC0415 - its model takes a moment to load

    identifier = LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)
    identifier.set_languages(list(LANGUAGES))
    return identifier
