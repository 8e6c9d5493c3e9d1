/// Files as people write specs: nested mappings, flow mappings, quoted texts, block scalars, comments; the same ones each time.
struct SpecTexts {
  /// The files' bytes.
  let files: [[UInt8]]
  /// Bytes of all files together.
  var bytes: Int { files.reduce(0) { $0 + $1.count } }

  /// - Parameters:
  ///   - count: how many files.
  ///   - lines: lines of each.
  init(count: Int, lines: Int) {
    var random = Steps(state: 20_261_123)
    files = (0..<count).map { _ in SpecTexts.file(lines, &random) }
  }

  private static func file(_ lines: Int, _ random: inout Steps) -> [UInt8] {
    var text = ["# Made up for measuring: \(word(&random)) to \(word(&random)).", "flows:"]
    while text.count < lines { text += flow(&random) }
    return Array((text.prefix(lines).joined(separator: "\n") + "\n").utf8)
  }

  /// One declaration of some 24 lines.
  private static func flow(_ random: inout Steps) -> [String] {
    let (source, target, field) = (word(&random), word(&random), word(&random))
    var text = [
      "  \(source)-to-\(target)-\(random.below(1000)):",
      "    about: Every \(source) that matters becomes one \(target), and is closed with it.",
      "    owner: \(word(&random))",
      "    on: {event: \(source).notification, path: /hooks/\(source), account: \(source)-at-\(target)}",
      "    each: item.\(field)s",
      "    where: \"'\(field)' in item.labels && item.labels.\(field) != 'none'\"",
      "    # The fingerprint is the same when it comes back; the time it began at is not.",
      "    identify: item.fingerprint + ' ' + string(item.startsAt)",
      "    map:",
      "      model: \(target)",
      "      set:",
    ]
    for _ in 0..<(3 + random.below(4)) {
      let name = word(&random)
      switch random.below(4) {
      case 0: text.append("        \(name): ${ item.\(name) }")
      case 1: text.append("        \(name): \"${ item.\(name) == 'resolved' ? 'resolved' : 'new' }\"")
      case 2: text.append("        \(name): {type: string?, max: \(random.below(300)), about: One line of it}  # shown")
      default: text.append("        \(name): ${ tables.\(field)[item.labels.\(name)] }")
      }
    }
    text += [
      "    deliver:",
      "      - to: \(target)-desk.ticket",
      "        do: upsert",
      "        fields: {Subject: \"${ item.summary }\", Priority: \(random.below(5)), Queue: Incidents}",
      "        note: >-",
      "          ${ item.labels.map(name, name + ': ' + item.labels[name])",
      "          .join(', ') }",
      "    limits: {rate: 20/s, concurrency: \(1 + random.below(9)), timeout: 10s}",
      "    retry: patient",
      "",
    ]
    return text
  }

  private static func word(_ random: inout Steps) -> String {
    let words = [
      "alert", "ticket", "incident", "device", "contract", "severity", "summary", "service", "person", "asset",
      "change",
      "notification", "queue", "order",
    ]
    return words[random.below(words.count)]
  }
}

/// A repeatable stream of numbers (xorshift, 64 bits).
private struct Steps {
  var state: UInt64

  mutating func below(_ bound: Int) -> Int {
    state ^= state << 13
    state ^= state >> 7
    state ^= state << 17
    return Int(state % UInt64(bound))
  }
}
