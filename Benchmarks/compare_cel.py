#!/usr/bin/env python3
"""Measures CEL beside two other engines, on the same expressions and records, in the same run.

    Benchmarks/compare_cel.py FOLDER PROGRAM [--seconds 0.3] [--markdown FILE]

FOLDER holds records.jsonl, expressions.json and expected.jsonl; PROGRAM is CELBench, built for release. The engines beside it come
from PyPI: `cel-expr-python` (cel-cpp, Google) and `common-expression-language` (the crate `cel`, Rust). Every result of each engine is
held against expected.jsonl before anything is timed. Run it with a Python that has both; `Benchmarks/cel.sh` makes one.

cel-go, which is not on PyPI, is there by its published figures (nanoseconds, native, taken on a machine of the same kind), scaled by
how much slower or faster the two engines above are here than they were there: a machine's speed drifts.
"""
import argparse
import datetime
import json
import math
import pathlib
import statistics
import subprocess
import sys
import time

# Nanoseconds an evaluation, published together; None where an engine needs callbacks or cannot run the expression.
PUBLISHED = {
    "cel-go": {"priority": 312, "routing": 6400, "notes": 5400, "vip_open": 170, "overdue": 1410, "category": 440,
               "payload": 4000, "gate": 3100},
    "cel-cpp": {"priority": 2519, "routing": 11905, "notes": 8333, "vip_open": 2020, "overdue": 4255, "category": 2024,
                "payload": 11765, "gate": 10526},
    "cel-rust": {"priority": 931, "routing": None, "notes": 36496, "vip_open": 1486, "overdue": 2660, "category": 739,
                 "payload": 15198, "gate": 24038},
}
# The bars: at most these shares of cel-go's time, each and in the geometric mean; microseconds to compile; records a second.
MEAN_BAR, COMPILE_BAR, WAY_IN_BAR = 0.5, 100.0, 60_000


def per_call(work, seconds):
    """Nanoseconds of processor time for one call of work(n), the median of five runs."""
    rounds = 1
    while True:
        begin = time.process_time()
        work(rounds)
        taken = time.process_time() - begin
        if taken > seconds / 4:
            break
        rounds *= 4
    rounds = max(1, int(rounds * seconds / taken))
    figures = []
    for _ in range(5):
        begin = time.process_time()
        work(rounds)
        figures.append((time.process_time() - begin) / rounds * 1e9)
    return statistics.median(figures)


class Data:
    def __init__(self, folder):
        self.texts = (folder / "records.jsonl").read_text().splitlines()
        setup = json.loads((folder / "expressions.json").read_text())
        self.expressions = setup["expressions"]
        self.categories = setup["variables"]["categories"]["value"]
        self.now = datetime.datetime.fromisoformat(setup["variables"]["now"]["value"].replace("Z", "+00:00"))
        lines = (folder / "expected.jsonl").read_text().splitlines()
        self.expected = {each["name"]: each["results"] for each in map(json.loads, lines)}


def same(left, right):
    return json.dumps(left, sort_keys=True, default=str) == json.dumps(right, sort_keys=True, default=str)


class CelCpp:
    """cel-cpp through `cel-expr-python`."""
    name = "cel-cpp"

    def __init__(self):
        from cel_expr_python import cel
        from cel_expr_python.ext import ext_strings
        types = {"incident": cel.Type.Map(cel.Type.STRING, cel.Type.DYN),
                 "categories": cel.Type.Map(cel.Type.STRING, cel.Type.DYN), "now": cel.Type.TIMESTAMP}
        self.env = cel.NewEnv(variables=types, extensions=[ext_strings.ExtStrings()])

    def compile(self, source):
        return self.env.compile(source)

    def bind(self, data, record):
        return self.env.Activation({"incident": record, "categories": data.categories, "now": data.now})

    def run(self, program, bound):
        return program.eval(bound)

    def plain(self, result):
        return result.plain_value()


class CelRust:
    """The crate `cel` through `common-expression-language`."""
    name = "cel-rust"

    def __init__(self):
        import cel
        self.cel = cel

    def compile(self, source):
        return self.cel.compile(source)

    def bind(self, data, record):
        return self.cel.Context({"incident": record, "categories": data.categories, "now": data.now})

    def run(self, program, bound):
        return program.execute(bound)

    def plain(self, result):
        return result


