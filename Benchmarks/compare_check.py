#!/usr/bin/env python3
"""Measures `treaty check` of a large package beside linters of the same files, or of as many declarations, in the same run.

    Benchmarks/compare_check.py TREATY CHECK_BENCH PEERS [--files 1000] [--rounds 5]

TREATY is the command line and CHECK_BENCH is CheckBench, both built for release. PEERS is a folder of programs: yamllint,
check-jsonschema and buf, from PyPI; one that is missing is left out, and the table says so.

    yamllint          looks at the layout of the same files
    check-jsonschema  holds the same files against our JSON Schema
    buf lint          lints as many declarations, written as protobuf messages with as many fields

Each is a process of its own, from start to end, with the files in the page cache; it must end with 0. The time is the shortest of the
rounds, the memory the most that was resident. What libyaml takes to merely parse the bytes is measured in one process and thread, and
is what the times are compared with.
"""
import argparse
import os
import pathlib
import re
import subprocess
import sys
import tempfile
import time

HERE = pathlib.Path(__file__).resolve().parent
# Of the declarations of one generated file: a name, and how many keys it has.
DECLARATIONS = [("Team", 3), ("Calendar", 2), ("Service", 5), ("AtDesk", 2), ("Sender", 2), ("Desk", 5), ("Monitoring", 3),
                ("Priority", 7), ("PageToTicket", 20)]


def measure(command, rounds, cwd=None):
    """The shortest time in seconds, the processor time of that round, and the most memory in MB; None where a run ends badly."""
    best, memory = None, 0
    for _ in range(rounds):
        began = time.perf_counter()
        process = subprocess.Popen(command, cwd=cwd, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)
        trouble = process.stderr.read()
        _, status, usage = os.wait4(process.pid, 0)
        wall = time.perf_counter() - began
        process.returncode = os.waitstatus_to_exitcode(status)
        if process.returncode != 0:
            print(f"{' '.join(command[:2])}: ended with {process.returncode}: {trouble.decode()[:500]}", file=sys.stderr)
            return None
        memory = max(memory, usage.ru_maxrss / 1024)
        if best is None or wall < best[0]:
            best = (wall, usage.ru_utime + usage.ru_stime)
    return best + (memory,)


def protobuf(folder, files):
    """As many messages as there are declarations, in as many files."""
    (folder / "buf.yaml").write_text("version: v2\nlint: {use: [STANDARD]}\n")
    package = folder / "organisation/v1"
    package.mkdir(parents=True)
    for number in range(files):
        lines = ['syntax = "proto3";', "package organisation.v1;"]
        for name, keys in DECLARATIONS:
            lines.append(f"// What {name} is for.\nmessage {name}{number:04d} {{")
            lines += [f"  string key_{key} = {key};" for key in range(1, keys + 1)]
            lines.append("}")
        (package / f"team_{number:04d}.proto").write_text("\n".join(lines) + "\n")


def libyaml(program, folder):
    """Milliseconds that libyaml takes to parse the files, and what CheckBench says of the parts of a check."""
    told = subprocess.run([program, folder, "5"], check=True, capture_output=True, text=True).stdout
    return float(re.search(r"^libyaml, events\s+([0-9.]+) ms", told, re.M).group(1)), told


def main():
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("treaty")
    options.add_argument("check_bench")
    options.add_argument("peers", type=pathlib.Path)
    options.add_argument("--files", type=int, default=1000)
    options.add_argument("--rounds", type=int, default=5)
    chosen = options.parse_args()
    chosen.peers = chosen.peers.resolve()
    with tempfile.TemporaryDirectory(prefix="treaty-check-bench-") as folder:
        folder = pathlib.Path(folder)
        sizes = {}
        for name, files in [("large", chosen.files), ("small", max(1, chosen.files // 5))]:
            subprocess.run([sys.executable, HERE / "CheckBench/generate.py", folder / name, str(files)], check=True)
            sizes[name] = sorted(folder.joinpath(name).rglob("*.yaml"))
        (folder / "protobuf").mkdir()
        protobuf(folder / "protobuf", chosen.files)
        lines = sum(path.read_bytes().count(b"\n") for path in sizes["large"])
        size = sum(path.stat().st_size for path in sizes["large"])
        parse, parts = libyaml(chosen.check_bench, folder / "large")
        specs = [str(path) for path in sizes["large"]]
        layout = "{extends: relaxed, rules: {line-length: disable}}"
        runs = [
            ("treaty check", [chosen.treaty, "check", folder / "large"], None, chosen.rounds),
            ("treaty check, a fifth of the files", [chosen.treaty, "check", folder / "small"], None, chosen.rounds),
            ("treaty --help", [chosen.treaty, "--help"], None, chosen.rounds * 4),
            ("buf lint", [chosen.peers / "buf", "lint"], folder / "protobuf", chosen.rounds),
            # These two take a minute or so.
            ("yamllint", [chosen.peers / "yamllint", "-d", layout, folder / "large"], None, 1),
            ("check-jsonschema",
             [chosen.peers / "check-jsonschema", "--schemafile", HERE.parent / "grammar/treaty.schema.json"] + specs, None, 1),
        ]
        table = [f"{len(specs)} files, {lines} lines, {size} bytes; libyaml merely parses them in {parse:.0f} ms.", "",
                 "| | wall, ms | processor, ms | of libyaml | memory, MB |", "|---|---:|---:|---:|---:|"]
        for name, command, cwd, rounds in runs:
            print(f"{name} …", file=sys.stderr)
            command = [str(word) for word in command]
            found = measure(command, rounds, cwd) if pathlib.Path(command[0]).exists() else None
            if found is None:
                table.append(f"| {name} | could not be measured | | | |")
                continue
            wall, processor, memory = found
            share = "" if name in ("treaty --help", "treaty check, a fifth of the files") else f"{wall * 1000 / parse:.1f}"
            table.append(f"| {name} | {wall * 1000:.0f} | {processor * 1000:.0f} | {share} | {memory:.0f} |")
        table += ["", "In one thread, without reading files:", "", "```", parts.rstrip(), "```"]
        print("\n".join(table))
    # A figure that is missing of our own is a failure; of a peer it is a note.
    return 1 if any(row.startswith("| treaty") and "could not" in row for row in table) else 0


if __name__ == "__main__":
    sys.exit(main())
