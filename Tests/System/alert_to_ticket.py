"""Alertmanager → Treaty → Request Tracker, all real, under SIGKILLs of Treaty and an outage of Request Tracker.

Run by alert-to-ticket.sh, which starts the systems and compiles the example. Passes when there is exactly one ticket per alert
identity, each with its right subject and status, and nothing is left over.
"""

import argparse
import os
import random
import subprocess
import sys
import time

import alerts
import http_json
import verdict
from killer import Killer
from request_tracker import RequestTracker
from treaty_host import TreatyHost, prometheus_samples, sum_of

BEGAN = time.monotonic()


def say(text):
    print(f"[{time.monotonic() - BEGAN:6.1f} s] {text}", flush=True)


class Run:
    """One run: its alerts, the systems, and what is expected so far."""

    def __init__(self, options):
        self.options = options
        self.prefix = f"run{options.seed}-{int(time.time())}"
        self.alerts = alerts.make_alerts(options.alerts, self.prefix, options.seed)
        self.fired = []
        self.alertmanager = os.environ["ALERTMANAGER_URL"]
        self.desk = RequestTracker(os.environ["RT_URL"], os.environ["RT_TOKEN"])
        self.before = self.desk.newest_ticket()
        self.host = TreatyHost(
            options.treaty, options.plan, options.folder, options.port,
            inputs={"desk-url": os.environ["RT_URL"]},
            secrets={"desk-token": os.environ["RT_TOKEN"], "hook-token": options.hook_token},
        )
        # The work takes roughly the outage and half a second a ticket; the kills are spread over it.
        pause = (options.outage + 0.4 * options.alerts) / max(options.kills, 1)
        self.killer = Killer(self.host, options.kills, pause, options.seed, say)
        self.outage_seconds = 0.0

    def go(self):
        """The whole run; true when all came out right."""
        say(f"{len(self.alerts)} alerts as `{self.prefix}-…`, seed {self.options.seed}")
        self.host.start()
        notified_before = self.notifications()
        self.killer.start()
        try:
            self.fire([alert for alert in self.alerts if alert.wave == 1], seconds=self.options.alerts * 0.05)
            self.wait_for_tickets("the first wave has its tickets")
            self.change()
            self.outage()
            self.end("after")
            self.fire_again()
            self.end("last")
            self.settle()
        finally:
            self.killer.cancel()
            self.killer.join(timeout=60)
        return self.report(notified_before)

    # Parts of the run

    def fire(self, wanted, seconds):
        """Fires alerts in handfuls, over a time."""
        say(f"firing {len(wanted)} alerts")
        size = 10
        for start in range(0, len(wanted), size):
            handful = wanted[start : start + size]
            for alert in handful:
                alert.starts = alerts.now()
            self.post([alert.body() for alert in handful])
            self.fired += handful
            time.sleep(seconds * size / len(wanted))

    def change(self):
        """Posts some alerts again with another summary, as a sender does whose text has a figure in it."""
        changed = [alert for alert in self.fired if alert.changed]
        for alert in changed:
            alert.version += 1
        say(f"changing the summary of {len(changed)} alerts")
        self.post([alert.body() for alert in changed])

    def outage(self):
        """Stops Request Tracker; alerts fire and end meanwhile."""
        if self.options.outage <= 0:
            self.fire([alert for alert in self.alerts if alert.wave == 2], seconds=5)
            self.wait_for_tickets("the second wave has its tickets")
            self.end("outage")
            return
        say("stopping Request Tracker")
        self.desk_script("down")
        began = time.monotonic()
        self.fire([alert for alert in self.alerts if alert.wave == 2], seconds=self.options.outage / 4)
        # Alertmanager must have told of an alert before its end counts: an end alone opens no ticket.
        while time.monotonic() < began + self.options.outage * 0.75:
            time.sleep(0.5)
        self.end("outage")
        while time.monotonic() < began + self.options.outage:
            time.sleep(0.5)
        self.desk_script("up")
        self.outage_seconds = time.monotonic() - began
        say(f"Request Tracker is back after {self.outage_seconds:.0f} s")
        self.wait_for_tickets("the second wave has its tickets")

    def end(self, part):
        """Resolves the alerts that end in this part."""
        ended = [alert for alert in self.fired if alert.ends == part]
        say(f"resolving {len(ended)} alerts")
        moment = alerts.now()
        self.post([alert.body(ended_at=moment) for alert in ended])

    def fire_again(self):
        """Fires some of the alerts once more that ended in the outage: the same labels, a new ticket each."""
        ended = [alert for alert in self.fired if alert.ends == "outage"]
        chosen = random.Random(self.options.seed).sample(ended, min(len(ended), max(1, len(self.alerts) // 20)))
        # An end that Alertmanager has not told of yet is overwritten by a new firing.
        self.wait_until(
            "those that fire again are resolved at the desk first", lambda: self.unresolved([alert.key for alert in chosen])
        )
        self.fire([alert.again() for alert in chosen], seconds=1)
        self.wait_for_tickets("those that fired again have tickets of their own")

    def settle(self):
        """Until every ticket is as it must be and Treaty has nothing open."""
        self.wait_until("all is as it must be", lambda: len(self.judge().complaints))
        self.killer.join(timeout=self.options.patience)
        self.killer.check()
        self.wait_until("Treaty has nothing open", self.host.left_over)

    # Looking

    def expected(self):
        """Key → (subject, status) of every identity fired so far."""
        return {alert.key: (alert.summary, alert.status) for alert in self.fired}

    def judge(self):
        """How the desk stands against what is expected."""
        return verdict.judge(
            self.expected(), self.desk.tickets_of_alertmanager(self.before), lambda subject: subject.split(", version")[0]
        )

    def wait_for_tickets(self, what):
        """Until every identity fired so far has a ticket."""
        self.wait_until(what, lambda: self.judge().missing)

    def unresolved(self, keys):
        """How many of these identities have no resolved ticket."""
        tickets = self.desk.tickets_of_alertmanager(self.before)
        resolved = {ticket.subject.split(", version")[0] for ticket in tickets if ticket.status == "resolved"}
        return len(set(keys) - resolved)

    def wait_until(self, what, remaining):
        """Until `remaining()` is 0, with a line of progress every ten seconds; raises when patience is over."""
        verdict.wait_until(what, remaining, self.options.patience, self.killer.check, say)

    def notifications(self):
        """(sent, failed) requests of Alertmanager to its webhook."""
        samples = prometheus_samples(http_json.get_text(f"{self.alertmanager}/metrics"))
        return (
            sum_of(samples, "alertmanager_notification_requests_total", integration="webhook"),
            sum_of(samples, "alertmanager_notification_requests_failed_total", integration="webhook"),
        )

    def post(self, bodies):
        """Posts alerts to Alertmanager."""
        status = http_json.post(f"{self.alertmanager}/api/v2/alerts", bodies)
        if status != 200:
            raise RuntimeError(f"Alertmanager answers {status}")

    def desk_script(self, command):
        """Stops or starts Request Tracker."""
        subprocess.run([self.options.desk_script, command], check=True, timeout=150, stdout=subprocess.DEVNULL)

    # The end

    def report(self, notified_before):
        """Prints the counts; true when all is right."""
        final = self.judge()
        left_over = self.host.left_over()
        sent, failed = (after - before for after, before in zip(self.notifications(), notified_before))
        leaks = self.host.leaks()
        code = self.host.stop()
        rows = [
            ("alerts", len(self.alerts)),
            ("notifications sent by Alertmanager", f"{sent:.0f}, {failed:.0f} of them without success"),
            *final.rows(),
            ("left over in Treaty", left_over),
            ("secrets found in what Treaty wrote", ", ".join(leaks) or "none"),
            ("kills (SIGKILL)", self.host.kills),
            ("longest restart", f"{max(self.host.restart_seconds, default=0):.2f} s"),
            ("downtime of Request Tracker", f"{self.outage_seconds:.0f} s"),
            ("exit code at SIGTERM", code),
            ("seconds", f"{time.monotonic() - BEGAN:.0f}"),
        ]
        print(verdict.table(rows))
        for complaint in final.complaints:
            print(f"  wrong: {complaint}")
        return final.is_right and not leaks and left_over == 0 and code == 0 and self.host.kills == self.options.kills


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    for name in ["treaty", "plan", "folder", "hook-token", "desk-script"]:
        parser.add_argument(f"--{name}", required=True)
    for name in ["port", "alerts", "kills", "seed", "patience"]:
        parser.add_argument(f"--{name}", type=int, required=True)
    parser.add_argument("--outage", type=float, required=True)
    run = Run(parser.parse_args())
    try:
        return 0 if run.go() else 1
    except (RuntimeError, TimeoutError, OSError, subprocess.SubprocessError) as failure:
        print(f"failed: {failure}", flush=True)
        for complaint in run.judge().complaints if run.desk.is_up() else []:
            print(f"  wrong: {complaint}")
        return 1
    finally:
        run.host.stop()


if __name__ == "__main__":
    sys.exit(main())
