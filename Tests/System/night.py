"""A night, rehearsed: Request Tracker goes down under load, and what an operator sees is shown and asserted until all is well.

Run by night.sh, which starts the systems. What is shown is a transcript: commands and what they said, with the time since the outage began.
"""

import argparse
import os
import pathlib
import re
import shutil
import subprocess
import sys
import threading
import time

import alerts
import http_json
import mail_sink
import verdict
from alert_to_ticket import Run
from treaty_host import sum_of

EXAMPLE = pathlib.Path("specs/examples/alert-to-ticket")
OVERLAY = pathlib.Path("Tests/System/night")
FLOW = "page-to-ticket"
SYSTEM = "service-desk"
REASON = "called by mail, the desk's people are on it"
# What the connector allows: the backlog must not come down faster, whatever waits.
CALLS_PER_SECOND = 20


class Transcript:
    """What is shown, on the terminal and in a file."""

    def __init__(self, path):
        self._file = open(path, "w", encoding="utf-8")
        self.began = time.monotonic()
        self.held = 0

    def moment(self):
        """The time since the outage began, as `+2:05`."""
        seconds = round(time.monotonic() - self.began)
        return f"{'-' if seconds < 0 else '+'}{abs(seconds) // 60}:{abs(seconds) % 60:02d}"

    def say(self, text):
        """A line of what happens."""
        self.write(f"\n[{self.moment()}] {text}")

    def write(self, text):
        """Lines as they are."""
        print(text, flush=True)
        self._file.write(text + "\n")
        self._file.flush()

    def holds(self, what, condition):
        """Says that something holds; raises where it does not."""
        if not condition:
            raise AssertionError(what)
        self.held += 1
        self.write(f"  holds: {what}")


class Load(threading.Thread):
    """Alerts that fire one after the other, and end a while later, until it is told to stop."""

    def __init__(self, night, pause):
        super().__init__(daemon=True)
        self._night = night
        self._pause = pause
        self._over = threading.Event()
        self.failure = None

    def run(self):
        try:
            due = []
            for alert in self._night.alerts:
                if self._over.wait(self._pause):
                    break
                alert.starts = alerts.now()
                self._night.post([alert.body()])
                self._night.fired.append(alert)
                # Alertmanager must have told of an alert before its end counts: an end alone opens no ticket.
                due.append((time.monotonic() + 15, alert))
                while due and due[0][0] <= time.monotonic():
                    self._end(due.pop(0)[1])
            while due:
                time.sleep(max(0, due[0][0] - time.monotonic()))
                self._end(due.pop(0)[1])
        except Exception as failure:  # A thread's exception is lost unless it is handed over.
            self.failure = failure

    def _end(self, alert):
        if alert.ends is not None:
            self._night.post([alert.body(ended_at=alerts.now())])

    def stop(self):
        """No further alert; those that end have ended when it comes back."""
        self._over.set()
        self.join()
        if self.failure is not None:
            raise self.failure


class Calls(threading.Thread):
    """Calls to the desk that were answered, and what is open, second by second."""

    def __init__(self, host):
        super().__init__(daemon=True)
        self._host = host
        self._over = threading.Event()
        # (moment, calls answered well since the one before, open deliveries, share of the slow start)
        self.seconds = []
        self.failure = None

    def run(self):
        try:
            before, moment = None, time.monotonic()
            while not self._over.wait(max(0, moment + 1 - time.monotonic())):
                moment = time.monotonic()
                samples = self._host.metrics()
                now = sum_of(samples, "treaty_calls_total", system=SYSTEM)
                if before is not None:
                    waiting = sum_of(samples, "treaty_open_deliveries", system=SYSTEM)
                    share = sum_of(samples, "treaty_slow_start_ratio", system=SYSTEM)
                    self.seconds.append((moment, now - before, waiting, share))
                before = now
        except Exception as failure:
            self.failure = failure

    def stop(self):
        """Ends it."""
        self._over.set()
        self.join()
        if self.failure is not None:
            raise self.failure


