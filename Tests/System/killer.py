"""Kills a host at moments that a seed decides, while something else goes on."""

import random
import threading


class Killer(threading.Thread):
    """Kills and restarts `host` `kills` times, with random pauses of `pause` seconds on average between."""

    def __init__(self, host, kills, pause, seed, say):
        super().__init__(daemon=True)
        self.failure = None
        self._host = host
        self._kills = kills
        self._pause = pause
        self._random = random.Random(seed)
        self._say = say
        self._cancelled = threading.Event()

    def run(self):
        for count in range(1, self._kills + 1):
            if self._cancelled.wait(self._random.uniform(0.1, 1.9) * self._pause):
                return
            try:
                self._host.kill_and_restart()
            except Exception as failure:  # A thread's exception is lost unless it is handed over.
                self.failure = failure
                return
            self._say(f"SIGKILL {count} of {self._kills}, ready again after {self._host.restart_seconds[-1]:.2f} s")

    def cancel(self):
        """No further kill."""
        self._cancelled.set()

    def check(self):
        """Raises what went wrong while killing, if anything did."""
        if self.failure is not None:
            raise self.failure
