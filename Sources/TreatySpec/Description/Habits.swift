import TreatyDiagnostics

/// What people write who know other tools, and what it is called here. Only looked at where something is not known.
public enum Habits {
  /// The key that is meant by one that a declaration does not have: in other tools' words, with a slip, or in another style.
  /// - Parameter known: Keys that it has and that do not stand yet.
  static func key(_ written: String, among known: [String]) -> String? {
    let word = plain(written)
    return keys[word]?.first { known.contains($0) } ?? NearName.suggest(for: written, among: known)
      ?? known.first { plain($0) == word }
  }

  /// The word that is meant by one that is not among those that may stand: in other tools' words, with a slip, or in another style.
  public static func word(_ written: String, among known: [String]) -> String? {
    let word = plain(written)
    return words[word]?.first { known.contains($0) } ?? NearName.suggest(for: written, among: known)
      ?? known.first { plain($0) == word }
  }

  /// A word without the marks of styles: `depends_on`, `dependsOn` and `depends-on` are alike.
  private static func plain(_ word: String) -> String {
    String(
      decoding: word.lowercased().utf8.filter { $0 != UInt8(ascii: "-") && $0 != UInt8(ascii: "_") }, as: UTF8.self)
  }

  /// By word, the keys that it may mean, the likeliest first.
  private static let keys: [String: [String]] = [
    "description": ["about"], "desc": ["about"], "doc": ["about"], "comment": ["about"], "title": ["about"],
    "purpose": ["about"], "summary": ["about"],
    "name": ["package"], "dependencies": ["uses"], "imports": ["uses"], "requires": ["uses"],
    "variables": ["inputs"], "variable": ["inputs"], "params": ["inputs", "input", "with"],
    "parameters": ["input", "with"],
    "inputs": ["input", "with"], "args": ["with"], "arguments": ["with"],
    "providers": ["connectors"], "resources": ["systems"], "jobs": ["flows"], "pipelines": ["flows"],
    "integrations": ["flows"], "schemas": ["models"], "mappings": ["tables", "map"], "users": ["accounts"],
    "credentials": ["accounts", "account", "auth"], "authentication": ["auth", "account"],
    "login": ["account", "auth"],
    "if": ["when", "where"], "condition": ["when", "where", "check"], "filter": ["where", "scope"], "only": ["where"],
    "when": ["where"], "where": ["when"], "assert": ["check"],
    "trigger": ["on"], "triggers": ["on"], "schedule": ["on"], "cron": ["schedule"], "webhook": ["event"],
    "poll": ["pull"], "interval": ["every", "pull"], "frequency": ["every", "pull"], "timezone": ["zone"],
    "tz": ["zone"],
    "foreach": ["each"], "loop": ["each"], "withitems": ["each"], "actions": ["deliver"], "action": ["deliver", "do"],
    "destinations": ["deliver"], "outputs": ["deliver"], "transform": ["map"], "mapping": ["map"],
    "dedupkey": ["identify"],
    "uniquekey": ["identify"], "method": ["do"], "operation": ["do", "call"], "verb": ["do"], "target": ["to"],
    "body": ["fields", "with", "json"], "payload": ["fields", "with", "json"], "data": ["fields", "with", "json"],
    "run": ["call"], "uses": ["call"], "env": ["with"], "waitfor": ["wait"],
    "team": ["owner", "by"], "maintainer": ["owner"], "responsible": ["owner"], "approvers": ["by"],
    "reviewers": ["by"],
    "message": ["reason"], "text": ["reason"], "address": ["url"], "endpoint": ["url", "path"],
    "baseurl": ["url", "base"],
    "uri": ["url"], "host": ["url"], "type": ["connector", "kind"], "plugin": ["connector"], "driver": ["connector"],
    "provider": ["connector"], "properties": ["fields", "schema"], "fields": ["schema"], "columns": ["fields"],
    "attributes": ["fields"],
    "values": ["rows", "enum"], "entries": ["rows"], "default": ["else"], "fallback": ["else"], "otherwise": ["else"],
    "retries": ["attempts"], "maxattempts": ["attempts"], "maxretries": ["attempts"], "backoff": ["factor"],
    "multiplier": ["factor"], "initialdelay": ["first"], "delay": ["first"], "maxdelay": ["max"],
    "threshold": ["failures"],
    "cooldown": ["pause"], "timeout": ["within"], "ttl": ["cache"], "regex": ["pattern"], "maxlength": ["max"],
    "minlength": ["min"], "minimum": ["min"], "maximum": ["max"], "headers": ["header"], "url": ["path", "base"],
    "needs": ["depends-on"], "dependson": ["depends-on"], "sla": ["levels"], "slo": ["levels"], "ratelimit": ["rate"],
    "maxconcurrency": ["concurrency"], "username": ["user"], "bearer": ["token"], "accesstoken": ["token"],
    "apitoken": ["token"],
  ]