class Night(Run):
    """One night: a run of the example without kills, seen from where the operator sits."""

    def __init__(self, options):
        self.mail, mail_port, self._close_mail = mail_sink.serve("mail")
        self.pages, page_port, self._close_pages = mail_sink.serve("page")
        options.plan = self.package(options, mail_port, page_port)
        options.alerts, options.kills = int((options.outage + 300) / options.pause), 0
        super().__init__(options)
        self.transcript = Transcript(options.transcript)

    @staticmethod
    def package(options, mail_port, page_port):
        """The example with somebody to call, compiled; gives the plan."""
        folder = pathlib.Path(options.folder) / "package"
        shutil.copytree(EXAMPLE, folder)
        shutil.copytree(OVERLAY / "runbooks", folder / "runbooks")
        calling = (OVERLAY / "calling.treaty.yaml").read_text(encoding="utf-8")
        # Both would come in the night, if nobody took it on.
        values = {"LATER": f"{options.outage * 0.4:.0f}s", "AGAIN": f"{options.outage * 0.6:.0f}s"}
        values |= {"MAIL_PORT": str(mail_port), "PAGE_PORT": str(page_port)}
        for name, value in values.items():
            calling = calling.replace(name, value)
        (folder / "calling.treaty.yaml").write_text(calling, encoding="utf-8")
        insert(folder / "paging.treaty.yaml", "    retry: patient\n", "    failure: {alert: desk-down, after: 3, escalate: night, runbook: runbooks/desk-down.md}\n")
        systems = folder / "systems.treaty.yaml"
        # Whose fault it is can be told when there is another system to compare with.
        health = f"    url: {os.environ['ALERTMANAGER_URL']}\n    health: {{get: /-/healthy, expect: status == 200}}\n"
        insert(systems, "    version: 0.25.0\n", health)
        insert(systems, "contacts: {mail: desk@example.org", ', page: "https://pager.example.org/desk"')
        plan = f"{options.folder}/alert-to-ticket.treaty-plan.json"
        subprocess.run([options.treaty, "check", str(folder)], check=True, timeout=60)
        subprocess.run([options.treaty, "compile", str(folder), "-o", plan], check=True, timeout=60)
        return plan

    def go(self):
        """The whole night; true when all came out right."""
        shown = self.transcript
        shown.began += 40  # Roughly: it is set anew when the outage begins.
        self.host.start()
        self.load, self.calls = Load(self, self.options.pause), Calls(self.host)
        self.load.start()
        self.calls.start()
        self.before_the_outage()
        shown.say("Request Tracker goes down")
        shown.began = time.monotonic()
        self.desk_script("down")
        self.the_call()
        self.the_look()
        self.taken_on()
        self.until(0.85)
        self.late()
        self.until(1)
        self.back()
        self.well()
        shown.write(f"\n{shown.held} statements held.")
        return True

    # The night, part by part

    def before_the_outage(self):
        """All is well, alerts become tickets."""
        time.sleep(40)
        self.transcript.say("All is well; alerts fire and end all the time.")
        self.treaty("status")
        self.transcript.holds("no incident is open", self.host_json("alerts")["open"] == [])

    def the_call(self):
        """The one message that says that something is wrong."""
        shown = self.transcript
        mail = self.mail.wait_for(1, self.options.patience)
        shown.say("The phone rings. A mail has come:")
        self.first_mail = text = show_mail(shown, mail)
        shown.holds("it says what is wrong", f"{SYSTEM} does not do its work" in text)
        shown.holds("it says whose fault it is, by the health check of the system", re.search(r"Fault +the system's: its health check has failed", text))
        shown.holds("it says since when and how many", re.search(r"Since .*\n(.*\n)?How many +\d+ failures?", text))
        shown.holds("it has the runbook, the command to look and the one to take it on", all(
            word in text for word in ["runbooks/desk-down.md", "treaty status", "treaty trace ", "treaty ack "]))

    def the_look(self):
        """What the operator looks at, as the mail and the runbook say."""
        shown = self.transcript
        time.sleep(10)
        shown.say("What is going on?")
        status = self.treaty("status")
        first = self.host_json("status")
        bottleneck = first["bottlenecks"][0]
        shown.holds("the bottleneck is named, with its reason", bottleneck["kind"] == "outage" and bottleneck["system"] == SYSTEM)
        shown.holds("the breaker is open", "open since" in status)
        self.waiting_early = bottleneck["waiting"]
        shown.say("Whose fault is it, and who knows of it?")
        self.treaty("alerts", code=1)
        open_incidents = self.host_json("alerts", code=1)["open"]
        shown.holds("it is one incident, whatever fails", len(open_incidents) == 1)
        self.incident = open_incidents[0]["id"]
        trace = re.search(r"treaty trace (\w+)", self.first_mail)[1]
        shown.say("What became of one alert? (The command stands in the mail.)")
        text = self.treaty("trace", trace)
        shown.holds("the trace says what it waits for", SYSTEM in text and "ready" in text or "queued" in text or "waits" in text)
        shown.say("Was anything given up?")
        self.treaty("dead", "list")
        shown.holds("nothing was given up", self.host_json("dead", "list") == [])
        shown.say("What does monitoring see?")
        self.metrics(["treaty_breaker_state", "treaty_system_healthy", "treaty_incidents_open", "treaty_open_deliveries", "treaty_oldest_open_seconds"])
        samples = self.host.metrics()
        shown.holds("the metrics say that it is down", sum_of(samples, "treaty_system_healthy", system=SYSTEM) == 0)

    def taken_on(self):
        """Somebody takes it on."""
        shown = self.transcript
        shown.say("It is taken on.")
        self.treaty("ack", str(self.incident), "--reason", REASON)
        shown.holds("it says who has it", self.host_json("alerts", code=1)["open"][0].get("acknowledged"))

    def late(self):
        """Late in the outage: it is as it was, and nobody was called again."""
        shown = self.transcript
        shown.say("Still down. What waits by now?")
        status = self.treaty("status")
        bottleneck = self.host_json("status")["bottlenecks"][0]
        shown.holds(f"the backlog has grown, from {self.waiting_early} to {bottleneck['waiting']}", bottleneck["waiting"] > self.waiting_early)
        shown.holds("it says who has it", "has it" in status)
        self.treaty("alerts", code=1)
        shown.holds("nobody was called again, by mail or page", (len(self.mail.all()), len(self.pages.all())) == (1, 0))

    def back(self):
        """The desk comes back."""
        shown = self.transcript
        self.desk_script("up")
        self.returned = time.monotonic()
        shown.say("Request Tracker is back.")
        # A pause of the breaker may have begun a moment before.
        while not any(moment > self.returned and 0 < share < 1 for moment, _, _, share in list(self.calls.seconds)):
            if time.monotonic() > self.returned + 90:
                raise TimeoutError("the breaker tried nothing for 90 s")
            time.sleep(0.5)
        shown.say("One call went well, and others follow, more each second.")
        status = self.treaty("status")
        shown.holds("it is begun slowly", "slow start" in status)
        mail = self.mail.wait_for(2, self.options.patience)
        shown.say("A second mail:")
        text = show_mail(shown, mail)
        shown.holds("it says that it is over", "over: " in str(mail["Subject"]) and "Over" in text)
        self.load.stop()
        verdict.wait_until("Treaty has nothing open", self.host.left_over, self.options.patience, lambda: None, shown.say)
        self.calls.stop()
        self.drain()

    def drain(self):
        """How the backlog came down."""
        shown = self.transcript
        after = [second for second in self.calls.seconds if second[0] > self.returned]
        shown.say("How it came down, in steps of ten seconds:")
        shown.write("  since it was back  calls/s  most in a second  open")
        for start in range(0, min(len(after), 300), 10):
            part = after[start : start + 10]
            shown.write(f"  {start:>15} s  {sum(calls for _, calls, _, _ in part) / len(part):7.1f}  {max(calls for _, calls, _, _ in part):16.0f}  {part[-1][2]:4.0f}")
        most = max(calls for _, calls, _, _ in after)
        # A second of the clock that samples may hold a little more than one of the limit.
        shown.holds(f"there was no storm: at most {most:.0f} calls in a second, of {CALLS_PER_SECOND} that are allowed", most <= CALLS_PER_SECOND * 1.2)
        down = [calls for moment, calls, _, _ in self.calls.seconds if self.transcript.began + 30 < moment < self.transcript.began + self.options.outage]
        shown.holds(f"while it was down it was left alone: {sum(down):.0f} calls in {len(down)} s", sum(down) <= len(down) / 4)

    def well(self):
        """All is well again, and it can be proved."""
        shown = self.transcript
        verdict.wait_until("its health is good", self.sick, self.options.patience, lambda: None, shown.say)
        shown.say("Is all well?")
        self.treaty("status")
        shown.holds("nothing holds anything up", self.host_json("status")["bottlenecks"] == [])
        self.treaty("alerts", "--recent")
        verdict.wait_until("every ticket is as it must be", lambda: len(self.judge().complaints), self.options.patience, lambda: None, shown.say)
        final = self.judge()
        shown.write(verdict.table(final.rows()))
        shown.holds("every alert has exactly one ticket, in its right state", final.is_right)
        shown.holds("two messages in all, one when it began and one when it was over", (len(self.mail.all()), len(self.pages.all())) == (2, 0))
        self.treaty("dead", "list")
        shown.say("What stands in the audit trail?")
        self.treaty("audit", "verify")
        text = self.treaty("audit", "show", "--act", "acknowledged")
        shown.holds("who took it on, and why", REASON in text)
        shown.holds("no secret is in anything that was written", self.host.leaks() == [])
        shown.holds("the host stops in order", self.host.stop() == 0)

    def sick(self):
        """How many systems are not well by their last health check. A desk that is busy with a backlog may be late with its answer."""
        return sum(not health["isGood"] for health in self.host_json("alerts")["health"].values())

    # Commands

    def treaty(self, *words, code=0):
        """Runs a command as an operator does, shows it, and gives what it said."""
        answer = subprocess.run(
            [self.host.program, *words, "--store", self.host.store], capture_output=True, text=True, timeout=120, check=False
        )
        shown_words = " ".join(f'"{word}"' if " " in word else word for word in words)
        self.transcript.write(f"\n$ treaty {shown_words} --store $STORE\n{(answer.stdout + answer.stderr).rstrip()}")
        if answer.returncode != code:
            raise AssertionError(f"treaty {shown_words} ended with {answer.returncode}, not {code}")
        return answer.stdout

    def host_json(self, *words, code=0):
        """The same as values, not shown."""
        return self.host.ask(*words, "--json", code=code)

    def metrics(self, names):
        """Shows the lines of /metrics with these names."""
        text = http_json.get_text(f"{self.host.url}/metrics")
        pattern = re.compile(f"^({'|'.join(names)})\\b")
        lines = [line for line in text.splitlines() if pattern.match(line)]
        self.transcript.write(f"\n$ curl -s $HOST/metrics | grep -E '^({'|'.join(names)})'\n" + "\n".join(lines))

    def until(self, part):
        """Until this part of the outage is over."""
        time.sleep(max(0, self.transcript.began + self.options.outage * part - time.monotonic()))

    def close(self):
        """Ends what was started, however it came out."""
        self.host.stop()
        self._close_mail()
        self._close_pages()


