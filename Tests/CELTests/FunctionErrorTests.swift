import CEL
import Testing

@Suite("A function says when it fails, and fails only then")
struct FunctionErrorTests {
  private static let functions = ([Library].standard + [.integration]).flatMap(\.functions)

  @Test("arguments of the right types at the edges", arguments: functions)
  func errors(_ function: Function) {
    var failures: [EvaluationFailure] = []
    for overload in function.overloads where overload.parameters.count <= 4 {
      let environment = environment(for: overload)
      guard let program = environment.compileUnchecked(source(function.name, overload)).program else {
        Issue.record("\(source(function.name, overload)) does not compile")
        continue
      }
      for arguments in combinations(overload.parameters.map { values(of: $0) }) {
        guard let failure = program.evaluate(slots: arguments).failure else { continue }
        // Said once for all: any evaluation can be too costly, and values of which nothing is known may be of the wrong kind.
        if failure.kind == .tooCostly || failure.kind == .noSuchOverload { continue }
        failures.append(failure)
      }
    }
    if function.errors.isEmpty {
      #expect(failures.isEmpty, "\(function.name) fails and does not say so: \(failures.first?.message ?? "")")
    } else {
      #expect(!failures.isEmpty, "\(function.name) says that it fails when \(function.errors), and does not")
    }
  }

  private let names = ["p", "q", "r", "s"]

  private func environment(for overload: Overload) -> Environment {
    var environment = Environment(libraries: .standard + [.integration])
    for name in names.prefix(overload.parameters.count) { environment.declare(name, .dyn) }
    return environment
  }

  /// A call of a function with variables.
  private func source(_ name: String, _ overload: Overload) -> String {
    let arguments = names.prefix(overload.parameters.count)
    switch name {
    case "_[_]": return "p[q]"
    case "_[?_]": return "p[?q]"
    case "@in": return "p in q"
    case "-_", "!_": return "\(name.prefix(1))p"
    default: break
    }
    let parts = name.split(separator: "_", omittingEmptySubsequences: false)
    if parts.count == 3, parts[0].isEmpty, parts[2].isEmpty { return "p \(parts[1]) q" }
    return overload.isMember
      ? "p.\(name)(\(arguments.dropFirst().joined(separator: ", ")))" : "\(name)(\(arguments.joined(separator: ", ")))"
  }

  private func combinations(_ choices: [[Value]]) -> [[Value]] {
    choices.reduce([[]]) { rows, values in rows.flatMap { row in values.map { row + [$0] } } }
  }

  /// Values of a type that are the most likely to make a function fail, and one that is not.
  private func values(of type: CELType) -> [Value] {
    switch type {
    case .null: [.null]
    case .bool: [.bool(true), .bool(false)]
    case .int: [.int(.min), .int(-1), .int(0), .int(1), .int(.max)]
    case .uint: [.uint(0), .uint(1), .uint(.max)]
    case .double: [.double(0), .double(-1.5), .double(.nan), .double(.infinity), .double(0x1p63)]
    case .string:
      ["", "a", "(", "(a)(b)", "\\1", "%", "%d", "%FF", "UTC", "yyyy", "2026", "192.0.2.1", "192.0.2.0/24", "12"].map {
        .string($0)
      }
    case .bytes: [.bytes([]), .bytes([0x7B]), .bytes([0xFF])]
    case .timestamp: [Int64.min, 0, Int64.max].map { .timestamp(Timestamp(millisecondsSinceEpoch: $0)) }
    case .duration: [Int64.min, 0, 1, Int64.max].map { .duration(TimeSpan(nanoseconds: $0)) }
    case .list(let element): [.list([]), .list(values(of: element)), .list(values(of: element).prefix(2).reversed())]
    case .map(_, let value):
      [.map(MapValue()), .map(MapValue(fields: zip([Text("a"), Text("b")], values(of: value)).map { ($0, $1) }))]
    case .optional(let wrapped): [.optional(nil)] + values(of: wrapped).map { .optional($0) }
    case .nullable(let inner): [.null] + values(of: inner)
    case .type: [.type("int")]
    case .ipAddress: [evaluated("ip('192.0.2.1')"), evaluated("ip('::1')")]
    case .addressBlock: [evaluated("cidr('192.0.2.0/24')"), evaluated("cidr('::/0')")]
    // A parameter, or anything: one value of each kind.
    default:
      [
        .null, .bool(true), .int(-1), .uint(.max), .double(.nan), .text("a"), .bytes([0xFF]), .list([.int(1)]),
        .timestamp(Timestamp(millisecondsSinceEpoch: 0)), .optional(nil),
      ]
    }
  }

  private func evaluated(_ source: String) -> Value {
    Environment().compile(source).program?.evaluate(Activation()) ?? .null
  }
}
