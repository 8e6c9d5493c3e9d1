/// A number as digits and a power of ten. A double is the shortest decimal that reads back as it: what was written, up to fifteen digits.
struct DecimalNumber: Sendable {
  /// At most 20 digits.
  var digits: UInt64
  var exponent: Int

  /// Powers of ten that a double has exactly, as far as fifteen digits have use for them.
  private static let powers: [Double] = [1, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12]

  /// The magnitude of a number, which is finite.
  init(magnitudeOf number: JSONNumber) {
    switch number {
    case .int(let int): self.init(digits: int.magnitude, exponent: 0)
    case .uint(let uint): self.init(digits: uint, exponent: 0)
    case .double(let double): self.init(magnitudeOf: double.magnitude)
    }
  }

  private init(digits: UInt64, exponent: Int) { (self.digits, self.exponent) = (digits, exponent) }

  private init(magnitudeOf double: Double) {
    // Of up to fifteen digits only one decimal of so many places reads back as the same double, so no text is needed to find it.
    for (places, power) in DecimalNumber.powers.enumerated() {
      let scaled = (double * power).rounded()
      guard scaled < 1e15 else { break }
      if scaled / power == double {
        self.init(digits: UInt64(scaled), exponent: -places)
        return
      }
    }
    self.init(shortest: double.description.utf8)
  }

  /// Reads what Swift prints for a double: `1.5`, `1e-07`, `1.25e+20`.
  private init(shortest text: String.UTF8View) {
    var (digits, exponent, written) = (UInt64(0), 0, 0)
    var (isFraction, isExponent, isNegative) = (false, false, false)
    for byte in text {
      switch byte {
      case UInt8(ascii: "."): isFraction = true
      case UInt8(ascii: "e"): isExponent = true
      case UInt8(ascii: "-"): isNegative = isExponent
      case UInt8(ascii: "0")...UInt8(ascii: "9"):
        let digit = Int(byte - UInt8(ascii: "0"))
        if isExponent {
          written = written * 10 + digit
        } else {
          // There are at most seventeen, but for zeros of a large whole number, which has at most sixteen in this form.
          digits = digits &* 10 &+ UInt64(digit)
          if isFraction { exponent -= 1 }
        }
      default: break
      }
    }
    self.init(digits: digits, exponent: exponent + (isNegative ? -written : written))
  }

  /// Whether this is a whole number of times another, which is not 0; exactly.
  func isMultiple(of other: DecimalNumber) -> Bool {
    guard digits != 0 else { return true }
    var shift = exponent - other.exponent
    if shift >= 0 {
      // digits · 10^shift mod the other's digits.
      let modulus = other.digits
      var rest = digits % modulus
      while shift > 0, rest != 0 {
        let product = rest.multipliedFullWidth(by: 10)
        rest = modulus.dividingFullWidth((product.high % modulus, product.low)).remainder
        shift -= 1
      }
      return rest == 0
    }
    // The other's digits · 10^-shift has to divide ours: not where it is larger.
    var divisor = other.digits
    while shift < 0 {
      let (product, overflow) = divisor.multipliedReportingOverflow(by: 10)
      if overflow || product > digits { return false }
      divisor = product
      shift += 1
    }
    return digits % divisor == 0
  }
}

/// What `multipleOf` says.
struct Divisor: Sendable {
  let number: JSONNumber
  private let decimal: DecimalNumber

  /// A divisor that is more than 0.
  init(_ number: JSONNumber) {
    self.number = number
    decimal = DecimalNumber(magnitudeOf: number)
  }

  /// Whether a number is a whole number of times this.
  func divides(_ other: JSONNumber) -> Bool {
    if case .int(let divisor) = number, case .int(let int) = other { return int.magnitude % divisor.magnitude == 0 }
    return DecimalNumber(magnitudeOf: other).isMultiple(of: decimal)
  }
}