def show_mail(transcript, mail):
    """Shows a mail, and gives its text."""
    text = mail.get_content().replace("\r\n", "\n").rstrip()
    transcript.write("\n" + "\n".join(f"  {line}" for line in [f"To: {mail['To']}", f"Subject: {mail['Subject']}", "", *text.splitlines()]))
    return text


def insert(path, after, text):
    """Puts a text behind another one in a file; raises where that is not there."""
    whole = path.read_text(encoding="utf-8")
    if after not in whole:
        raise RuntimeError(f"{path.name} has no `{after.strip()}` any more")
    path.write_text(whole.replace(after, after + text, 1), encoding="utf-8")


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    for name in ["treaty", "folder", "hook-token", "desk-script", "transcript"]:
        parser.add_argument(f"--{name}", required=True)
    for name in ["port", "seed", "patience"]:
        parser.add_argument(f"--{name}", type=int, required=True)
    for name in ["outage", "pause"]:
        parser.add_argument(f"--{name}", type=float, required=True)
    night = Night(parser.parse_args())
    try:
        return 0 if night.go() else 1
    except (AssertionError, RuntimeError, TimeoutError, OSError, subprocess.SubprocessError) as failure:
        night.transcript.say(f"failed: {failure}")
        return 1
    finally:
        night.close()


if __name__ == "__main__":
    sys.exit(main())
