import CEL
import TreatyCompiler
import TreatyDiagnostics
import TreatyPlan
import TreatySpec
import TreatySyntax

/// The key by which work is known.
struct WorkKey: Sendable {
  /// The activity whose key it is.
  let activity: Activity
  /// What starts it.
  let trigger: TriggerDeclaration
  /// The expression under `identify`.
  let use: ExpressionUse
  /// What it reads, as paths.
  let references: [[String]]

  /// The keys of flows and workflows, as far as they could be read.
  static func all(in package: RuledPackage) -> [WorkKey] {
    package.activities.compactMap { activity in
      let text = package.flow(activity)?.identify ?? package.workflow(activity)?.identify
      guard let use = ExpressionUse(text), let trigger = package.trigger(activity),
        let compilation = package.expressions.compilation(of: use), compilation.issues.isEmpty
      else { return nil }
      return WorkKey(activity: activity, trigger: trigger, use: use, references: compilation.references)
    }
  }
}

extension ExpressionUse {
  /// Its text without white space outside of texts in quotes, so that two that differ only in that are the same.
  var collapsed: String {
    var text: [UInt8] = []
    var quote: UInt8?
    for byte in source.utf8 {
      let isQuote = byte == UInt8(ascii: "'") || byte == UInt8(ascii: "\"")
      if let open = quote, byte == open { quote = nil } else if quote == nil, isQuote { quote = byte }
      let isSpace = byte == UInt8(ascii: " ") || byte == UInt8(ascii: "\n") || byte == UInt8(ascii: "\t")
      if quote == nil, isSpace { continue }
      text.append(byte)
    }
    return String(decoding: text, as: UTF8.self)
  }

  /// Where a name stands in it, with what follows it; the first time, and not as a part of another name.
  func firstPlace(of name: String) -> Range<Int>? { places(of: name).first }

  /// All places of a name in it.
  func places(of name: String) -> [Range<Int>] {
    let (bytes, wanted) = (Array(source.utf8), Array(name.utf8))
    guard !wanted.isEmpty, bytes.count >= wanted.count else { return [] }
    func isPart(_ index: Int) -> Bool {
      guard bytes.indices.contains(index) else { return false }
      let byte = bytes[index]
      return byte == UInt8(ascii: "_") || byte == UInt8(ascii: ".") || byte >= 0x80
        || (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte | 0x20)
        || (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte)
    }
    return (0...(bytes.count - wanted.count)).compactMap { start in
      let end = start + wanted.count
      guard bytes[start..<end].elementsEqual(wanted), !isPart(start - 1) else { return nil }
      // What goes on with a dot is a field of it, or a function on it.
      guard !isPart(end) || bytes[end] == UInt8(ascii: ".") else { return nil }
      return start..<end
    }
  }
}
