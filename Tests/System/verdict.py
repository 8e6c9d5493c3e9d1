"""Holds what came of a run against what must have come of it."""

import collections
import dataclasses
import time


@dataclasses.dataclass
class Verdict:
    """Counts of what is right and wrong, and up to twenty lines that say what is wrong."""

    identities: int
    tickets: int
    duplicates: int = 0
    missing: int = 0
    strangers: int = 0
    unmarked: int = 0
    wrong_state: int = 0
    wrong_subject: int = 0
    complaints: list = dataclasses.field(default_factory=list)

    @property
    def is_right(self):
        """Whether nothing is wrong."""
        return not any(
            [self.duplicates, self.missing, self.strangers, self.unmarked, self.wrong_state, self.wrong_subject]
        )

    def rows(self):
        """The counts, for a table."""
        return [
            ("identities (an alert fired again is another)", self.identities),
            ("tickets", self.tickets),
            ("duplicates", self.duplicates),
            ("missing", self.missing),
            ("tickets that nobody asked for, or without a mark", self.strangers + self.unmarked),
            ("wrong state", self.wrong_state),
            ("wrong subject", self.wrong_subject),
        ]

    def complain(self, text):
        """Keeps what is wrong for the report."""
        if len(self.complaints) < 20:
            self.complaints.append(text)


def judge(expected, tickets, key_of):
    """Compares identities with tickets.

    `expected` maps a key to (subject, status); `key_of` gives the key that a ticket's subject begins with.
    """
    verdict = Verdict(identities=len(expected), tickets=len(tickets))
    by_key = collections.defaultdict(list)
    for ticket in tickets:
        by_key[key_of(ticket.subject)].append(ticket)
    _judge_marks(tickets, verdict)
    for key, (subject, status) in expected.items():
        found = by_key.pop(key, [])
        if not found:
            verdict.missing += 1
            verdict.complain(f"no ticket: {key}")
            continue
        if len(found) > 1:
            verdict.duplicates += len(found) - 1
            verdict.complain(f"{len(found)} tickets ({', '.join(f'#{ticket.id}' for ticket in found)}): {key}")
        for ticket in found:
            if ticket.status != status:
                verdict.wrong_state += 1
                verdict.complain(f"#{ticket.id} is `{ticket.status}`, not `{status}`: {key}")
            if ticket.subject != subject:
                verdict.wrong_subject += 1
                verdict.complain(f"#{ticket.id} has the subject `{ticket.subject}`, not `{subject}`")
    for key, found in by_key.items():
        verdict.strangers += len(found)
        verdict.complain(f"nobody asked for {', '.join(f'#{ticket.id}' for ticket in found)}: {key}")
    return verdict


def _judge_marks(tickets, verdict):
    """One mark, one ticket: two tickets of one mark are a duplicate even when their subjects differ."""
    by_mark = collections.defaultdict(list)
    for ticket in tickets:
        if not ticket.external_id:
            verdict.unmarked += 1
            verdict.complain(f"#{ticket.id} has no mark")
        else:
            by_mark[ticket.external_id].append(ticket)
    for mark, found in by_mark.items():
        if len({ticket.subject for ticket in found}) > 1:
            verdict.duplicates += len(found) - 1
            verdict.complain(f"one mark, {mark}, on {', '.join(f'#{ticket.id}' for ticket in found)}")


def table(rows):
    """Rows of (name, value) as aligned lines."""
    width = max(len(name) for name, _ in rows)
    return "\n".join(f"  {name:<{width}}  {value}" for name, value in rows)


def wait_until(what, remaining, patience, check, say):
    """Until `remaining()` is 0, with a line of progress every ten seconds; raises when `patience` seconds are over, or what `check`
    raises."""
    until = time.monotonic() + patience
    told = time.monotonic()
    while True:
        asked = time.monotonic()
        try:
            left = remaining()
        except OSError as failure:  # A busy desk that does not answer in time says nothing about what is in it.
            left = f"nobody knows how many ({failure})"
        if left == 0:
            break
        check()
        if time.monotonic() > until:
            raise TimeoutError(f"waited {patience} s, and it still does not hold that {what}: {left} left")
        if time.monotonic() - told >= 10:
            told = time.monotonic()
            say(f"waiting: {left} left until {what}")
        # Looking costs the desk time that it should spend on what is waited for.
        time.sleep(min(30, max(0.5, 2 * (time.monotonic() - asked))))
    say(what)
