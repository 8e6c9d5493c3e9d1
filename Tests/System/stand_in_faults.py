"""Notifications → Treaty → a stand-in desk that loses answers, under SIGKILLs of Treaty.

Run by stand-in-faults.sh, which starts the stand-in and compiles the example. Sends what Alertmanager would send, with its
patience: a notification is sent again until it is accepted. Passes when the desk has exactly one record per alert, each with its
right subject and status, and nothing is left over.
"""

import argparse
import concurrent.futures
import hashlib
import random
import subprocess
import sys
import time

import alerts
import http_json
import verdict
from changer import Changer
from killer import Killer
from request_tracker import Ticket
from treaty_host import TreatyHost

BEGAN = time.monotonic()


def say(text):
    print(f"[{time.monotonic() - BEGAN:6.1f} s] {text}", flush=True)


class Run:
    """One run: its alerts by group, the host, and the desk as it stands."""

    def __init__(self, options):
        self.options = options
        self.alerts = alerts.make_alerts(options.alerts, f"run{options.seed}", options.seed)
        self.groups = {}
        for alert in self.alerts:
            self.groups.setdefault((alert.labels["alertname"], alert.labels["team"]), []).append(alert)
        self.host = TreatyHost(
            options.treaty, options.plan, options.folder, options.port,
            inputs={"desk-url": options.desk},
            secrets={"desk-token": f"desk-{options.hook_token}", "hook-token": options.hook_token},
        )
        self.killer = Killer(self.host, options.kills, 0.15 * options.alerts / max(options.kills, 1), options.seed, say)
        pause = 0.15 * options.alerts / max(options.changes, 1)
        self.changer = Changer(self.host, [options.plan, options.other_plan], options.changes, pause, options.seed, say)
        self.sent = 0
        self.repeated = 0

    def go(self):
        """The whole run; true when all came out right."""
        say(f"{len(self.alerts)} alerts in {len(self.groups)} groups, seed {self.options.seed}")
        self.host.start()
        self.killer.start()
        self.changer.start()
        try:
            with concurrent.futures.ThreadPoolExecutor(max_workers=8) as senders:
                for sender in [senders.submit(self.tell_of, *group) for group in self.groups.items()]:
                    sender.result()
            say("every notification is accepted")
            self.wait_until("every record is as it must be", lambda: len(self.judge().complaints))
            for disturber in [self.killer, self.changer]:
                disturber.join(timeout=self.options.patience)
                disturber.check()
            self.wait_until("Treaty has nothing open", self.host.left_over)
        finally:
            self.killer.cancel()
            self.killer.join(timeout=60)
        return self.report()

    def tell_of(self, group, members):
        """Sends the notifications of one group, one after the other: all fire; some change; some end. Some come twice."""
        choice = random.Random(f"{self.options.seed} {group}")
        for alert in members:
            alert.starts = alerts.now()
        self.send(group, members, choice, ended=[])
        for alert in members:
            alert.version += 1 if alert.changed else 0
        self.send(group, members, choice, ended=[])
        self.send(group, members, choice, ended=[alert for alert in members if alert.ends])

    def send(self, group, members, choice, ended):
        """Sends until accepted, and sometimes once more: an answer that got lost looks the same to a sender."""
        body = notification(group, members, ended)
        for _ in range(1 if choice.random() < 0.8 else 2):
            self.send_once(body)
        time.sleep(choice.uniform(0, 0.5))

    def send_once(self, body):
        """Sends until accepted."""
        until = time.monotonic() + self.options.patience
        pause = 0.2
        while True:
            self.sent += 1
            try:
                status = http_json.post(
                    f"{self.host.url}/hooks/alertmanager", body,
                    headers={"Authorization": f"Bearer {self.options.hook_token}"},
                )
            except OSError:
                status = None  # Refused or cut off: Treaty was killed, perhaps after it had taken the notification.
            if status is not None and 200 <= status < 300:
                return
            if status is not None and 400 <= status < 500 and status != 429:
                raise RuntimeError(f"Treaty refuses a notification with {status}")
            if time.monotonic() > until:
                raise TimeoutError(f"a notification was not accepted within {self.options.patience} s (last: {status})")
            self.repeated += 1
            time.sleep(pause)
            pause = min(pause * 1.5, 2)

    def judge(self):
        """How the desk stands against what is expected."""
        records = http_json.get(f"{self.options.desk}/-/records/ticket")
        tickets = [
            Ticket(
                id=record["id"],
                subject=record["fields"].get("Subject") or "",
                status=record["fields"].get("Status") or "new",
                external_id=record["mark"] or "",
            )
            for record in records
        ]
        expected = {alert.key: (alert.summary, alert.status) for alert in self.alerts}
        return verdict.judge(expected, tickets, lambda subject: subject.split(", version")[0])

    def wait_until(self, what, remaining):
        """Until `remaining()` is 0, with a line of progress every ten seconds; raises when patience is over."""
        verdict.wait_until(what, remaining, self.options.patience, self.killer.check, say)

    def report(self):
        """Prints the counts; true when all is right."""
        final = self.judge()
        left_over = self.host.left_over()
        leaks = self.host.leaks()
        code = self.host.stop()
        rows = [
            ("alerts", len(self.alerts)),
            ("notifications sent", f"{self.sent}, {self.repeated} of them again after no answer or 5xx"),
            *final.rows(),
            ("left over in Treaty", left_over),
            ("secrets found in what Treaty wrote", ", ".join(leaks) or "none"),
            ("kills (SIGKILL)", self.host.kills),
            ("changes of plan", f"{self.changer.done}, and {self.changer.cut_off} that a kill cut off"),
            ("longest restart", f"{max(self.host.restart_seconds, default=0):.2f} s"),
            ("faults of the desk", self.options.faults),
            ("exit code at SIGTERM", code),
            ("seconds", f"{time.monotonic() - BEGAN:.0f}"),
        ]
        print(verdict.table(rows))
        for complaint in final.complaints:
            print(f"  wrong: {complaint}")
        is_whole = self.host.kills == self.options.kills and self.changer.done == self.options.changes
        return final.is_right and not leaks and left_over == 0 and code == 0 and is_whole


