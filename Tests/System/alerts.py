"""The alerts of a run: what is fired, changed, resolved and fired again, and what must come of each."""

import dataclasses
import datetime
import random

NAMES = ["LinkDown", "DiskFull", "HighLatency", "CertificateExpiring", "BackupFailed"]
TEAMS = ["net", "storage", "web", "core"]
# Not `low`: Alertmanager is told to hold back what is low beside what is critical on the same host.
SEVERITIES = ["critical", "error", "warning", "info"]


@dataclasses.dataclass
class Alert:
    """One alert of one firing: with its labels, the time it began at is its identity."""

    number: int
    labels: dict
    wave: int
    # Whether its summary is changed while it fires.
    changed: bool
    # Part of the run in which it ends, or None when it still fires at the end: "outage", "after" or "last".
    ends: str | None
    # Whether its end is posted without annotations, as some senders do.
    bare_end: bool
    firing: int = 1
    starts: datetime.datetime | None = None
    version: int = 1

    @property
    def key(self):
        """Beginning of the summary, and so of the ticket's subject: tells which identity a ticket is of."""
        return f"{self.labels['alertname']} {self.number:04d} firing {self.firing}"

    @property
    def summary(self):
        """What the ticket's subject must be: the latest text."""
        return f"{self.key}, version {self.version}"

    @property
    def status(self):
        """What the ticket's status must be in the end."""
        return "new" if self.ends is None else "resolved"

    def body(self, ended_at=None):
        """The alert as Alertmanager's API takes it; with `ended_at`, as one that is over."""
        body = {"labels": self.labels, "startsAt": timestamp(self.starts), "generatorURL": "http://noc.treaty.test/graph"}
        # An alert that nobody repeats counts as over after five minutes, unless it says itself until when.
        body["endsAt"] = timestamp(ended_at or self.starts + datetime.timedelta(hours=6))
        if ended_at is None or not self.bare_end:
            body["annotations"] = {"summary": self.summary}
        return body

    def again(self):
        """The same alert fired once more after it was resolved: the same labels, another identity."""
        return dataclasses.replace(self, firing=self.firing + 1, ends=None, starts=None, version=1)


def timestamp(moment):
    """RFC 3339, with milliseconds."""
    return moment.strftime("%Y-%m-%dT%H:%M:%S.") + f"{moment.microsecond // 1000:03d}Z"


def now():
    """The time, in UTC."""
    return datetime.datetime.now(datetime.timezone.utc)


def make_alerts(count, prefix, seed):
    """`count` alerts in groups of one name and team; each group has one that ends last, so that the group is notified of once
    more after every change of a summary. (Alertmanager sends nothing when only an annotation changes.)"""
    choice = random.Random(seed)
    alerts = []
    seen_groups = set()
    for number in range(count):
        group = (choice.choice(NAMES), choice.choice(TEAMS))
        labels = {
            "alertname": f"{prefix}-{group[0]}",
            "team": group[1],
            "host": f"host-{number:04d}",
            "severity": choice.choice(SEVERITIES),
        }
        if group not in seen_groups:
            seen_groups.add(group)
            alerts.append(Alert(number, labels, wave=1, changed=False, ends="last", bare_end=False))
            continue
        wave = 1 if choice.random() < 0.6 else 2
        changed = wave == 1 and choice.random() < 0.4
        ends = choice.choice([None, None, "outage", "after", "after"])
        bare_end = not changed and choice.random() < 0.5
        alerts.append(Alert(number, labels, wave, changed, ends, bare_end))
    return alerts
