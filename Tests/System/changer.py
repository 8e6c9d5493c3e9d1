"""Lets a running host go on with another plan, again and again, while something else goes on."""

import random
import subprocess
import threading


class Changer(threading.Thread):
    """Applies `plans` in turn to `host`, `changes` times, with random pauses of `pause` seconds on average between."""

    # What `treaty apply` ends with: it runs; no host was there, or it was gone before it answered.
    DONE, NO_HOST = 0, 4

    def __init__(self, host, plans, changes, pause, seed, say):
        super().__init__(daemon=True)
        self.failure = None
        self.done = 0
        self.cut_off = 0
        self._host = host
        self._plans = plans
        self._changes = changes
        self._pause = pause
        self._random = random.Random(seed)
        self._say = say

    def run(self):
        # A change that a kill cut off does not count: there is another for it, as long as it takes.
        while self.done < self._changes:
            threading.Event().wait(self._random.uniform(0.1, 1.9) * self._pause)
            plan = self._plans[(self.done + self.cut_off + 1) % len(self._plans)]
            try:
                code, words = self._host.apply(plan)
            except (OSError, subprocess.SubprocessError) as failure:
                self.failure = failure
                return
            if code == self.DONE:
                self.done += 1
                self._host.plan = plan
                self._say(f"change of plan {self.done} of {self._changes}")
            elif code == self.NO_HOST:
                self.cut_off += 1
            else:
                self.failure = RuntimeError(f"treaty apply ended with {code}: {words}")
                return

    def check(self):
        """Raises what went wrong while changing, if anything did."""
        if self.failure is not None:
            raise self.failure
