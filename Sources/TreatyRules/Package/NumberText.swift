extension Double {
  /// As a person writes it: to two decimals, and without the `.0` of a whole number.
  package var written: String {
    let rounded = (self * 100).rounded() / 100
    return rounded == rounded.rounded() && abs(rounded) < 1e15 ? String(Int64(rounded)) : String(rounded)
  }
}
