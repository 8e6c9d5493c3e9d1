import CLibYAML
import Glibc
import TreatyDiagnostics
import TreatySyntax

/// How fast specs are read: libyaml's bare events, and `SyntaxTree.read` over the same bytes in the same run.
///
///     SyntaxBench [ROUNDS]
///
/// Both take turns, so that what else the machine does hits both; of each the best round counts. Processor time.
@main
struct SyntaxBench {
  static func main() {
    let rounds = CommandLine.arguments.dropFirst().first.flatMap { Int($0) } ?? 40
    let texts = SpecTexts(count: 1000, lines: 60)
    print("\(texts.files.count) files, \(texts.bytes) bytes, best of \(rounds) rounds\n")
    let works: [(name: String, work: ([UInt8]) -> Int)] = [
      ("libyaml, bare events", events), ("SyntaxTree.read", nodes), ("read, and every node visited", visited),
    ]
    var best = [Double](repeating: .infinity, count: works.count)
    var counts = [Int](repeating: 0, count: works.count)
    for _ in 0..<rounds {
      for (index, work) in works.enumerated() {
        let before = now()
        var count = 0
        for file in texts.files { count += work.work(file) }
        best[index] = min(best[index], now() - before)
        counts[index] = count
      }
    }
    print("                                  MB/s   µs/file   against libyaml   (count)")
    for (index, work) in works.enumerated() {
      let speed = Double(texts.bytes) / best[index] / 1e6
      let each = best[index] / Double(texts.files.count) * 1e6
      print(
        pad(work.name, 30), right(speed, 1, 7), right(each, 1, 9), right(best[0] / best[index], 2, 17),
        "  (\(counts[index]))")
    }
  }

  /// Events of libyaml, each thrown away at once: nobody reads faster through it.
  private static func events(_ bytes: [UInt8]) -> Int {
    var parser = yaml_parser_t()
    guard yaml_parser_initialize(&parser) == 1 else { return 0 }
    defer { yaml_parser_delete(&parser) }
    return bytes.withUnsafeBufferPointer { buffer in
      yaml_parser_set_encoding(&parser, YAML_UTF8_ENCODING)
      yaml_parser_set_input_string(&parser, buffer.baseAddress, buffer.count)
      var count = 0
      var isDone = false
      while !isDone {
        var event = yaml_event_t()
        guard yaml_parser_parse(&parser, &event) == 1 else { return 0 }
        isDone = event.type == YAML_STREAM_END_EVENT
        yaml_event_delete(&event)
        count += 1
      }
      return count
    }
  }

  private static func nodes(_ bytes: [UInt8]) -> Int {
    var findings = Findings()
    let tree = SyntaxTree.read(file: FileID(0), bytes: bytes, into: &findings)
    return tree?.root == nil ? 0 : 1
  }

  private static func visited(_ bytes: [UInt8]) -> Int {
    var findings = Findings()
    guard let root = SyntaxTree.read(file: FileID(0), bytes: bytes, into: &findings)?.root else { return 0 }
    return count(root)
  }

  private static func count(_ node: Node) -> Int {
    switch node.kind {
    case .scalar: return node.utf8.count
    case .mapping: return node.entries.reduce(0) { $0 + $1.key.utf8.count + count($1.value) }
    case .sequence: return node.elements.reduce(0) { $0 + count($1) }
    }
  }

  /// Seconds of this process's processor time.
  private static func now() -> Double {
    var time = timespec()
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &time)
    return Double(time.tv_sec) + Double(time.tv_nsec) / 1e9
  }

  private static func pad(_ text: String, _ width: Int) -> String {
    text + String(repeating: " ", count: max(0, width - text.count))
  }

  /// A number with so many digits behind the point, right-aligned.
  private static func right(_ number: Double, _ digits: Int, _ width: Int) -> String {
    let scale = digits == 1 ? 10 : 100
    let whole = Int((number * Double(scale)).rounded())
    let fraction = String(whole % scale)
    let text = "\(whole / scale)." + String(repeating: "0", count: digits - fraction.count) + fraction
    return String(repeating: " ", count: max(0, width - text.count)) + text
  }
}