def notification(group, members, ended):
    """What Alertmanager's webhook of version 4 holds for a group."""
    name, team = group
    labels = {"alertname": name, "team": team}
    moment = alerts.timestamp(alerts.now())
    return {
        "version": "4",
        "receiver": "treaty",
        "status": "resolved" if len(ended) == len(members) else "firing",
        "groupKey": f'{{}}:{{alertname="{name}", team="{team}"}}',
        "groupLabels": labels,
        "commonLabels": labels,
        "commonAnnotations": {},
        "externalURL": "http://127.0.0.1:9093",
        "truncatedAlerts": 0,
        "alerts": [
            {
                "status": "resolved" if alert in ended else "firing",
                "labels": alert.labels,
                "annotations": {} if alert in ended and alert.bare_end else {"summary": alert.summary},
                "startsAt": alerts.timestamp(alert.starts),
                "endsAt": moment if alert in ended else "0001-01-01T00:00:00Z",
                "generatorURL": "",
                "fingerprint": fingerprint(alert.labels),
            }
            for alert in members
        ],
    }


def fingerprint(labels):
    """The same for the same labels, 16 hex digits as Alertmanager has them."""
    return hashlib.sha256(repr(sorted(labels.items())).encode("utf-8")).hexdigest()[:16]


def arguments(description):
    """The arguments that every run has."""
    parser = argparse.ArgumentParser(description=description)
    for name in ["treaty", "plan", "folder", "desk", "hook-token", "faults"]:
        parser.add_argument(f"--{name}", required=True)
    parser.add_argument("--other-plan", help="a plan that can take over from the first, and the first from it")
    for name in ["port", "alerts", "kills", "seed", "patience"]:
        parser.add_argument(f"--{name}", type=int, required=True)
    parser.add_argument("--changes", type=int, default=0)
    return parser


def carry_out(run):
    """The exit code of a run."""
    try:
        return 0 if run.go() else 1
    except (RuntimeError, TimeoutError, OSError, subprocess.SubprocessError) as failure:
        print(f"failed: {failure}", flush=True)
        return 1
    finally:
        run.host.stop()


def main():
    return carry_out(Run(arguments(__doc__).parse_args()))


if __name__ == "__main__":
    sys.exit(main())
