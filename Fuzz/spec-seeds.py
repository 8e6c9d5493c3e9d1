#!/usr/bin/env python3
"""Writes specs to begin with, one file each: the broken ones of the tests, the small examples, and what a fuzzer has found before; and a
dictionary of the words that the language has, by its JSON Schema.

    Fuzz/spec-seeds.py FOLDER DICTIONARY
"""
import hashlib
import json
import pathlib
import sys

root = pathlib.Path(__file__).resolve().parent.parent
folder = pathlib.Path(sys.argv[1])
folder.mkdir(parents=True, exist_ok=True)
tests = root / "Tests/TreatyCompilerTests/Fixtures"
inputs = {path.read_bytes() for path in tests.glob("broken/**/*.yaml")}
inputs |= {path.read_bytes() for path in root.glob("specs/examples/small/*/*.treaty.yaml")}
inputs |= {path.read_bytes() for path in tests.glob("fuzz/*")}
for data in inputs:
    if len(data) <= 4000:
        (folder / hashlib.sha256(data).hexdigest()[:16]).write_bytes(data)

words = {": ", "\\x0a  ", "\\x0a- ", "{", "}", "[", "]", "${ ", " }", "|\\x0a", ">-\\x0a", "# ", "'", "\\\"", "%%\\x0a", "item.", "tables.", "desk.ticket"}


def collect(schema) -> None:
    """Keys and words to choose from."""
    if isinstance(schema, dict):
        words.update(schema.get("properties", {}))
        words.update(word for word in schema.get("enum", []) if isinstance(word, str))
        for part in schema.values():
            collect(part)
    elif isinstance(schema, list):
        for part in schema:
            collect(part)


collect(json.loads((root / "grammar/treaty.schema.json").read_text()))
pathlib.Path(sys.argv[2]).write_text("".join(f'"{word}"\n' for word in sorted(words)))
