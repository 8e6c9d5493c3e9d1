#!/usr/bin/env python3
"""Holds our CEL against Google's cel-cpp, on expressions that are made up.

    Tests/Differential/compare.py PROGRAM [--seed 1] [--count 4000] [--show KIND]

PROGRAM is CELRun. cel-cpp comes from PyPI's `cel-expr-python`; `Tests/Differential/run.sh` installs it. Each expression has to come to
the same value with the same type in both, or fail in both: refused or an error is one. Messages are not compared. Where the two are
known to differ, DIFFERENCES says why; any other difference ends the run with exit code 1.
"""
import argparse
import base64
import collections
import ctypes
import datetime
import json
import math
import re
import subprocess
import sys

from cel_expr_python import cel
from cel_expr_python.ext import ext_bindings, ext_encoders, ext_math, ext_optional, ext_strings
from expressions import VARIABLES, Generator

EPOCH = datetime.datetime(1970, 1, 1, tzinfo=datetime.timezone.utc)
MICROSECOND = datetime.timedelta(microseconds=1)


class CelCpp:
    """Google's engine. Every answer is ("value", VALUE), ("failure", TEXT), or ("unjudged", WHY) where its binding cannot say."""
    TYPES = {"bool": cel.Type.BOOL, "int": cel.Type.INT, "uint": cel.Type.UINT, "double": cel.Type.DOUBLE, "string": cel.Type.STRING,
             "bytes": cel.Type.BYTES, "null": cel.Type.NULL, "timestamp": cel.Type.TIMESTAMP, "duration": cel.Type.DURATION,
             "dyn": cel.Type.DYN}

    def __init__(self):
        extensions = [ext_strings.ExtStrings(), ext_math.ExtMath(), ext_optional.ExtOptional(), ext_encoders.ExtEncoders(),
                      ext_bindings.ExtBindings()]
        self.env = cel.NewEnv(variables={name: self.type(type) for name, type, _ in VARIABLES}, extensions=extensions)
        self.data = {name: self.python(value) for name, _, value in VARIABLES}

    def type(self, type):
        if isinstance(type, str):
            return self.TYPES[type]
        if "list" in type:
            return cel.Type.List(self.type(type["list"]))
        return cel.Type.Map(*map(self.type, type["map"]))

    def python(self, tagged):
        (key, content), = tagged.items()
        if key in ("int", "uint"):
            return int(content)
        if key == "double":
            return float(content)
        if key == "bytes":
            return base64.b64decode(content)
        if key == "list":
            return [self.python(element) for element in content]
        if key == "map":
            return {self.python(k): self.python(v) for k, v in content}
        if key == "timestamp":
            return datetime.datetime.fromisoformat(content.replace("Z", "+00:00"))
        if key == "duration":
            return datetime.timedelta(microseconds=round(float(content[:-1]) * 1e6))
        return None if key == "null" else content

    def evaluate(self, source):
        try:
            program = self.env.compile(source)
        except RuntimeError as error:
            return "failure", str(error)
        try:
            return self.read(program.eval(data=self.data))
        except RuntimeError as error:
            return "failure", str(error)
        except OverflowError as error:
            return "unjudged", f"Python has no such value: {error}"
        except (TypeError, SystemError, ValueError) as error:
            return "unjudged", f"the binding cannot hand it on: {error}"

    def read(self, value):
        kind = value.type().name()
        content = value.value()
        if kind in ("ERROR", "UNKNOWN"):
            return "failure", str(content)
        return "value", self.normal(kind, value, content)

    def normal(self, kind, value, content):
        kind = kind.split("<")[0].lower()
        if kind in ("list", "map"):
            def inner(value):
                answer = self.read(value)
                if answer[0] != "value":
                    raise ValueError(f"a failure inside a value: {answer}")
                return answer[1]
            if kind == "list":
                return "list", tuple(inner(element) for element in content)
            # The binding gives keys without their type.
            return "map", frozenset((key_of(key), inner(element)) for key, element in content.items())
        if kind == "double":
            return "double", double_of(content)
        if kind == "bytes":
            return "bytes", bytes(content)
        if kind == "timestamp":
            return "timestamp", (content - EPOCH) // MICROSECOND
        if kind == "duration":
            return "duration", content // MICROSECOND
        if kind == "type":
            return "type", self.type_name(content.name())
        return kind, content

    @staticmethod
    def type_name(name):
        name = name.split("<")[0]
        return {"NULL": "null_type", "TIMESTAMP": "google.protobuf.Timestamp", "DURATION": "google.protobuf.Duration"}.get(
            name, name if name == "optional_type" else name.lower())


