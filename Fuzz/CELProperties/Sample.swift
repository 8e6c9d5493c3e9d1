import CEL

/// Variables with values of every kind, at the edges too.
enum Sample {
  static let environment: Environment = {
    var environment = Environment(libraries: .standard + [.integration, .blocks])
    environment.add(
      RecordType(
        name: "ticket",
        fields: [
          RecordField(name: "id", type: .int, isOptional: false),
          RecordField(name: "title", type: .string, isOptional: false, dataClass: .personal, maxSize: 3),
          RecordField(name: "parent", type: .named("ticket"), isOptional: true),
        ], isOpen: false))
    for variable in variables { environment.declare(variable.name, variable.type) }
    return environment
  }()

  static let activation = variables.reduce(into: Activation()) { $0[$1.name] = $1.value }

  private static let variables: [(name: String, type: CELType, value: Value?)] = [
    ("b", .bool, .bool(true)), ("i", .int, .int(-7)), ("imin", .int, .int(.min)), ("imax", .int, .int(.max)),
    ("u", .uint, .uint(42)), ("umax", .uint, .uint(.max)), ("d", .double, .double(2.5)),
    ("nan", .double, .double(.nan)),
    ("inf", .double, .double(.infinity)), ("big", .double, .double(0x1p63)), ("s", .string, .text("tacocat")),
    ("uni", .string, .text("a\u{301}é😀\r\n\u{3000}K")), ("y", .bytes, .bytes([0, 0xFF, 0x61])), ("n", .null, .null),
    ("li", .list(.int), .list([3, -1, 2].map { .int($0) })),
    ("ls", .list(.string), .list(["b", "a", "", "longer than fifteen bytes"].map { .text($0) })),
    ("lo", .list(.dyn), .list([.int(1), .double(.nan), .null, .text("x"), .list([])])),
    ("ms", .map(.string, .int), .map(MapValue(fields: [("a", .int(1)), ("b", .int(2))]))),
    ("mi", .map(.int, .string), numbered), ("big_map", .map(.string, .int), many),
    ("t", .timestamp, Timestamp(rfc3339: "2026-11-23T10:15:30.123456789Z").map { .timestamp($0) }),
    ("tmax", .timestamp, Timestamp(rfc3339: "9999-12-31T23:59:59.999999999Z").map { .timestamp($0) }),
    ("tmin", .timestamp, Timestamp(rfc3339: "0001-01-01T00:00:00Z").map { .timestamp($0) }),
    ("dur", .duration, .duration(TimeSpan(nanoseconds: 5_400_000_000_001))),
    ("dmin", .duration, .duration(TimeSpan(nanoseconds: .min))), ("o", .optional(.int), .optional(.int(5))),
    ("none", .optional(.string), .optional(nil)), ("w", .nullable(.int), .null), ("ty", .type(.int), .type("int")),
    ("e", .enumeration(EnumType(name: "state", values: ["new", "open"])), .text("new")),
    ("addr", .ipAddress, value(of: "ip('2001:db8::1')")), ("net", .addressBlock, value(of: "cidr('192.0.2.0/24')")),
    ("html", .string, .text("<p>a &amp; <a href='https://example.org/'>b</a><br><li>c<script>x</script>")),
    ("ticket", .named("ticket"), ticket), ("x", .dyn, payload), ("missing", .int, nil),
  ]

  private static func value(of source: String) -> Value? {
    Environment().compile(source).program?.evaluate(Activation())
  }

  private static let numbered: Value = {
    var map = MapValue()
    for (key, value) in [(0, "zero"), (1, "one"), (-5, "minus five")] { map[.int(Int64(key))] = .string(value) }
    return .map(map)
  }()

  /// More keys than are searched one by one.
  private static let many = Value.map(MapValue(fields: (0..<300).map { (Text("key\($0)"), .int($0)) }))

  private static let ticket = Value.map(
    MapValue(fields: [
      ("id", .int(1)), ("title", .text("one")),
      ("parent", .map(MapValue(fields: [("id", .int(2)), ("title", .text("two"))]))),
    ]))

  private static let payload = try? Value(
    json: Array(#"{"tags":["vip","é"],"a":{"b":[1,-2,3.5,null]},"n":18446744073709551615,"x-y":true}"#.utf8))
}
