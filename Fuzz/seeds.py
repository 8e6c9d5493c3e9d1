#!/usr/bin/env python3
"""Writes inputs to begin with, one file each, for expressions to FOLDER/cel and for specs to FOLDER/yaml.

    Fuzz/seeds.py FOLDER [--conformance FOLDER] [--yaml-suite FOLDER]

Expressions: those that Tests/Differential makes up, every text in quotes in Tests/CELTests, the findings in Tests/CELTests/Fixtures/fuzz, and
those of cel-spec's tests as JSON Lines. An input ends in a byte that chooses limits; a new line does.

Specs: all YAML in specs/ and Tests/, the findings in Tests/TreatyFormatTests/Fixtures/fuzz, and the YAML test suite as JSON Lines.
"""
import argparse
import hashlib
import json
import pathlib
import re
import sys

root = pathlib.Path(__file__).resolve().parent.parent
parser = argparse.ArgumentParser()
parser.add_argument("folder", type=pathlib.Path)
parser.add_argument("--conformance", type=pathlib.Path)
parser.add_argument("--yaml-suite", type=pathlib.Path)
arguments = parser.parse_args()


def write(name, inputs, length):
    """Writes those that the fuzzer would take."""
    folder = arguments.folder / name
    folder.mkdir(parents=True, exist_ok=True)
    for data in inputs:
        if len(data) <= length:
            (folder / hashlib.sha256(data).hexdigest()[:16]).write_bytes(data)


inputs = set()
sys.path.insert(0, str(root / "Tests/Differential"))
from expressions import Generator  # noqa: E402 (the folder has to be known first)

generator = Generator(1)
inputs.update(generator.expression().text.encode() + b"\n" for _ in range(2000))
for path in (root / "Tests/CELTests").glob("*.swift"):
    for text in re.findall(r'"((?:[^"\\\n]|\\.)+)"', path.read_text()):
        inputs.add(text.replace('\\"', '"').replace("\\\\", "\\").encode() + b"\n")
for path in (root / "Tests/CELTests/Fixtures/fuzz").glob("*"):
    inputs.add(path.read_bytes())
for path in arguments.conformance.glob("*.jsonl") if arguments.conformance else []:
    for line in path.read_text().splitlines():
        test = json.loads(line)
        inputs.add(test["expr"].encode() + b"\n")
        inputs.update(json.dumps(value).encode() + b"\x40" for value in test["bindings"].values())
write("cel", inputs, 1000)

specs = {path.read_bytes() for folder in ["specs", "Tests"] for path in (root / folder).rglob("*.yaml")}
specs.update(path.read_bytes() for path in (root / "Tests/TreatyFormatTests/Fixtures/fuzz").glob("*"))
for path in arguments.yaml_suite.glob("*.jsonl") if arguments.yaml_suite else []:
    specs.update(json.loads(line)["yaml"].encode() for line in path.read_text().splitlines())
write("yaml", specs, 2000)
