"""Notifications → Treaty → a stand-in desk, for a long time: does anything grow?

Run by soak.sh, which starts the stand-in and compiles the example with a short retention. Passes when the desk has exactly one record per
alert, each as it must be, nothing is left over, and memory and files of the last quarter are those of the second.
"""

import concurrent.futures
import os
import random
import signal
import statistics
import sys
import threading
import time

import stand_in_faults
import verdict
from killer import Killer
from stand_in_faults import Run, say

MIB = 1 << 20
# What may be more in the last quarter than in the second: a tenth, and what an allocator or a WAL may just have taken.
SLACK = 16 * MIB


class Samples(threading.Thread):
    """Memory, bytes on disk and open files of a host, from time to time, until it is told to stop."""

    def __init__(self, host, seconds, path):
        super().__init__(daemon=True)
        self.rows = []
        self.failure = None
        self._host = host
        self._seconds = seconds
        self._path = path
        self._done = threading.Event()
        self._began = time.monotonic()

    def run(self):
        with open(self._path, "w", encoding="utf-8") as file:
            file.write("seconds,memory,store,files\n")
            while not self._done.wait(max(1, self._seconds / 360)):
                try:
                    row = (time.monotonic() - self._began, self._host.memory(), self._host.store_bytes(), self._host.open_files())
                except OSError:
                    continue  # It was killed just now.
                self.rows.append(row)
                file.write(f"{row[0]:.0f},{row[1]},{row[2]},{row[3]}\n")
                file.flush()

    def stop(self):
        """Takes no further sample."""
        self._done.set()
        self.join(timeout=30)

    def quarter(self, number, column):
        """The mean of a column in a quarter of the time, 0 to 3."""
        part = [row[column] for row in self.rows if number <= 4 * row[0] / self._seconds < number + 1]
        return statistics.fmean(part) if part else 0.0


class SoakRun(Run):
    """A run that goes on and on."""

    def __init__(self, options):
        super().__init__(options)
        self.seconds = 60 * options.minutes
        self.until = time.monotonic() + self.seconds
        self.killer = Killer(self.host, options.kills, self.seconds / 4 / (options.kills + 1), options.seed, say)
        self.samples = Samples(self.host, self.seconds, f"{options.folder}/samples.csv")
        self.hangs = 0

    def go(self):
        """The whole run; true when all came out right."""
        say(f"{len(self.alerts)} alerts in {len(self.groups)} groups for {self.options.minutes:g} minutes, seed {self.options.seed}")
        self.host.start()
        self.killer.start()
        self.samples.start()
        hanging = threading.Thread(target=self.hang, daemon=True)
        hanging.start()
        try:
            with concurrent.futures.ThreadPoolExecutor(max_workers=len(self.groups) + 1) as senders:
                told = [senders.submit(self.tell_of, *group) for group in self.groups.items()]
                told.append(senders.submit(self.say_how_it_goes))
                for sender in told:
                    sender.result()
            self.samples.stop()
            hanging.join(timeout=60)
            self.killer.check()
            say("no notification comes any more")
            self.wait_until("every record is as it must be", lambda: len(self.judge().complaints))
            self.wait_until("Treaty has nothing open", self.host.left_over)
        finally:
            self.killer.cancel()
            self.killer.join(timeout=60)
        return self.report() and self.is_flat()

    def tell_of(self, group, members):
        """Tells of a group again and again until the time is over, with news each time; and then of the alerts that end."""
        choice = random.Random(f"{self.options.seed} {group}")
        for alert in members:
            alert.starts = stand_in_faults.alerts.now()
        self.send_once(stand_in_faults.notification(group, members, []))
        while time.monotonic() < self.until:
            # Below what the desk may be asked in a second: what cannot be delivered would be what grows.
            time.sleep(choice.uniform(4, 10))
            for alert in members:
                alert.version += 1 if choice.random() < 0.2 else 0
            self.send(group, members, choice, ended=[])
        self.send(group, members, choice, ended=[alert for alert in members if alert.ends])

    def hang(self):
        """Lets the desk stand still now and then, for up to half a minute: calls get no answer in their time."""
        choice = random.Random(self.options.seed)
        while time.monotonic() < self.until:
            time.sleep(choice.uniform(0.5, 1.5) * min(300, self.seconds / 6))
            if time.monotonic() > self.until:
                return
            os.kill(self.options.desk_pid, signal.SIGSTOP)
            time.sleep(choice.uniform(0.2, 1) * min(45, self.seconds / 12))
            os.kill(self.options.desk_pid, signal.SIGCONT)
            self.hangs += 1

    def say_how_it_goes(self):
        """A line a minute: it takes an hour."""
        while time.monotonic() < self.until:
            time.sleep(min(60, max(0.1, self.until - time.monotonic())))
            if self.samples.rows:
                _, memory, store, files = self.samples.rows[-1]
                say(f"{self.sent} notifications; memory {memory / MIB:.0f} MiB, store {store / MIB:.1f} MiB, {files} open files")

    def is_flat(self):
        """Prints what was measured by quarters; whether nothing has grown."""
        names = ["memory of Treaty, MiB", "store with its WAL, MiB", "open files"]
        scales = [MIB, MIB, 1]
        rows = [
            (f"{name}, by quarters", "  ".join(f"{self.samples.quarter(quarter, column) / scale:.1f}" for quarter in range(4)))
            for column, (name, scale) in enumerate(zip(names, scales), start=1)
        ]
        print(verdict.table([*rows, ("times that the desk hung", self.hangs)]))
        grown = [
            name
            for column, (name, slack) in enumerate(zip(names, [SLACK, SLACK, 32]), start=1)
            if self.samples.quarter(3, column) > 1.1 * self.samples.quarter(1, column) + slack
        ]
        for name in grown:
            print(f"  grown: {name}")
        return not grown


def main():
    parser = stand_in_faults.arguments(__doc__)
    parser.add_argument("--desk-pid", type=int, required=True)
    parser.add_argument("--minutes", type=float, required=True)
    return stand_in_faults.carry_out(SoakRun(parser.parse_args()))


if __name__ == "__main__":
    sys.exit(main())
