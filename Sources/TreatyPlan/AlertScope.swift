extension Place {
  /// Where an alert is put into words for a channel: `alert`, `inputs`.
  public static let alert = Place.names([.record("alert", AlertScope.fields), .inputs])
}

/// What `alert` is in expressions of channels. Nothing in it comes of a payload.
public enum AlertScope {
  /// Its fields, in the order of the documentation.
  public static let fields: [ScopedField] = [
    ScopedField(name: "id", type: "int"), ScopedField(name: "key", type: "string"),
    ScopedField(name: "state", type: "string"), ScopedField(name: "title", type: "string"),
    ScopedField(name: "text", type: "string"), ScopedField(name: "package", type: "string"),
    ScopedField(name: "name", type: "string", isOptional: true),
    ScopedField(name: "system", type: "string", isOptional: true), ScopedField(name: "flows", type: "[string]"),
    ScopedField(name: "class", type: "string", isOptional: true), ScopedField(name: "count", type: "int"),
    ScopedField(name: "since", type: "timestamp"), ScopedField(name: "fault", type: "string"),
    ScopedField(name: "evidence", type: "string"), ScopedField(name: "runbook", type: "string", isOptional: true),
    ScopedField(name: "command", type: "string"), ScopedField(name: "acknowledge", type: "string"),
    ScopedField(name: "team", type: "string", isOptional: true), ScopedField(name: "contact", type: "string"),
  ]
}