  /// By word, the words that it may mean, the likeliest first.
  private static let words: [String: [String]] = [
    "integer": ["int"], "long": ["int"], "float": ["number"], "double": ["number"], "decimal": ["number"],
    "text": ["string"], "str": ["string"], "varchar": ["string"], "boolean": ["bool"], "uri": ["url"],
    "mail": ["email"],
    "email": ["mail"], "datetime": ["timestamp"], "date": ["timestamp"], "time": ["timestamp"], "object": ["json"],
    "map": ["json"], "pii": ["personal"], "confidential": ["internal"], "ignore": ["off"], "disabled": ["off"],
    "warn": ["warning"],
    "info": ["note"], "deprecated": ["retiring"],
    "decommissioned": ["retired"], "ratelimited": ["throttled"], "toomanyrequests": ["throttled"], "notfound": ["gone"],
    "forbidden": ["denied"], "unauthorized": ["denied"], "down": ["outage"], "unavailable": ["outage"],
    "timeout": ["unsure"],
    "invalid": ["rejected"], "exponential": ["full"], "realtime": ["real-time"], "streaming": ["real-time"],
    "insert": ["create"], "add": ["create"], "post": ["create"], "put": ["update"],
    "patch": ["update"],
    "modify": ["update"], "remove": ["delete"], "archive": ["close"], "newest": ["latest"], "lastwritewins": ["latest"],
    "approve": ["allow"], "accept": ["allow"], "block": ["deny"], "reject": ["deny"], "prod": ["staging"],
    "p1": ["critical"],
    "p2": ["high"], "p3": ["medium"], "p4": ["low"], "bearer": ["token"], "external": ["partner"],
    "maintenance": ["window"],
    "blackout": ["freeze"], "lowercase": ["lower"], "abort": ["fail"], "error": ["fail"], "ignored": ["leave"],
    "high": ["urgent"], "low": ["bulk"], "medium": ["normal"], "background": ["bulk"],
  ]

  /// What to do about keys of a secret.
  static let secretHints: [String: String] = {
    let hint = "leave it out: the host binds the value, which never stands in a package"
    return ["value": hint, "default": hint, "env": hint, "file": hint]
  }()

  /// What to do about keys of a field.
  static let fieldHints: [String: String] = [
    "required": "leave it out: a field must be there, unless its type ends in `?`",
    "nullable": "leave it out, and write a `?` behind the type of what may be missing",
    "default": "leave it out: what is taken where it is missing is said where it is read, by `.orValue(…)`",
    "format": "leave it out, or write a type such as `timestamp`, `url` or `email`",
    "items": "write the type of the elements in brackets: `[string]`",
  ]

  /// What to do about keys of an operation.
  static let operationHints: [String: String] = {
    let hint = "write the path behind the method: `GET: /path`"
    return ["url": hint, "path": hint, "method": hint, "request": hint, "endpoint": hint]
  }()

  /// What to do about keys of a flow.
  static let flowHints: [String: String] = {
    let retry = "declare a policy under `policies.retry`, and name it: `retry: patient`"
    return [
      "steps": "write `deliver`; steps that wait and decide make a workflow, in the section `workflows`",
      "retries": retry, "attempts": retry, "backoff": retry,
      "timeout": "write `expires`, or `timeout` under `limits` of the system",
    ]
  }()

  /// What to do about keys of `tls`.
  static let tlsHints: [String: String] = {
    let hint = "leave it out: a certificate is always checked; `authority` names the file of an authority of your own"
    return ["verify": hint, "insecure-skip-verify": hint, "skip-verify": hint, "ca": hint, "ca-file": hint]
  }()
}
