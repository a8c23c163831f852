"""The words of every language by concept, out of words.toml and class_names.toml: the one place where they stand."""

import tomllib
from functools import cache
from importlib.resources import files
from typing import Any


def either(*concepts: str) -> str:
    """The words of some concepts in all languages, as alternatives within a regular expression."""
    tables = _tables("words.toml")
    return "|".join(words.replace("\n", "") for concept in concepts for words in tables[concept].values())


def labels(concept: str) -> frozenset[str]:
    """Whole labels in all languages, of a concept whose words are no regular expressions."""
    return frozenset(either(concept).split("|"))


def numbers() -> list[str]:
    """For none, one, two and so on the words in all languages, as alternatives within a regular expression."""
    by_language = _tables("words.toml")["numbers"].values()
    most = max(map(len, by_language))
    return ["|".join(words[number] for words in by_language if number < len(words)) for number in range(most)]


def names(*concepts: str) -> frozenset[str]:
    """The words of some concepts in the names of classes, ids and attributes, in all languages."""
    tables = _tables("class_names.toml")
    return frozenset(word for concept in concepts for words in tables[concept].values() for word in words.split())


@cache
def _tables(name: str) -> dict[str, dict[str, Any]]:
    return tomllib.loads(files(__package__).joinpath(name).read_text("utf-8"))
