package import CEL

extension Plan {
  /// The tables as expressions see them: `tables.severity`, and `tables.shared.severity` for one of a package that is used by an alias.
  package var tablesValue: Value {
    var fields: [(Text, Value)] = []
    var groups: [Substring: [(Text, Value)]] = [:]
    for table in tables {
      var map = MapValue()
      for row in table.rows { map[Value(row.key)] = Value(row.value) }
      map.fallback = table.otherwise.map { Value($0) }
      let parts = table.name.split(separator: "/")
      switch parts.count {
      case 1: fields.append((Text(table.name), .map(map)))
      case 2: groups[parts[0], default: []].append((Text(String(parts[1])), .map(map)))
      default: continue
      }
    }
    let taken = Set(fields.map { $0.0 })
    for (alias, inner) in groups.sorted(by: { $0.key < $1.key }) where !taken.contains(Text(String(alias))) {
      fields.append((Text(String(alias)), .map(MapValue(fields: inner))))
    }
    return .map(MapValue(fields: fields))
  }
}
