extension YAMLSuite {
  /// Cases in which we differ from the suite, with the reason. All but two come from libyaml, a reader of YAML 1.1.
  static let differences: [String: String] = [
    ["2LFX", "6LVF", "MUS6/05", "MUS6/06"]:
      "libyaml refuses a directive that it does not know (YAML 1.2 §6.8 ignores it)",
    ["6BCT", "6CA3", "A2M4", "Q5MG", "Y79Y/010"]: "libyaml takes no tab behind a dash or before brackets (§6.2, §6.3)",
    ["96NN/00", "96NN/01", "R4YG", "Y79Y/001"]: "libyaml takes no tab where the text of a block scalar begins (§8.1.1)",
    ["4ABK", "FRK4"]: "libyaml wants a blank behind a colon in brackets, also before a comma (§7.3.3)",
    ["58MP", "5T43", "HM87/00"]: "libyaml takes no plain text in brackets that begins with a colon (§7.3.3)",
    ["5MUD", "9SA2", "K3WX", "NJ66", "UT92"]: "libyaml wants a key in brackets with its colon on one line (§7.4.2)",
    ["DK3J", "FP8R", "W4TN"]: "libyaml wants the text of a block scalar indented, also in no block at all (§8.1.1)",
    ["HWV9", "QT73"]: "libyaml takes no `...` before which there is no document (§9.1.2)",
    ["2SXE"]: "libyaml has no colon in the name of an anchor (§6.9.2)",
    ["2JQS", "6M2F", "NKF9"]: "libyaml stops at a key that is not there, before what else is to be refused",
    ["L24T/01"]: "libyaml reads no line break at the end of a file that does not end in one (§8.1.1.2)",
    ["652Z", "HM87/01"]: "libyaml reads `?a` in brackets as a key without its `?`, so we refuse it (§7.3.3)",
  ].reduce(into: [:]) { all, group in for id in group.key { all[id] = group.value } }
}
