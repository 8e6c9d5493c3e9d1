#!/usr/bin/env python3
"""Writes a package of many files, as a large organisation would have it: teams, services, systems, tables, flows, syncs, gates.

  generate.py FOLDER [FILES]     FILES spec files of some 60 lines each; 1000 without

The same arguments give the same bytes.
"""
import pathlib
import sys


def manifest(files: int) -> str:
    return f"""treaty: 1
package: bench/organisation
version: 1.0.0
about: A package of {files} files, made up to measure with
uses: [std/itsm, std/alertmanager, std/request-tracker]
inputs:
  desk-url: {{type: url, about: Address of the desks}}
"""


def spec(number: int) -> str:
    n = f"{number:04d}"
    service = f"service-{n}"
    depends = "" if number == 0 else f"    depends-on: [service-{number // 2:04d}]\n"
    return f"""# What team {n} runs, and how its alerts become tickets.
teams:
  team-{n}:
    about: Runs the service number {number}
    contacts: {{mail: team-{n}@example.org, chat: "#team-{n}"}}
    on-call: [{{during: hours-{n}}}]

calendars:
  hours-{n}:
    zone: Europe/Berlin
    weekly: [mon-fri 08:00-18:00, "mon-fri 18:00-08:00", "sat, sun 00:00-24:00", mon 00:00-08:00]

services:
  {service}:
    about: What customers know as number {number}
    owner: team-{n}
    criticality: medium
{depends}    systems: [desk-{n}]

secrets:
  desk-token-{n}: {{about: Token at desk {number}}}
  hook-token-{n}: {{about: Token of sender {number}}}

accounts:
  at-desk-{n}:
    owner: team-{n}
    auth: {{token: "${{ secrets.desk-token-{n} }}"}}
  sender-{n}: {{owner: team-{n}, auth: {{token: "${{ secrets.hook-token-{n} }}"}}}}

systems:
  desk-{n}: {{connector: request-tracker, url: "${{ inputs.desk-url }}", version: 5.0.3, account: at-desk-{n}, owner: team-{n}}}
  monitoring-{n}: {{connector: alertmanager, version: 0.25.0, owner: team-{n}}}

tables:
  priority-{n}:
    from: incident.severity
    to: int
    rows:
      critical: 90
      high: 70
      medium: 50
      low: 20

flows:
  page-to-ticket-{n}:
    about: Alerts of service {number} become tickets.
    owner: team-{n}
    services: {service}
    on: {{event: monitoring-{n}.notification, path: /hooks/{n}, account: sender-{n}}}
    each: item.alerts
    where: "item.labels[?'service'].orValue('') == '{service}' && item.status in ['firing', 'resolved']"
    identify: item.fingerprint + ' ' + string(item.startsAt)
    map:
      model: incident
      set:
        key: ${{ item.fingerprint }}
        summary: "[{service}] ${{ item.annotations[?'summary'].orValue('no summary') }}"
        state: "${{ item.status == 'resolved' ? 'resolved' : 'new' }}"
        severity: "${{ item.labels[?'severity'].orValue('') == 'critical' ? 'critical' : 'medium' }}"
        service: {service}
        opened: ${{ item.startsAt }}
    deliver:
      - to: desk-{n}.ticket
        do: upsert
        fields: {{Subject: "${{ item.?summary }}", Priority: "${{ tables.priority-{n}[item.severity] }}"}}
        create: {{where: item.state != 'resolved', fields: {{Queue: Incidents, Content: "${{ item.?description.orValue('') }}"}}}}
"""


def main() -> None:
    folder = pathlib.Path(sys.argv[1])
    files = int(sys.argv[2]) if len(sys.argv) > 2 else 1000
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "treaty.yaml").write_text(manifest(files))
    for number in range(files):
        part = folder / f"part-{number // 100:02d}"
        part.mkdir(exist_ok=True)
        (part / f"team-{number:04d}.treaty.yaml").write_text(spec(number))


if __name__ == "__main__":
    main()
