#!/usr/bin/env python3
"""Writes occurrences.txt: what others make of schedules made up here.

Recurrence rules by python-dateutil, cron rules by cronsim, which follows Debian's cron:

    pip install python-dateutil==2.9.0.post0 cronsim==2.8 && ./occurrences.py > occurrences.txt

One schedule a line, between tabs: the schedule; from; to (no longer in it); how many times; the first four; the last.
The rules are made from a seed; which of them are searched too long, and left out, hangs on the machine. Left out too are days
with and without numbers in one BYDAY, which dateutil holds against each other with "and", the RFC with "or".
"""
import datetime
import random
import signal
import warnings

from cronsim import CronSim
from dateutil import rrule

DAYS = ["MO", "TU", "WE", "TH", "FR", "SA", "SU"]
FREQUENCIES = {"HOURLY": rrule.HOURLY, "DAILY": rrule.DAILY, "WEEKLY": rrule.WEEKLY, "MONTHLY": rrule.MONTHLY,
               "YEARLY": rrule.YEARLY}
choose = random.Random(5545)
# With COUNT there is an UNTIL too.
warnings.simplefilter("ignore")


def some(values, most):
    return sorted(choose.sample(values, choose.randint(1, most)))


def moment(first, last):
    span = int((last - first).total_seconds() // 60)
    return first + datetime.timedelta(minutes=choose.randint(0, span))


def maybe(share):
    return choose.random() < share


def too_long(*_):
    raise ValueError


# What has no more times is searched for to the year 9999.
signal.signal(signal.SIGALRM, too_long)


def recurrence():
    """Parts of a rule as a dictionary, in the sense of rrule.ebnf."""
    parts = {"FREQ": choose.choice(list(FREQUENCIES))}
    frequency = parts["FREQ"]
    dated = maybe(0.6)
    if dated:
        start = moment(datetime.datetime(2019, 1, 1), datetime.datetime(2024, 12, 31))
        parts["DTSTART"] = start
        if maybe(0.6):
            parts["INTERVAL"] = choose.choice([2, 3, 4, 5, 7, 12, 18])
        if maybe(0.2):
            parts["COUNT"] = choose.randint(1, 60)
    if "COUNT" not in parts and maybe(0.2):
        parts["UNTIL"] = moment(datetime.datetime(2025, 1, 1), datetime.datetime(2031, 1, 1))
    if maybe(0.35):
        parts["BYMONTH"] = some(range(1, 13), 5)
    if frequency != "WEEKLY" and maybe(0.4):
        parts["BYMONTHDAY"] = some([*range(1, 32), *range(-31, 0)], 6)
    if maybe(0.5):
        days = some(range(7), 4)
        if frequency in ("MONTHLY", "YEARLY") and maybe(0.5):
            most = 5 if frequency == "MONTHLY" or "BYMONTH" in parts else 53
            parts["BYDAY"] = [(choose.choice([1, -1]) * choose.randint(1, most), day) for day in days]
        else:
            parts["BYDAY"] = [(0, day) for day in days]
    if maybe(0.5):
        parts["BYHOUR"] = some(range(24), 4)
    if maybe(0.4):
        parts["BYMINUTE"] = some(range(60), 3)
    if maybe(0.3) and any(name in parts for name in ("BYMONTH", "BYMONTHDAY", "BYDAY", "BYHOUR", "BYMINUTE")):
        parts["BYSETPOS"] = some([1, 2, 3, 5, -1, -2, -3], 2)
    if maybe(0.3):
        parts["WKST"] = choose.randrange(7)
    if not dated and "BYDAY" not in parts and "BYMONTHDAY" not in parts and frequency not in ("HOURLY", "DAILY"):
        return recurrence()
    return parts


def written(parts):
    def value(name, value):
        if isinstance(value, datetime.datetime):
            return value.strftime("%Y%m%dT%H%M00")
        if name == "BYDAY":
            return ",".join((str(number) if number else "") + DAYS[day] for number, day in value)
        if name == "WKST":
            return DAYS[value]
        return ",".join(map(str, value)) if isinstance(value, list) else str(value)

    return "rrule " + ";".join(f"{name}={value(name, it)}" for name, it in parts.items())


def dateutil(parts, begin, end):
    frequency = parts["FREQ"]
    start = parts.get("DTSTART", datetime.datetime(begin.year - 1, 1, 1))
    hours = parts.get("BYHOUR", None if frequency == "HOURLY" or "DTSTART" in parts else [0])
    minutes = parts.get("BYMINUTE", None if "DTSTART" in parts else [0])
    days = parts.get("BYDAY")
    rule = rrule.rrule(
        FREQUENCIES[frequency], dtstart=start, interval=parts.get("INTERVAL", 1), count=parts.get("COUNT"),
        until=min(parts.get("UNTIL", end), end), bymonth=parts.get("BYMONTH"), bymonthday=parts.get("BYMONTHDAY"),
        byweekday=days and [rrule.weekday(day, number or None) for number, day in days], byhour=hours, byminute=minutes,
        bysecond=0, bysetpos=parts.get("BYSETPOS"), wkst=parts.get("WKST"))
    return [time for time in rule.between(begin, end, inc=True) if time < end]


def cron():
    def field(first, last, names=None):
        kind = choose.randrange(6)
        if kind < 2:
            return "*"
        if kind == 2:
            return f"*/{choose.randint(2, last - first)}"
        a, b = sorted((choose.randint(first, last), choose.randint(first, last)))
        if kind == 3 and b > a:
            return f"{a}-{b}" + (f"/{choose.randint(1, b - a)}" if maybe(0.4) else "")
        return ",".join(map(str, some(range(first, last + 1), 3)))

    return " ".join([field(0, 59), field(0, 23), field(1, 31), field(1, 12), field(0, 6)])


def by_cronsim(text, begin, end):
    times = []
    for time in CronSim(text, begin - datetime.timedelta(minutes=1)):
        if time >= end or len(times) == 4000:
            break
        times.append(time)
    return times if len(times) < 4000 else None


def line(schedule, begin, end, times):
    show = lambda time: time.strftime("%Y-%m-%dT%H:%M")
    print("\t".join([schedule, show(begin), show(end), str(len(times)), " ".join(map(show, times[:4])),
                     show(times[-1]) if times else ""]))


def main():
    count = 0
    while count < 240:
        parts = recurrence()
        begin = moment(datetime.datetime(2023, 1, 1), datetime.datetime(2027, 1, 1))
        end = begin + datetime.timedelta(days=choose.choice([1, 20, 400, 3000]), minutes=choose.randint(0, 1440))
        signal.alarm(2)
        try:
            times = dateutil(parts, begin, end)
        except ValueError:
            # Also for hours that no interval of hours meets.
            continue
        finally:
            signal.alarm(0)
        # What gives nothing is worth a few lines only.
        if len(times) < 4000 and (times or maybe(0.1)):
            line(written(parts), begin, end, times)
            count += 1
    count = 0
    while count < 120:
        text = cron()
        begin = moment(datetime.datetime(2023, 1, 1), datetime.datetime(2027, 1, 1))
        end = begin + datetime.timedelta(days=choose.choice([1, 40, 1600]), minutes=choose.randint(0, 1440))
        signal.alarm(2)
        try:
            times = by_cronsim(text, begin, end)
        except Exception:
            continue
        finally:
            signal.alarm(0)
        if times:
            line("cron " + text, begin, end, times)
            count += 1


main()
