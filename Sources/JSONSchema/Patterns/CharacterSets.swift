/// Sets of characters that ECMA-262 and RE2 have different names for, as they stand between `[` and `]` in RE2.
enum CharacterSets {
  /// `\s`: white space and ends of lines (ECMA-262 §22.2.2.9).
  static let space =
    "\\t\\n\\v\\f\\r \\x{a0}\\x{1680}\\x{2000}-\\x{200a}\\x{2028}\\x{2029}\\x{202f}\\x{205f}\\x{3000}\\x{feff}"

  /// `\S`: the rest.
  static let noSpace =
    "\\x{0}-\\x{8}\\x{e}-\\x{1f}!-\\x{9f}\\x{a1}-\\x{167f}\\x{1681}-\\x{1fff}\\x{200b}-\\x{2027}\\x{202a}-\\x{202e}"
    + "\\x{2030}-\\x{205e}\\x{2060}-\\x{2fff}\\x{3001}-\\x{fefe}\\x{ff00}-\\x{10ffff}"

  /// What matches nothing.
  static let nothing = "[^\\x{0}-\\x{10ffff}]"

  /// A property of characters.
  struct Property {
    /// RE2's sets that make it up.
    var members: String
    /// Whether it is what they are not.
    var isNegated: Bool

    /// What is not in the set, where that can be said between brackets.
    var negatedMembers: String? {
      // One set alone: `\p{L}`.
      guard members.hasPrefix("\\p{"), members.utf8.count(where: { $0 == UInt8(ascii: "\\") }) == 1 else { return nil }
      return "\\P" + members.dropFirst(2)
    }
  }

  /// What is known of a name.
  enum Lookup {
    case known(Property)
    /// ECMA-262 has it, and RE2 does not: why.
    case refused(String)
    case unknown
  }

  /// The property of a name as it stands in `\p{…}` (ECMA-262, tables 67 to 70).
  static func property(_ name: String) -> Lookup {
    let parts = name.split(separator: "=", omittingEmptySubsequences: false).map(String.init)
    if parts.count == 2 {
      switch parts[0] {
      case "General_Category", "gc": return category(parts[1])
      case "Script", "sc": return script(parts[1])
      case "Script_Extensions", "scx": return .refused("is not known here: write `\\p{Script=…}`")
      default: return .unknown
      }
    }
    switch name {
    case "Any": return .known(Property(members: "\\x{0}-\\x{10ffff}", isNegated: false))
    case "ASCII": return .known(Property(members: "\\x{0}-\\x{7f}", isNegated: false))
    case "ASCII_Hex_Digit", "AHex": return .known(Property(members: "0-9A-Fa-f", isNegated: false))
    case "Assigned": return .known(Property(members: assigned, isNegated: false))
    default: break
    }
    if binary.contains(name) { return .refused("is not known here: only categories such as `\\p{L}` and scripts are") }
    return category(name)
  }

  private static let classes = "\\p{L}\\p{M}\\p{N}\\p{P}\\p{S}\\p{Z}"
  private static let assigned = classes + "\\p{Cc}\\p{Cf}\\p{Co}\\p{Cs}"

  private static func category(_ name: String) -> Lookup {
    guard let short = categories[name] ?? (categories.values.contains(name) ? name : nil) else { return .unknown }
    switch short {
    case "LC": return .known(Property(members: "\\p{Lu}\\p{Ll}\\p{Lt}", isNegated: false))
    // RE2 leaves out what is not assigned.
    case "C": return .known(Property(members: classes, isNegated: true))
    case "Cn": return .known(Property(members: assigned, isNegated: true))
    default: return .known(Property(members: "\\p{\(short)}", isNegated: false))
    }
  }

