/// What functions and operators are called in other languages, so that who knows those is told how it is written here.
enum ForeignNames {
  /// What to write instead of a function's name, and the function that has to be there for that.
  static func function(_ name: String) -> (needs: String, mend: String)? { functions[name.lowercased()] }

  private static let functions: [String: (needs: String, mend: String)] = {
    var table: [String: (needs: String, mend: String)] = [:]
    let rows: [(names: [String], needs: String, mend: String)] = [
      (
        ["toupper", "touppercase", "upper", "uppercase", "upcase", "toupperascii"], "upperAscii",
        "write `.upperAscii()`"
      ),
      (
        ["tolower", "tolowercase", "lower", "lowercase", "downcase", "tolowerascii"], "lowerAscii",
        "write `.lowerAscii()`"
      ),
      (["length", "len", "count", "strlen"], "size", "write `.size()`"),
      (
        ["includes", "has_key", "haskey", "containskey"], "contains",
        "write `'part' in list` or `text.contains('part')`"
      ),
      (["substr", "mid", "slice"], "substring", "write `.substring(from, to)`"),
      (["strip", "ltrim", "rtrim", "trimspace", "trimend", "trimstart"], "trim", "write `.trim()`"),
      (["tostring", "str", "text", "tostr"], "string", "write `string(…)`"),
      (["toint", "parseint", "integer", "tonumber", "number"], "int", "write `int(…)`"),
      (["todouble", "parsefloat", "float"], "double", "write `double(…)`"),
      (["isempty", "empty", "isblank"], "size", "write `.size() == 0`"),
      (["any", "some"], "size", "write `.exists(x, …)`"), (["every"], "size", "write `.all(x, …)`"),
      (["select", "where"], "size", "write `.filter(x, …)`"), (["collect", "foreach"], "size", "write `.map(x, …)`"),
      (["coalesce", "ifnull", "nvl", "isnull", "defaultvalue"], "orValue", "write `a.?b.orValue(…)`"),
      (["match", "regex", "regexmatch", "test", "like", "ismatch"], "matches", "write `.matches('pattern')`"),
      (["concat", "append"], "_+_", "join with `+`"),
      (["date", "datetime", "time", "totime"], "timestamp", "write `timestamp('2026-11-23T10:15:30Z')`"),
      (["replaceall", "gsub"], "replace", "write `.replace('old', 'new')`"),
      (
        ["abs", "ceil", "floor", "round", "min", "max", "greatest", "least", "sqrt"], "math.abs",
        "write `math.…`, such as `math.abs(…)` and `math.greatest(…)`"
      ),
      (["json", "jsonparse", "fromjson"], "parseJson", "write `parseJson(…)`"),
      (["tojsonstring", "jsonstringify", "stringify"], "toJson", "write `toJson(…)`"),
      (["if", "iif"], "_==_", "write `condition ? yes : no`"),
      (["urlescape", "encodeuricomponent", "uriencode"], "urlEncode", "write `urlEncode(…)`"),
    ]
    for row in rows { for name in row.names { table[name] = (row.needs, row.mend) } }
    return table
  }()

  /// What to write instead of a word or sign that is no operator.
  static func operation(_ written: String) -> String? {
    switch written.lowercased() {
    case "and", "&": "write `&&`"
    case "or", "|": "write `||`"
    case "not": "write `!`"
    case "is", "eq", "equals", "=", "===": "write `==`"
    case "ne", "<>", "!==": "write `!=`"
    case "lt": "write `<`"
    case "gt": "write `>`"
    case "le": "write `<=`"
    case "ge": "write `>=`"
    case "mod": "write `%`"
    case "contains", "like", "matches", "startswith", "endswith": "call it: `text.\(written)('part')`"
    case "then", "else": "write `condition ? yes : no`"
    case "nil", "none", "undefined": "write `null`"
    default: nil
    }
  }
}