def key_of(key):
    return ("bool" if isinstance(key, bool) else "number" if isinstance(key, int) else "string", key)


def double_of(number):
    return "NaN" if math.isnan(number) else (number, math.copysign(1, number))


class Ours:
    """CELRun, as a process that answers line by line."""

    def __init__(self, program):
        self.process = subprocess.Popen([program], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, encoding="utf-8")
        self.setup = {"types": {name: type for name, type, _ in VARIABLES}, "values": {name: value for name, _, value in VARIABLES}}

    def evaluate(self, source):
        self.process.stdin.write(json.dumps({"expr": source, **self.setup}) + "\n")
        self.process.stdin.flush()
        self.setup = {}
        line = self.process.stdout.readline()
        if not line:
            sys.exit(f"{self.process.args[0]} ended at:\n  {source}")
        answer = json.loads(line)
        if "value" not in answer:
            return "failure", answer.get("message", answer.get("refused"))
        return "value", self.normal(answer["value"])

    def normal(self, tagged):
        (key, content), = tagged.items()
        if key in ("int", "uint"):
            return key, int(content)
        if key == "double":
            return key, double_of(float(content))
        if key == "bytes":
            return key, base64.b64decode(content)
        if key == "list":
            return key, tuple(map(self.normal, content))
        if key == "map":
            return key, frozenset(((self.normal(k)[0].replace("uint", "number").replace("int", "number"), self.normal(k)[1]),
                                   self.normal(v)) for k, v in content)
        if key == "optional":
            return key, content and self.normal(content)
        if key == "timestamp":
            seconds, fraction = re.fullmatch(r"([^.Z]*)(\.\d+)?Z", content).groups()
            moment = datetime.datetime.fromisoformat(seconds + "+00:00")
            return key, (moment - EPOCH) // MICROSECOND + int((fraction or ".")[1:].ljust(9, "0")) // 1000
        if key == "duration":
            sign, whole, fraction = re.fullmatch(r"(-?)(\d+)(?:\.(\d+))?s", content).groups()
            micros = int(whole) * 1_000_000 + int((fraction or "").ljust(9, "0")) // 1000
            return key, -micros if sign else micros
        return (key, None) if key == "null" else (key, content)


# Known differences: a name, why, and a predicate. Each is a row of docs/cel.md, "Choices where implementations differ", or a limit or
# mistake of the peer or its binding.
DIFFERENCES = []


def difference(name, why):
    """Registers a predicate over the smallest expression that shows it, our answer and theirs."""
    def register(predicate):
        DIFFERENCES.append((name, why, predicate))
        return predicate
    return register


def fails(answer, words=""):
    return answer[0] == "failure" and re.search(words, answer[1]) is not None


def same_elements(one, other):
    """Whether two values are the same but for the order of lists, at any depth."""
    if one[0] != other[0] or one[0] not in ("list", "map"):
        return one == other
    if len(one[1]) != len(other[1]):
        return False
    left = list(other[1])
    for element in one[1]:
        for candidate in left:
            same = same_elements(element, candidate) if one[0] == "list" else (
                element[0] == candidate[0] and same_elements(element[1], candidate[1]))
            if same:
                left.remove(candidate)
                break
        else:
            return False
    return True


@difference("order of a map", "keys come in the order in which they were put in; cel-cpp's order is any")
def _(text, ours, theirs):
    if ours[0] != theirs[0] or ours[0] != "value" or not re.search(r"\{|\bm[si]\b|\bx\b", text):
        return False
    one, other = ours[1], theirs[1]
    return same_elements(one, other) or (one[0] == other[0] == "string" and ".map(" in text and sorted(one[1]) == sorted(other[1]))