def measure(engine, data, seconds):
    """Figures by expression; those that an engine does not run, or gets wrong, are None."""
    figures = {}
    bound = [engine.bind(data, json.loads(text)) for text in data.texts]
    for expression in data.expressions:
        name = expression["name"]
        try:
            program = engine.compile(expression["expr"])
            results = [engine.plain(engine.run(program, each)) for each in bound]
        except Exception as error:
            print(f"{engine.name}: {name} does not run: {str(error).splitlines()[0]}", file=sys.stderr)
            figures[name] = None
            continue
        if not same(results, data.expected[name]):
            print(f"{engine.name}: {name} gives other results", file=sys.stderr)
            figures[name] = None
            continue

        def evaluate(rounds, run=engine.run, program=program):
            count = len(bound)
            for round in range(rounds):
                run(program, bound[round % count])

        def compile(rounds, source=expression["expr"]):
            for _ in range(rounds):
                engine.compile(source)

        def way_in(rounds, run=engine.run, program=program):
            count = len(data.texts)
            for round in range(rounds):
                run(program, engine.bind(data, json.loads(data.texts[round % count])))

        figures[name] = {"eval": per_call(evaluate, seconds), "compile": per_call(compile, seconds),
                         "wayIn": per_call(way_in, seconds)}
    return figures


def geometric_mean(values):
    return math.exp(sum(map(math.log, values)) / len(values))


def drift(measured):
    """How many times slower this machine is now than when the figures were published."""
    ratios = []
    for engine, figures in measured.items():
        for name, published in PUBLISHED[engine].items():
            if published and figures.get(name):
                ratios.append(figures[name]["eval"] / published)
    return geometric_mean(ratios) if ratios else 1.0


def time_text(nanoseconds):
    if nanoseconds is None:
        return "–"
    return f"{nanoseconds:.0f} ns" if nanoseconds < 1000 else f"{nanoseconds / 1000:.2f} µs"


def table(ours, peers, scale):
    rows = [["expression", "Treaty", "cel-go (published, scaled)", "share", *(name for name in peers),
             "compile", "JSON text to result"]]
    shares = []
    for name, figures in ours.items():
        if name == "json":
            continue
        bar = PUBLISHED["cel-go"][name] * scale
        shares.append(figures["eval"] / bar)
        rows.append([name, time_text(figures["eval"]), time_text(bar), f"{shares[-1]:.2f}",
                     *(time_text(peer[name]["eval"] if peer.get(name) else None) for peer in peers.values()),
                     f"{figures['compile'] / 1000:.1f} µs", f"{1e9 / figures['wayIn']:,.0f}/s"])
    return rows, shares


def show(rows):
    widths = [max(len(row[column]) for row in rows) for column in range(len(rows[0]))]
    for number, row in enumerate(rows):
        print("  ".join(cell.ljust(width) if place == 0 else cell.rjust(width)
                        for place, (cell, width) in enumerate(zip(row, widths))))
        if number == 0:
            print("  ".join("-" * width for width in widths))


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=pathlib.Path)
    parser.add_argument("program")
    parser.add_argument("--seconds", type=float, default=0.3, help="how long each of five runs takes (default 0.3)")
    parser.add_argument("--markdown", type=pathlib.Path, help="write the table to this file as well")
    options = parser.parse_args()
    data = Data(options.folder)

    peers = {}
    for kind in (CelCpp, CelRust):
        try:
            engine = kind()
        except ImportError as error:
            print(f"{kind.name} is not there: {error}", file=sys.stderr)
            continue
        peers[kind.name] = measure(engine, data, options.seconds)
    output = subprocess.run([options.program, str(options.folder), str(options.seconds)], stdout=subprocess.PIPE, text=True)
    if output.returncode != 0:
        sys.exit(output.returncode)
    ours = {each["name"]: each for each in map(json.loads, output.stdout.splitlines())}

    scale = drift(peers)
    rows, shares = table(ours, peers, scale)
    show(rows)
    compile_median = statistics.median(each["compile"] for name, each in ours.items() if name != "json") / 1000
    print(f"\nthis machine now takes {scale:.2f} times as long as when the figures were published "
          f"({', '.join(peers) or 'no other engine to compare with'})")
    print(f"share of cel-go's time: {geometric_mean(shares):.2f} in the geometric mean (bar {MEAN_BAR}), "
          f"{max(shares):.2f} at most (bar 1)")
    print(f"parse, check and compile: {compile_median:.1f} µs in the median (bar {COMPILE_BAR:.0f}, "
          f"here {COMPILE_BAR * scale:.0f})")
    slowest = min(1e9 / ours[name]["wayIn"] for name in ("priority", "vip_open"))
    print(f"JSON text to result: {slowest:,.0f} records/s for priority and vip_open (bar {WAY_IN_BAR:,}, "
          f"here {WAY_IN_BAR / scale:,.0f}); reading alone {1e9 / ours['json']['eval']:,.0f}/s")
    if options.markdown:
        lines = ["| " + " | ".join(row) + " |" for row in rows]
        lines.insert(1, "| " + " | ".join("---" if place == 0 else "---:" for place in range(len(rows[0]))) + " |")
        options.markdown.write_text("\n".join(lines) + "\n")


if __name__ == "__main__":
    main()
