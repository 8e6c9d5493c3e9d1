"""What stands in Request Tracker, read over REST 2.0."""

import dataclasses
import urllib.error
import urllib.parse

import http_json


@dataclasses.dataclass(frozen=True)
class Ticket:
    """One ticket, as far as the checks look at it."""

    id: int
    subject: str
    status: str
    external_id: str


class RequestTracker:
    """The service desk under the account that the example uses."""

    def __init__(self, url, token):
        self._tickets = f"{url}/REST/2.0/tickets"
        self._headers = {"Authorization": f"token {token}"}

    def newest_ticket(self):
        """Number of the newest ticket of any queue; 0 when there is none."""
        items = self._page("id > 0", per_page=1, order="DESC").get("items", [])
        return int(items[0]["id"]) if items else 0

    def tickets_of_alertmanager(self, above):
        """All tickets in Incidents that came from Alertmanager, with numbers above one, page by page."""
        tickets, last = [], above
        # By number instead of by page: a ticket made meanwhile shifts no page.
        while True:
            query = f"Queue = 'Incidents' AND CF.{{Source System}} = 'alertmanager' AND id > {last}"
            items = self._page(query, per_page=50, order="ASC")["items"]
            if not items:
                return tickets
            tickets += [ticket_of(item) for item in items]
            last = tickets[-1].id

    def is_up(self):
        """Whether it answers at all."""
        try:
            self.newest_ticket()
            return True
        except (urllib.error.URLError, OSError):
            return False

    def _page(self, query, per_page, order):
        parameters = {
            "query": query, "orderby": "id", "order": order, "per_page": per_page, "fields": "Subject,Status,CustomFields"
        }
        # A page takes seconds, and much longer while everything else is at work.
        return http_json.get(f"{self._tickets}?{urllib.parse.urlencode(parameters)}", self._headers, timeout=240)


def ticket_of(item):
    """A ticket from an item of a list. The order of its custom fields differs from call to call."""
    fields = {field["name"]: field["values"] for field in item.get("CustomFields", [])}
    return Ticket(
        id=int(item["id"]),
        subject=item.get("Subject") or "",
        status=item["Status"],
        external_id=next(iter(fields.get("External ID", [])), ""),
    )