@difference("keys twice", "in cel-cpp no value: `||` does not look past it")
def _(text, ours, theirs):
    return fails(theirs, "duplicate key in map")


@difference("substring to the very end", "cel-cpp 0.1.3 refuses `'abc'.substring(0, 3)`, which the extension's description allows")
def _(text, ours, theirs):
    return fails(theirs, r"substring\(<start>, <end>\): <start> or <end> is greater")


@difference("`?` before a `dyn`", "cel-go takes it too, cel-cpp's checker does not")
def _(text, ours, theirs):
    return fails(theirs, r"expected type 'optional_type\(.*\)' but found 'dyn'")


@difference("macros over a `dyn` that is empty", "cel-cpp's checker says that `dyn` is not dynamic")
def _(text, ours, theirs):
    return fails(theirs, "of type 'dyn' cannot be the range of a comprehension")


@difference("`int(duration)`, `duration(int)`", "cel-cpp's checker takes them, and then nothing does")
def _(text, ours, theirs):
    return fails(ours, "`int` does not take duration|`duration` does not take int")


@difference("parts of a second", "as few digits as there are; cel-cpp's come in threes")
def _(text, ours, theirs):
    return ours[0] == theirs[0] == "value" and ours[1][0] == theirs[1][0] == "string" and "." in ours[1][1] and re.sub(
        r"(\.\d*?[1-9])0+(?=[sZ])", r"\1", theirs[1][1]) == ours[1][1]


@difference("doubles in `format`", "shortest digits for `%s`, no exponent for `%d`; cel-cpp six digits")
def _(text, ours, theirs):
    clauses = re.findall(r"%(?:s|d)", text)
    return ".format(" in text and clauses and ours[0] == theirs[0] == "value" and ours[1][0] == theirs[1][0] == "string" and near(
        ours[1][1], theirs[1][1])


def near(one, other):
    """Whether two texts are the same but for digits of numbers that are left out, or written with an exponent."""
    number = r"-?\d+(?:\.\d+)?(?:e[-+]\d+)?"
    if re.split(number, one) != re.split(number, other):
        return False
    pairs = zip(re.findall(number, one), re.findall(number, other))
    return all(a == b or math.isclose(float(a), float(b), rel_tol=1e-5, abs_tol=1e-6) for a, b in pairs)


@difference("`''.split('')`", "nothing, as in cel-go; one empty text in cel-cpp")
def _(text, ours, theirs):
    return re.search(r"(empty|'').*\.split\(", text) and ours[0] == theirs[0] == "value" and ours[1][0] == "list"


@difference("zones before 1970", "a zone has the offset of 1970; cel-cpp that of the sun at noon")
def _(text, ours, theirs):
    return ours[0] == theirs[0] == "value" and ours[1][0] == theirs[1][0] == "int" and re.search(
        r"\.get\w+\('(?:[A-Z]\w+/\w+|US/Central)'\)\)*$", text)


@difference("numbers of two types", "the binding's checker refuses `1 < 1.0`, which the language has")
def _(text, ours, theirs):
    return fails(theirs, r"no matching overload for '_[<>]=?_' applied to '\((int|uint|double), (int|uint|double)\)'")


@difference("long durations", "ours have 64-bit nanoseconds, as the specification says, cel-cpp's 10,000 years")
def _(text, ours, theirs):
    return fails(ours, "this is no duration|does not fit") and re.search(r"3000000h|2562047h|timestamp\(|\btold\b|\bt\b", text) and theirs[0] == "value"


@difference("double('1e400')", "ours is an error, theirs infinite")
def _(text, ours, theirs):
    return fails(ours, "made into a double") and theirs[0] == "value" and ("double('1e400')" in text or "(inf, 1.0)" in str(theirs[1]))


@difference("white space around a number", "ours is an error")
def _(text, ours, theirs):
    return fails(ours, "made into an? (double|u?int)") and re.search(r"\\r\\n|  x |\\u3000", text) and theirs[0] == "value"


@difference("spaces in base64", "ours is an error; only line ends are left out")
def _(text, ours, theirs):
    return fails(ours, "not base64") and theirs[0] == "value"


