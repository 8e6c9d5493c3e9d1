#!/usr/bin/env python3
"""Writes inputs to begin with, one file each: what the tests of CEL hold in expressions.

    Fuzz/seeds.py FOLDER [CONFORMANCE]

Expressions that Tests/Differential makes up, every text in quotes in Tests/CELTests, the findings in Tests/CELTests/Fixtures/fuzz, and the expressions of cel-spec's tests where
CONFORMANCE is a folder of them as JSON Lines. An input ends in a byte that chooses limits; a new line does.
"""
import hashlib
import json
import pathlib
import re
import sys

root = pathlib.Path(__file__).resolve().parent.parent
folder = pathlib.Path(sys.argv[1])
folder.mkdir(parents=True, exist_ok=True)
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
for path in pathlib.Path(sys.argv[2]).glob("*.jsonl") if len(sys.argv) > 2 else []:
    for line in path.read_text().splitlines():
        test = json.loads(line)
        inputs.add(test["expr"].encode() + b"\n")
        inputs.update(json.dumps(value).encode() + b"\x40" for value in test["bindings"].values())
for data in inputs:
    if len(data) <= 1000:
        (folder / hashlib.sha256(data).hexdigest()[:16]).write_bytes(data)
