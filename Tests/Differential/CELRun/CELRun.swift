import CEL
import CELProperties
import Glibc

/// Evaluates expressions that come in as JSON lines, and writes what each comes to, for `Tests/Differential/compare.py`.
///
/// In: `{"expr":SOURCE,"types":{NAME:TYPE},"values":{NAME:TAGGED}}`; types and values hold for the lines that follow without them.
/// Out: `{"value":TAGGED,"type":TYPE}`, `{"error":KIND,"message":TEXT}` or `{"refused":TEXT}`.
@main
enum CELRun {
  static func main() {
    var environment = Environment()
    var activation = Activation()
    while let line = readLine() {
      guard let request = try? Value(json: Array(line.utf8)) else {
        print(#"{"refused":"the line is not JSON"}"#)
        fflush(nil)
        continue
      }
      if let types = request["types"]?.asMap {
        environment = Environment()
        for entry in types.entries { environment.declare(entry.key.asString ?? "", type(entry.value)) }
      }
      if let values = request["values"]?.asMap {
        activation = Activation()
        for entry in values.entries { activation[entry.key.asString ?? ""] = Value(tagged: entry.value) }
      }
      // Each answer goes out at once: who asks waits for it.
      defer { fflush(nil) }
      print(String(decoding: answer(request["expr"]?.asString ?? "", environment, activation).json(), as: UTF8.self))
    }
  }

  private static func answer(_ source: String, _ environment: Environment, _ activation: Activation) -> Value {
    let compilation = environment.compile(source)
    guard let program = compilation.program else {
      return object([("refused", .string(compilation.issues.first?.message ?? "without a reason"))])
    }
    let value = program.evaluate(activation)
    if let failure = value.failure {
      return object([("error", .string(failure.kind.rawValue)), ("message", .string(failure.message))])
    }
    return object([("value", value.tag), ("type", .string(compilation.type.description))])
  }

  private static func object(_ fields: [(Text, Value)]) -> Value { .map(MapValue(fields: fields)) }

  /// `"int"`, `{"list":TYPE}`, `{"map":[KEY,VALUE]}`, `{"optional":TYPE}`.
  private static func type(_ tagged: Value) -> CELType {
    let scalars: [String: CELType] = [
      "bool": .bool, "int": .int, "uint": .uint, "double": .double, "string": .string, "bytes": .bytes, "null": .null,
      "timestamp": .timestamp, "duration": .duration,
    ]
    if let name = tagged.asString { return scalars[name] ?? .dyn }
    if let element = tagged["list"] { return .list(type(element)) }
    if let wrapped = tagged["optional"] { return .optional(type(wrapped)) }
    if let parts = tagged["map"]?.asList, parts.count == 2 { return .map(type(parts[0]), type(parts[1])) }
    return .dyn
  }
}
