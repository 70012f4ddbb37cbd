"""Filter patterns of CloudWatch Logs: JSON patterns and term patterns.

https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/FilterAndPatternSyntax.html
"""

from __future__ import annotations

import fnmatch
import json
import operator
import re
import shlex
from collections.abc import Callable
from functools import lru_cache
from typing import Any

import pyparsing as pp

Matcher = Callable[[str], bool]
Test = Callable[[Any], bool]


class BadPattern(ValueError):
    """The pattern cannot be read; the text says where."""


@lru_cache(maxsize=256)
def compile_pattern(pattern: str) -> Matcher:
    """A function that tells whether a log line matches."""
    text = pattern.strip()
    if not text:
        return lambda line: True
    if text.startswith("{"):
        try:
            test: Test = _GRAMMAR.parse_string(text, parse_all=True)[0]
        except pp.ParseException as problem:
            raise BadPattern(f"Invalid filter pattern at character {problem.column}: {problem.line[problem.column - 1 :][:20]}") from None
        return lambda line: _json_matches(test, line)
    if text.startswith("["):
        raise BadPattern("Patterns for space-delimited events are not known to the sandbox.")
    return _terms(text)


def _json_matches(test: Test, line: str) -> bool:
    try:
        return test(json.loads(line))
    except ValueError:
        return False


def _terms(text: str) -> Matcher:
    try:
        words = shlex.split(text, posix=False)
    except ValueError:
        raise BadPattern("Invalid filter pattern: a quotation mark is not closed.") from None

    def one(word: str) -> Matcher:
        if len(word) > 2 and word[0] == word[-1] == "%":
            expression = re.compile(word[1:-1])
            return lambda line: expression.search(line) is not None
        plain = word.strip('"')
        return lambda line: plain in line

    optional = [one(w[1:]) for w in words if w.startswith("?")]
    excluded = [one(w[1:]) for w in words if w.startswith("-")]
    required = [one(w) for w in words if w[0] not in "?-"]

    def matches(line: str) -> bool:
        if any(e(line) for e in excluded) or not all(r(line) for r in required):
            return False
        return bool(required) or not optional or any(o(line) for o in optional)

    return matches


_STEP = re.compile(r"""\.?\[['"]([^'"]+)['"]\]|\[(\d+|\*)\]|\.([\w\-:@/*]+)""")


def select(path: str, value: Any) -> list[Any]:
    """All values at a path such as `$.users[0].name` or `$.['a.b']`; none when it does not exist."""
    found = [value]
    for quoted, index, name in _STEP.findall(path):
        after: list[Any] = []
        for item in found:
            if index and isinstance(item, list):
                after.extend(item if index == "*" else item[int(index) : int(index) + 1])
            elif not index and isinstance(item, dict) and (quoted or name) in item:
                after.append(item[quoted or name])
        found = after
    return found


_ORDER = {">=": operator.ge, "<=": operator.le, ">": operator.gt, "<": operator.lt}


def _equal(actual: Any, wanted: Any) -> bool:
    kind, text = wanted
    if isinstance(actual, (dict, list)):
        return False
    if kind == "regex":
        return isinstance(actual, str) and re.search(text, actual) is not None
    if kind == "bare" and isinstance(actual, (int, float)) and not isinstance(actual, bool):
        number = _number(text)
        return number is not None and actual == number
    shown = actual if isinstance(actual, str) else json.dumps(actual)
    return fnmatch.fnmatchcase(shown, text.replace("[", "[[]").replace("?", "[?]"))


def _number(text: str) -> float | None:
    try:
        return float(text)
    except ValueError:
        return None


def _comparison(tokens: pp.ParseResults) -> Test:
    path, sign, wanted = tokens
    if sign in _ORDER:
        number = _number(wanted[1])
        if number is None:
            raise BadPattern(f"Invalid filter pattern: {sign} needs a number.")
        return lambda event: any(isinstance(v, (int, float)) and _ORDER[sign](v, number) for v in select(path, event))
    if sign == "=":
        return lambda event: any(_equal(v, wanted) for v in select(path, event))
    # A field that does not exist is not "different": it needs NOT EXISTS.
    return lambda event: any(not _equal(v, wanted) for v in select(path, event))


def _state(tokens: pp.ParseResults) -> Test:
    path, state = tokens[0], " ".join(tokens[1:]).upper()
    if state == "NOT EXISTS":
        return lambda event: not select(path, event)
    wanted = {"IS NULL": None, "IS TRUE": True, "IS FALSE": False}[state]
    return lambda event: any(v is wanted for v in select(path, event))


def _all(tokens: pp.ParseResults) -> Test:
    tests = list(tokens[0][::2])
    return lambda event: all(t(event) for t in tests)


def _any(tokens: pp.ParseResults) -> Test:
    tests = list(tokens[0][::2])
    return lambda event: any(t(event) for t in tests)


def _grammar() -> pp.ParserElement:
    selector = pp.Regex(r"\$(?:\.[\w\-:@/*]+|\.?\[[^\]]+\])+")
    quoted = pp.QuotedString('"', esc_char="\\").set_parse_action(lambda t: [("quoted", t[0])])
    expression = pp.QuotedString("%").set_parse_action(lambda t: [("regex", t[0])])
    bare = pp.Regex(r"[\w.*\-+:/@#]+").set_parse_action(lambda t: [("bare", t[0])])
    sign = pp.one_of("!= >= <= = > <")
    comparison = (selector + sign + (quoted | expression | bare)).set_parse_action(_comparison)
    is_state = pp.CaselessKeyword("IS") + (pp.CaselessKeyword("NULL") | pp.CaselessKeyword("TRUE") | pp.CaselessKeyword("FALSE"))
    state = (selector + (is_state | pp.CaselessKeyword("NOT") + pp.CaselessKeyword("EXISTS"))).set_parse_action(_state)
    whole = pp.infix_notation(comparison | state, [("&&", 2, pp.OpAssoc.LEFT, _all), ("||", 2, pp.OpAssoc.LEFT, _any)])
    return pp.Suppress("{") + whole + pp.Suppress("}")


_GRAMMAR = _grammar()
