"""JSON over HTTP with a bound on the time, and nothing more."""

import json
import urllib.error
import urllib.request


def get_text(url, headers=None, timeout=20):
    """Body of a GET, as text; raises on any other status than 2xx."""
    with urllib.request.urlopen(urllib.request.Request(url, headers=headers or {}), timeout=timeout) as reply:
        return reply.read().decode("utf-8")


def get(url, headers=None, timeout=20):
    """Body of a GET, as values; raises on any other status than 2xx."""
    return json.loads(get_text(url, headers, timeout))


def post(url, body, headers=None, timeout=20):
    """Posts values as JSON; gives the status, whatever it is. Raises `OSError` when no answer comes."""
    request = urllib.request.Request(
        url,
        data=json.dumps(body).encode("utf-8"),
        headers={"Content-Type": "application/json"} | (headers or {}),
        method="POST",
    )
    try:
        with urllib.request.urlopen(request, timeout=timeout) as reply:
            return reply.status
    except urllib.error.HTTPError as answer:
        return answer.code
