extension InputKind {
  /// Why a text is no value of the kind; `nil` when it is one.
  public func problem(with text: String) -> String? {
    switch self {
    case .string: return nil
    case .url:
      let isAddress = PlannedURL.reading(text) != nil
      return isAddress ? nil : "must be an http or https address, such as `https://desk.example.com`"
    case .email: return text.split(separator: "@").count == 2 ? nil : "must be a mail address"
    case .int: return Int64(text) == nil ? "must be a whole number" : nil
    case .number: return Double(text) == nil ? "must be a number" : nil
    case .bool: return ["true", "false"].contains(text) ? nil : "must be `true` or `false`"
    }
  }
}
