/// All kinds of findings. A number is never given twice; a retired one stays here as a comment.
public enum DiagnosticCode: Int, Hashable, Sendable, CaseIterable, Comparable {
  // 00xx: bytes and YAML
  case invalidYAML = 1
  case invalidUTF8 = 2
  case fileTooLarge = 3
  case tooDeep = 4
  case tooManyNodes = 5
  case anchor = 6
  case alias = 7
  case tag = 8
  case severalDocuments = 9
  case duplicateKey = 10
  case keyNotText = 11
  case unreadableFile = 12
  case emptyFile = 13
  case mergeKey = 14
  case invalidJSON = 15

  // 01xx: shape of declarations
  case unknownKey = 101
  case missingKey = 102
  case wrongType = 103
  case invalidValue = 104
  case duplicateName = 105
  case invalidName = 106
  case keyOrder = 107
  case expressionAsTemplate = 108
  case conflictingKeys = 110
  case deprecatedKey = 111

  // 02xx: names and packages
  case unknownName = 201
  case unknownPackage = 202
  case noSpecs = 203
  case packageCycle = 204
  case notRunnable = 206
  case unusedName = 207
  case versionOutOfRange = 208
  case privateName = 209
  case circularReference = 210
  case documentOutsidePackage = 211

  // 03xx: expressions and types
  case expressionSyntax = 301
  case undeclaredName = 302
  case unknownField = 303
  case noOverload = 304
  case typeMismatch = 305
  case notInEnum = 306
  case missingField = 307
  case tableNotTotal = 308
  case expressionLimit = 310
  case badPattern = 311
  case duplicateRow = 312
  case unknownType = 313
  case constantOutOfBounds = 314
  case evaluationFailed = 315
  case valueRefused = 316
  case irreversibleTable = 317
  case missingRule = 318
  case invalidSchema = 319
  case unsupportedSchema = 320
  case unresolvedSchemaReference = 321

  // 04xx: safety
  case retriedUnsafeCreate = 401
  case reservedField = 402
  case unsettledMark = 403

  // 05xx: access and exposure
  case openWebhook = 501
  case plainHTTP = 502
  case secretOutOfPlace = 503
  case duplicatePath = 504
  case literalCredential = 505

  // 06xx: plans and binding
  case planFormat = 601
  case planDigest = 602
  case missingInput = 603
  case missingSecret = 604
  case invalidInput = 605
  case unknownInput = 606
  case planLink = 607

  // 07xx: host and store
  case storeLocked = 701
  case storeUnsafe = 702
  case storeVersion = 703
  case strandedWork = 704
  case listenFailed = 705
  case hostUnreachable = 706
  case storeFailed = 707
  case notFound = 708
  case usage = 709

  // 09xx: suppression and baseline
  case unusedAllow = 901
  case expiredAllow = 902
  case allowWithoutReason = 903
  case allowOfUnknownCode = 904
  case malformedAllow = 905
  case allowOfError = 906
  case staleBaseline = 907

  /// As it is printed: `TR0412`.
  public var name: String {
    let digits = String(rawValue)
    return "TR" + String(repeating: "0", count: max(0, 4 - digits.count)) + digits
  }

  /// The code of a name as people write it: `TR0412`, and also `tr412` or `412`. `nil` for anything else, and for a number that no
  /// code has.
  public init?(name: String) {
    let bytes = Array(name.utf8)
    let hasLetters = bytes.count > 2 && (bytes[0] | 0x20, bytes[1] | 0x20) == (UInt8(ascii: "t"), UInt8(ascii: "r"))
    let digits = bytes[(hasLetters ? 2 : 0)...]
    guard (1...8).contains(digits.count), digits.allSatisfy({ (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) })
    else { return nil }
    self.init(rawValue: digits.reduce(0) { $0 * 10 + Int($1 - UInt8(ascii: "0")) })
  }

  /// What the kind of finding is about.
  public var family: CodeFamily { CodeFamily(rawValue: rawValue / 100) ?? .other }

  /// Lower numbers first.
  public static func < (left: DiagnosticCode, right: DiagnosticCode) -> Bool { left.rawValue < right.rawValue }
}