@difference("bytes that are no UTF-8 in `format`", "ours is an error, theirs a text that is none")
def _(text, ours, theirs):
    return fails(ours, "`%s` does not take (bytes|list|map)") and theirs[0] == "value"


@difference("literals that are no numbers in `math.least`", "cel-cpp refuses them, we only where the call is reached")
def _(text, ours, theirs):
    return fails(theirs, "simple literal arguments must be numeric")


@difference("`in` of what can be no key", "nothing that is no key is in a map; in cel-cpp it may not be asked")
def _(text, ours, theirs):
    return fails(theirs, "No matching overloads found : @in") and ours == ("value", ("bool", False))


@difference("double('0x1F')", "hex digits need an exponent here, as in Go")
def _(text, ours, theirs):
    return fails(ours, "made into a double") and "0x1F" in text


@difference("elements of an empty list or map", "nothing is known of their type; cel-cpp's checker takes the first that fits")
def _(text, ours, theirs):
    return fails(theirs, "no matching overload for") and re.search(r"\[\]|\{\}|optional\.none\(\)", text)


@difference("leap seconds", "there are none here")
def _(text, ours, theirs):
    return fails(ours, "no time by RFC 3339") and ":60" in text


@difference("times that RFC 3339 does not have", "cel-cpp reads years of one digit, and what ends in a zero")
def _(text, ours, theirs):
    # Not of a text that stands there: those are known.
    return fails(ours, "no time by RFC 3339") and theirs[0] == "value" and "timestamp('" not in text


@difference("zones beyond a day", "ours is an error")
def _(text, ours, theirs):
    return fails(ours, "no time zone") and "'+25:00'" in text


@difference("names of what is not finite", "`NaN`, `Infinity`, as in JSON; cel-cpp `nan`, `inf`")
def _(text, ours, theirs):
    return ours[0] == theirs[0] == "value" and ours[1][0] == theirs[1][0] == "string" and str(ours[1][1]).replace(
        "NaN", "nan").replace("Infinity", "inf") == theirs[1][1].replace("-nan", "nan")


def smallest(node, engines):
    """The innermost expression in which the two differ, and the answers."""
    for part in node.closed():
        answers = [engine.evaluate(part.text) for engine in engines]
        if not agree(*answers):
            return part, answers
    return node, [engine.evaluate(node.text) for engine in engines]


def agree(ours, theirs):
    if theirs[0] == "unjudged" or ours[0] == theirs[0] == "failure":
        return True
    return ours == theirs


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("program")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--count", type=int, default=4000)
    parser.add_argument("--show", help="print the expressions of a known difference")
    options = parser.parse_args()
    # The binding gives back one reference too many to None for each null that it reads, and Python ends when there is none left.
    ctypes.c_ssize_t.from_address(id(None)).value += 1 << 40
    engines = Ours(options.program), CelCpp()
    generator = Generator(options.seed)
    counts, known, unknown = collections.Counter(), collections.Counter(), []
    for number in range(options.count):
        node = generator.expression()
        ours, theirs = (engine.evaluate(node.text) for engine in engines)
        if theirs[0] == "unjudged":
            counts["unjudged: the binding cannot hand the result on"] += 1
            continue
        if agree(ours, theirs):
            counts["both give the same value" if ours[0] == "value" else "both fail"] += 1
            continue
        part, answers = smallest(node, engines)
        for name, _, predicate in DIFFERENCES:
            if predicate(part.text, *answers):
                known[name] += 1
                if options.show == name:
                    print(f"{part.text}\n  here:    {answers[0]}\n  cel-cpp: {answers[1]}")
                break
        else:
            unknown.append((number, part, answers))
    print(f"seed {options.seed}: {options.count} expressions")
    for name, count in sorted(counts.items()):
        print(f"{count:7}  {name}")
    for name, why, _ in DIFFERENCES:
        if known[name]:
            print(f"{known[name]:7}  known difference: {name} ({why})")
    print(f"{len(unknown):7}  unknown differences")
    for number, part, (ours, theirs) in unknown[:40]:
        print(f"\n{number}: {part.text}\n  here:    {str(ours)[:300]}\n  cel-cpp: {str(theirs)[:300]}")
    sys.exit(1 if unknown else 0)


if __name__ == "__main__":
    main()
