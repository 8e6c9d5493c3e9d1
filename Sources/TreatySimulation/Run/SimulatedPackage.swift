import TreatyCompiler
import TreatyDiagnostics
package import TreatyEngine
import TreatyPlan

/// The package that simulations carry out: one sender, and a system for each way in which a vendor knows a repetition. It comes through
/// the compiler, as anybody's does.
package enum SimulatedPackage {
  /// Why it does not compile, which would be a fault of ours.
  package struct Broken: Error, CustomStringConvertible {
    package let description: String
  }

  /// Its plan, ready to run.
  package static func linked() throws(Broken) -> LinkedPlan {
    let source = PackageSource(
      shownAs: "simulation", location: "simulation",
      files: [
        SourceText(path: "treaty.yaml", bytes: Array(manifest.utf8)),
        SourceText(path: "house.treaty.yaml", bytes: Array(specs.utf8)),
      ])
    let compiled = PackageCompiler.compile(source, using: NoPackages())
    do {
      guard let file = try compiled.file() else {
        throw Broken(description: compiled.findings.all.map { "\($0.code): \($0.message)" }.joined(separator: "\n"))
      }
      return try LinkedPlan(plan: file.plan, digest: file.digest, bindings: Bindings())
    } catch { throw Broken(description: "\(error)") }
  }

  private struct NoPackages: PackageProvider {
    var known: [String] { [] }

    func package(_ reference: String, usedIn location: String) -> PackageSource? { nil }
  }

  private static let manifest = """
    treaty: 1
    package: simulation/house
    version: 1.0.0
    about: One sender, and a partner for each way in which a repetition is known.
    secrets:
      feed-token: {about: Shown by the sender}
      desk-token: {about: Shown to the desks}
    """

  private static let specs = """
    connectors:
      feed:
        about: A sender that tells the state of things, several in one message
        auth: {token: {}}
        events:
          change:
            delivery-id: event.headers[?'x-delivery'].orValue('')
            schema: {entries: [{fields: {key: string, number: int, text: string}}]}
      marking:
        about: Writes a mark with a record, and finds it by that some time later
        base: ${ system.url }/api
        auth: {token: {}}
        limits: {rate: 20/s, concurrency: 3, timeout: 10s}
        search-delay: 2s
        records:
          ticket:
            id: id
            schema: {id: string, key: string, number: int, text: string, mark: string?}
            accepts: {key: string?, number: int?, text: string?, mark: string?}
            get: {GET: "/tickets/${ id }"}
            find: {GET: /tickets, query: {mark: "${ mark }"}, items: body.items}
            create: {POST: /tickets, json: "${ input }", gives: {id: body.id}, safety: {mark: {mark: "${ mark }"}}}
            update: {PUT: "/tickets/${ id }", json: "${ input }", safety: idempotent}
      keying:
        about: Knows a repetition by a key in a header
        base: ${ system.url }/api
        auth: {token: {}}
        limits: {concurrency: 2, timeout: 5s}
        records:
          ticket:
            id: id
            schema: {id: string, key: string, number: int, text: string}
            accepts: {key: string?, number: int?, text: string?}
            get: {GET: "/tickets/${ id }"}
            create: {POST: /tickets, json: "${ input }", gives: {id: body.id}, safety: {key: Idempotency-Key}}
            update: {PATCH: "/tickets/${ id }", json: "${ input }", safety: idempotent}
      bulky:
        about: Takes several records in one request, and tells how many requests are left
        base: ${ system.url }/api
        auth: {token: {}}
        limits: {concurrency: 3, timeout: 8s}
        search-delay: 1s
        throttle: {remaining: "int(headers['x-left'])", reset: "int(headers['x-reset'])"}
        records:
          ticket:
            id: id
            schema: {id: string, key: string, number: int, text: string, mark: string?}
            accepts: {key: string?, number: int?, text: string?, mark: string?}
            get: {GET: "/tickets/${ id }"}
            find: {GET: /tickets, query: {mark: "${ mark }"}, items: body.items}
            create:
              POST: /tickets
              json: "${ input }"
              gives: {id: body.id}
              safety: {mark: {mark: "${ mark }"}}
              limits: {rate: 5/s}
              batch:
                POST: /tickets/bulk
                json: {tickets: "${ batch.map(one, one.input) }"}
                most: 4
                results: body.results
                status: int(result.status)
                gives: {id: result.id}
            update:
              PUT: "/tickets/${ id }"
              json: "${ input }"
              safety: idempotent
              batch:
                PUT: /tickets/bulk
                json: {tickets: "${ batch.map(one, {'id': one.id, 'fields': one.input}) }"}
                most: 3
                results: body.results
                status: int(result.status)
      bare:
        about: Knows nothing of repetitions
        base: ${ system.url }/api
        auth: {token: {}}
        limits: {concurrency: 2, timeout: 5s}
        records:
          ticket:
            id: id
            schema: {id: string, key: string, number: int, text: string}
            accepts: {key: string?, number: int?, text: string?}
            get: {GET: "/tickets/${ id }"}
            create: {POST: /tickets, json: "${ input }", gives: {id: body.id}}
            update: {PUT: "/tickets/${ id }", json: "${ input }", safety: idempotent}

    teams:
      house: {about: Sees to all of it, contacts: {mail: house@example.org}}

    accounts:
      feed-here: {owner: house, auth: {token: "${ secrets.feed-token }"}}
      us-there: {owner: house, auth: {token: "${ secrets.desk-token }"}, limits: {rate: 30/s, concurrency: 5}}

    systems:
      feed: {connector: feed}
      marking: {connector: marking, url: "http://127.0.0.1:1", account: us-there}
      keying: {connector: keying, url: "http://127.0.0.1:2", account: us-there}
      bare: {connector: bare, url: "http://127.0.0.1:3", account: us-there}
      bulky: {connector: bulky, url: "http://127.0.0.1:4", account: us-there}

    flows:
      to-marking:
        owner: house
        on: {event: feed.change, path: /marking, account: feed-here}
        each: item.entries
        identify: item.key
        deliver: {to: marking.ticket, do: upsert, fields: {key: "${ item.key }", number: "${ item.number }", text: "${ item.text }"}}
        failure: {lane: block}
        retry: patient
      to-keying:
        owner: house
        on: {event: feed.change, path: /keying, account: feed-here}
        each: item.entries
        identify: item.key
        deliver: {to: keying.ticket, do: upsert, fields: {key: "${ item.key }", number: "${ item.number }", text: "${ item.text }"}}
        failure: {classes: {rejected: {do: retry}, denied: {do: ask}, conflict: {do: dead}}}
        retry: patient
      to-bare:
        owner: house
        on: {event: feed.change, path: /bare, account: feed-here}
        each: item.entries
        identify: item.key
        deliver: {to: bare.ticket, do: upsert, fields: {key: "${ item.key }", number: "${ item.number }", text: "${ item.text }"}}
        unsure: ask
        retry: thrifty
        priority: urgent
      to-bulky:
        owner: house
        on: {event: feed.change, path: /bulky, account: feed-here}
        each: item.entries
        identify: item.key
        deliver: {to: bulky.ticket, do: upsert, fields: {key: "${ item.key }", number: "${ item.number }", text: "${ item.text }"}}
        retry: patient
        priority: bulk
      to-both:
        owner: house
        on: {event: feed.change, path: /both, account: feed-here}
        each: item.entries
        identify: item.key
        deliver:
          - {to: marking.ticket, do: upsert, fields: {key: "${ item.key }", number: "${ item.number }", text: "${ item.text }"}, undo: {fields: {text: withdrawn}}}
          - {to: bulky.ticket, do: upsert, fields: {key: "${ item.key }", number: "${ item.number }", text: "${ item.text }"}, undo: {fields: {text: withdrawn}}}
        failure: {classes: {rejected: {do: compensate}, denied: {do: skip}}}
        retry: thrifty
        expires: 30m

    policies:
      retry:
        patient: {first: 1s, factor: 2, max: 1m, deadline: 2d}
        thrifty: {first: 1s, max: 2m, jitter: decorrelated, deadline: 2d, budget: 30%, breaker: {failures: 3, pause: 2m}}
    """
}
