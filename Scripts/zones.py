#!/usr/bin/env python3
"""Writes Sources/CEL/Zones/ZoneData.swift from a compiled tz database (public domain, iana.org/time-zones).

    Scripts/zones.py [/usr/share/zoneinfo]

One line a zone: its names, its offsets in seconds east of UTC, the moments since 1970 at which the offset changes, and the rule for
what comes after. Moments are differences in minutes, base 36, each followed by the letter of the offset that begins. What the rule
says by itself is left out. Before 1970 a zone has the offset that it had then."""
import os
import re
import struct
import sys
import time

root = sys.argv[1] if len(sys.argv) > 1 else "/usr/share/zoneinfo"
target = os.path.join(os.path.dirname(os.path.abspath(__file__)), "../Sources/CEL/Zones/ZoneData.swift")


def read(path):
    """Transitions with their offsets, the first offset, and the rule, of a TZif file (RFC 9636)."""
    data = open(path, "rb").read()

    def header(at):
        return struct.unpack(">6I", data[at + 20 : at + 44])

    utc, std, leap, count, kinds, letters = header(0)
    at = 44 + count * 5 + kinds * 6 + letters + leap * 8 + std + utc
    utc, std, leap, count, kinds, letters = header(at)
    at += 44
    times = struct.unpack(f">{count}q", data[at : at + 8 * count])
    at += 8 * count
    indexes = data[at : at + count]
    at += count
    offsets = [struct.unpack(">i", data[at + 6 * i : at + 6 * i + 4])[0] for i in range(kinds)]
    at += kinds * 6 + letters + leap * 12 + std + utc
    footer = data[at:].decode().strip()
    return [(t, offsets[i]) for t, i in zip(times, indexes)], offsets[0], footer


def offset_by(footer):
    os.environ["TZ"] = footer
    time.tzset()
    return lambda moment: time.localtime(moment).tm_gmtoff


def seconds(text):
    sign = -1 if text.startswith("-") else 1
    parts = [int(part) for part in text.lstrip("+-").split(":")] + [0, 0]
    return sign * (parts[0] * 3600 + parts[1] * 60 + parts[2])


def rule(footer):
    """`standard` or `standard daylight start end`; start and end are month.week.weekday.seconds."""
    name, number = r"(?:<[^>]*>|[A-Za-z]+)", r"[+-]?[0-9:]+"
    found = re.fullmatch(rf"{name}({number})(?:{name}({number})?,M([^,]*),M([^,]*))?", footer)
    standard, daylight, *changes = found.groups()
    words = [-seconds(standard)]
    if changes[0]:
        words.append(-seconds(daylight) if daylight else words[0] + 3600)
        for change in changes:
            day, _, at = change.partition("/")
            words.append(f"{day}.{seconds(at) if at else 7200}")
    return " ".join(str(word) for word in words)


def base36(number):
    digits = ""
    while number or not digits:
        digits = "0123456789abcdefghijklmnopqrstuvwxyz"[number % 36] + digits
        number //= 36
    return digits


def line(path):
    transitions, first, footer = read(path)
    for moment, offset in transitions:
        if moment <= 0:
            first = offset
    transitions = [t for t in transitions if t[0] > 0]
    by_rule = offset_by(footer)
    # From the last transition backwards, as long as the rule alone gives what holds before it and what begins with it.
    while transitions:
        start, before = transitions[-2] if len(transitions) > 1 else (0, first)
        moment, offset = transitions[-1]
        days = [*range(start, moment, 86400), moment - 1]
        if by_rule(moment) != offset or any(by_rule(day) != before for day in days):
            break
        transitions.pop()
    offsets, out, last, current = [first], "", 0, first
    for moment, offset in transitions:
        # The last one stands even if the offset stays: the rule holds from there on.
        if offset == current and moment != transitions[-1][0]:
            continue
        if offset not in offsets:
            offsets.append(offset)
        minutes = (moment + 59) // 60
        out += base36(minutes - last) + chr(ord("A") + offsets.index(offset))
        last, current = minutes, offset
    return ";".join([",".join(map(str, offsets)), out, rule(footer)])


zones = {}
for folder, _, files in os.walk(root):
    for file in files:
        path = os.path.join(folder, file)
        name = os.path.relpath(path, root)
        if name.startswith(("posix", "right")) or file in ("localtime", "posixrules", "Factory") or open(path, "rb").read(4) != b"TZif":
            continue
        zones.setdefault(line(path), []).append(name)

version = open(os.path.join(root, "tzdata.zi")).readline().split()[-1]
lines = sorted(" ".join(sorted(names)) + ";" + data for data, names in zones.items())
with open(target, "w") as out:
    out.write("// Written by Scripts/zones.py, which says what the lines mean. Not by hand.\n// swift-format-ignore-file\n\n")
    out.write("/// Time zones of the world since 1970.\nenum ZoneData {\n")
    out.write(f'  /// Release of the tz database (public domain, iana.org/time-zones).\n  static let version = "{version}"\n\n')
    out.write('  /// A line a zone.\n  static let lines = """\n')
    for text in lines:
        parts = [text[i : i + 112] for i in range(0, len(text), 112)]
        out.write("    " + "\\\n    ".join(parts) + "\n")
    out.write('    """\n}\n')
print(len(lines), "zones,", sum(map(len, zones.values())), "names,", os.path.getsize(target), "bytes, tz database", version)
