"""Notifications → Treaty → a stand-in desk, with a backup in the middle, more after it, and then the backup restored.

Run by stand-in-faults.sh --restored. What was delivered after the backup the restored store does not know; its alerts come again with news. Passes when the
desk has exactly one record per alert, each as it must be, nobody is asked anything, and nothing is left over.
"""

import subprocess
import sys
import threading

import stand_in_faults
from stand_in_faults import Run, say


class RestoredRun(Run):
    """A run whose host is given an older store in the middle."""

    def go(self):
        """The whole run; true when all came out right."""
        half = len(self.groups) // 2
        groups = list(self.groups.items())
        self.host.start()
        for group in groups[:half]:
            self.tell(*group)
        say("the first half is accepted; a backup is made while the rest comes in")
        backup = threading.Thread(target=self.treaty, args=["backup", "--to", f"{self.options.folder}/backup"])
        backup.start()
        for group in groups[half:]:
            self.tell(*group)
        backup.join()
        self.wait_until("Treaty has nothing open", self.host.left_over)
        if self.host.stop() != 0:
            raise RuntimeError("Treaty did not stop in good order")
        self.treaty("restore", "--from", f"{self.options.folder}/backup", "--replace")
        say("the backup is restored; every alert changes or ends")
        self.host.start()
        for group, members in groups:
            for alert in members:
                alert.version += 1 if alert.changed else 0
            self.send_once(stand_in_faults.notification(group, members, []))
            self.send_once(stand_in_faults.notification(group, members, [alert for alert in members if alert.ends]))
        self.wait_until("every record is as it must be", lambda: len(self.judge().complaints))
        self.wait_until("Treaty has nothing open", self.host.left_over)
        doctor = self.treaty("doctor")
        say(doctor.strip().splitlines()[-1])
        return self.report()

    def tell(self, group, members):
        """Tells of alerts for the first time."""
        for alert in members:
            alert.starts = stand_in_faults.alerts.now()
        self.send_once(stand_in_faults.notification(group, members, []))

    def treaty(self, command, *words):
        """Runs a command over the store; raises with what it said where it fails."""
        answer = subprocess.run(
            [self.options.treaty, command, "--store", self.host.store, *words],
            capture_output=True, text=True, timeout=60, check=False,
        )
        if answer.returncode != 0:
            raise RuntimeError(f"treaty {command} ended with {answer.returncode}: {answer.stderr.strip()}")
        return answer.stdout


def main():
    return stand_in_faults.carry_out(RestoredRun(stand_in_faults.arguments(__doc__).parse_args()))


if __name__ == "__main__":
    sys.exit(main())