  private static func script(_ name: String) -> Lookup {
    let isName = name.utf8.allSatisfy {
      (UInt8(ascii: "a")...UInt8(ascii: "z")).contains($0 | 0x20) || $0 == UInt8(ascii: "_")
    }
    guard isName, !name.isEmpty else { return .unknown }
    // RE2 has the long names only; one that it does not know it refuses itself.
    if name.utf8.count == 4, !scriptsOfFourLetters.contains(name) {
      return .refused("has the short name of a script: write the long one, such as `\\p{Script=Greek}`")
    }
    return .known(Property(members: "\\p{\(name)}", isNegated: false))
  }

  private static let scriptsOfFourLetters: Set<String> = ["Cham", "Lisu", "Modi", "Newa", "Thai", "Toto", "Kawi"]

  private static let categories: [String: String] = [
    "Letter": "L", "Cased_Letter": "LC", "Uppercase_Letter": "Lu", "Lowercase_Letter": "Ll", "Titlecase_Letter": "Lt",
    "Modifier_Letter": "Lm", "Other_Letter": "Lo", "Mark": "M", "Combining_Mark": "M", "Nonspacing_Mark": "Mn",
    "Spacing_Mark": "Mc", "Enclosing_Mark": "Me", "Number": "N", "Decimal_Number": "Nd", "digit": "Nd",
    "Letter_Number": "Nl", "Other_Number": "No", "Punctuation": "P", "punct": "P", "Connector_Punctuation": "Pc",
    "Dash_Punctuation": "Pd", "Open_Punctuation": "Ps", "Close_Punctuation": "Pe", "Initial_Punctuation": "Pi",
    "Final_Punctuation": "Pf", "Other_Punctuation": "Po", "Symbol": "S", "Math_Symbol": "Sm", "Currency_Symbol": "Sc",
    "Modifier_Symbol": "Sk", "Other_Symbol": "So", "Separator": "Z", "Space_Separator": "Zs", "Line_Separator": "Zl",
    "Paragraph_Separator": "Zp", "Other": "C", "Control": "Cc", "cntrl": "Cc", "Format": "Cf", "Surrogate": "Cs",
    "Private_Use": "Co", "Unassigned": "Cn",
  ]

  /// Properties that are yes or no, and that RE2 does not have.
  private static let binary: Set<String> = [
    "Alphabetic", "Alpha", "Bidi_Control", "Bidi_C", "Bidi_Mirrored", "Bidi_M", "Case_Ignorable", "CI", "Cased",
    "Changes_When_Casefolded", "CWCF", "Changes_When_Casemapped", "CWCM", "Changes_When_Lowercased", "CWL",
    "Changes_When_NFKC_Casefolded", "CWKCF", "Changes_When_Titlecased", "CWT", "Changes_When_Uppercased", "CWU", "Dash",
    "Default_Ignorable_Code_Point", "DI", "Deprecated", "Dep", "Diacritic", "Dia", "Emoji", "Emoji_Component", "EComp",
    "Emoji_Modifier", "EMod", "Emoji_Modifier_Base", "EBase", "Emoji_Presentation", "EPres", "Extended_Pictographic",
    "ExtPict", "Extender", "Ext", "Grapheme_Base", "Gr_Base", "Grapheme_Extend", "Gr_Ext", "Hex_Digit", "Hex",
    "IDS_Binary_Operator", "IDSB", "IDS_Trinary_Operator", "IDST", "ID_Continue", "IDC", "ID_Start", "IDS",
    "Ideographic", "Ideo", "Join_Control", "Join_C", "Logical_Order_Exception", "LOE", "Lowercase", "Lower", "Math",
    "Noncharacter_Code_Point", "NChar", "Pattern_Syntax", "Pat_Syn", "Pattern_White_Space", "Pat_WS", "Quotation_Mark",
    "QMark", "Radical", "Regional_Indicator", "RI", "Sentence_Terminal", "STerm", "Soft_Dotted", "SD",
    "Terminal_Punctuation", "Term", "Unified_Ideograph", "UIdeo", "Uppercase", "Upper", "Variation_Selector", "VS",
    "White_Space", "space", "XID_Continue", "XIDC", "XID_Start", "XIDS",
  ]
}
