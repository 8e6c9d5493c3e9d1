"""Treaty as a process that can be killed at any moment and started again on the same store."""

import glob
import json
import os
import re
import signal
import subprocess
import threading
import time
import urllib.error
import urllib.request

import http_json


class TreatyHost:
    """One host: a plan, a store and a port, whatever process serves them at the moment.

    `kill_and_restart` is called from a thread of its own, so what changes the process holds `self._lock`.
    """

    def __init__(self, program, plan, folder, port, inputs, secrets):
        self.program = program
        self.store = f"sqlite:{folder}/treaty.sqlite"
        self.url = f"http://127.0.0.1:{port}"
        self.log_path = f"{folder}/treaty.log"
        self.kills = 0
        self._folder = folder
        # The plan file that it is started with next.
        self.plan = plan
        self._secrets = list(secrets.values())
        self.restart_seconds = []
        self._arguments = ["--store", self.store, "--listen", f"127.0.0.1:{port}"]
        for name, value in inputs.items():
            self._arguments += ["--input", f"{name}={value}"]
        names = {"TREATY_SECRET_" + name.upper().replace("-", "_"): value for name, value in secrets.items()}
        self._environment = os.environ | names
        self._process = None
        self._lock = threading.Lock()

    def start(self, patience=30):
        """Starts it and waits until it is ready; raises with the end of its log when it ends instead."""
        with self._lock:
            self._start(patience)

    def kill_and_restart(self):
        """SIGKILL, in the middle of whatever it does, and up again at once."""
        with self._lock:
            if self._process.poll() is not None:
                raise RuntimeError(f"Treaty ended by itself with {self._process.returncode}\n{self._end_of_log()}")
            self._process.send_signal(signal.SIGKILL)
            self._process.wait(timeout=10)
            self.kills += 1
            began = time.monotonic()
            self._start(patience=30)
            self.restart_seconds.append(time.monotonic() - began)

    def stop(self, patience=30):
        """SIGTERM, as an init system sends it; gives the exit code."""
        with self._lock:
            if self._process is None or self._process.poll() is not None:
                return self._process.returncode if self._process else None
            self._process.send_signal(signal.SIGTERM)
            try:
                return self._process.wait(timeout=patience)
            except subprocess.TimeoutExpired:
                self._process.kill()
                self._process.wait(timeout=10)
                return None

    def status(self):
        """What `treaty status --json` says, as values."""
        return self.ask("status", "--json")

    def left_over(self):
        """How many messages and deliveries have not come to a good end: open, asking or dead."""
        census = self.status()["census"]
        good = {"messages": ["done"], "deliveries": ["done", "dropped"]}
        return sum(
            count for kind, ends in good.items() for state, count in census[kind].items() if state not in ends
        )

    def leaks(self):
        """Where a value of a secret is found that should be nowhere: store, log, plan, metrics, status."""
        places = {"metrics": http_json.get_text(f"{self.url}/metrics").encode(), "status": json.dumps(self.status()).encode()}
        for path in [self.plan, *glob.glob(f"{self._folder}/treaty.*")]:
            if os.path.isfile(path):
                with open(path, "rb") as file:
                    places[path] = file.read()
        return [place for place, content in places.items() if any(secret.encode() in content for secret in self._secrets)]

    def apply(self, plan):
        """Lets it go on with another plan; gives the exit code of `treaty apply`, and what it said."""
        answer = subprocess.run(
            [self.program, "apply", plan, "--store", self.store], capture_output=True, text=True, timeout=120, check=False
        )
        return answer.returncode, (answer.stdout + answer.stderr).strip()

    def memory(self):
        """Bytes of memory that the process has (resident); raises `OSError` where there is none."""
        with open(f"/proc/{self._process.pid}/statm", encoding="ascii") as file:
            return int(file.read().split()[1]) * os.sysconf("SC_PAGE_SIZE")

    def open_files(self):
        """How many files and sockets the process has open; raises `OSError` where there is none."""
        return len(os.listdir(f"/proc/{self._process.pid}/fd"))

    def store_bytes(self):
        """Bytes of the store and its WAL on disk."""
        paths = [f"{self._folder}/treaty.sqlite{suffix}" for suffix in ["", "-wal"]]
        return sum(os.path.getsize(path) for path in paths if os.path.exists(path))

    def metrics(self):
        """The samples of `/metrics`: name with labels → value."""
        text = http_json.get_text(f"{self.url}/metrics")
        return prometheus_samples(text)

    def ask(self, *words, code=0):
        """What a command with `--json` says, as values; raises when it ends with another code."""
        answer = subprocess.run(
            [self.program, *words, "--store", self.store], capture_output=True, text=True, timeout=60, check=False
        )
        if answer.returncode != code:
            raise RuntimeError(f"treaty {' '.join(words)} ended with {answer.returncode}: {answer.stderr.strip()}")
        return json.loads(answer.stdout)

    def _start(self, patience):
        with open(self.log_path, "ab") as log:
            self._process = subprocess.Popen(  # noqa: S603 the command is ours
                [self.program, "run", self.plan, *self._arguments], env=self._environment, stdin=subprocess.DEVNULL, stdout=log, stderr=log
            )
        until = time.monotonic() + patience
        while True:
            try:
                with urllib.request.urlopen(f"{self.url}/readyz", timeout=2):
                    return
            except (urllib.error.URLError, OSError):
                pass
            if self._process.poll() is not None:
                raise RuntimeError(f"Treaty ended with {self._process.returncode}\n{self._end_of_log()}")
            if time.monotonic() > until:
                raise RuntimeError(f"Treaty is not ready after {patience} s\n{self._end_of_log()}")
            time.sleep(0.05)

    def _end_of_log(self):
        with open(self.log_path, encoding="utf-8", errors="replace") as log:
            return "".join(log.readlines()[-15:])


def prometheus_samples(text):
    """Samples of the Prometheus text format: name with labels → value."""
    return {match[1]: float(match[2]) for match in re.finditer(r"^([a-zA-Z_]\S*(?:\{.*\})?) (\S+)$", text, re.MULTILINE)}


def sum_of(samples, name, **labels):
    """Sum of all samples of one metric whose labels have these values."""
    wanted = [f'{label}="{value}"' for label, value in labels.items()]
    return sum(
        value
        for sample, value in samples.items()
        if (sample == name or sample.startswith(name + "{")) and all(label in sample for label in wanted)
    )
