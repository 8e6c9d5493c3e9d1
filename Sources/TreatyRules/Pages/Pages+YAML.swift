import TreatyDiagnostics

extension Pages {
  /// 00xx: bytes and YAML.
  static let yaml: [CodePage] =
    [
      CodePage(
        code: .invalidYAML, name: "invalid-yaml", severity: .error, title: "A text that is no YAML",
        summary: """
          The file cannot be read as YAML: a quote or bracket is not closed, lines do not fit each other, or a sign means something that was \
          not meant.
          """,
        why: """
          Before the structure of a file is clear, nobody can say what it declares. What refers to declarations in it is therefore not found \
          wrong as well.
          """,
        mend: """
          Look at the place that is underlined, and at the one above it where the block or bracket begins. What helps most often:

          - put a text in quotes that holds `: ` or ` #`, or that begins with one of `{ [ * & ! % @`,
          - indent with spaces, never with tabs, and have keys that belong together begin in one column,
          - close each quote and bracket.
          """,
        bad: """
          teams:
            planners:
              about: Planning: who goes where
          """,
        good: """
          teams:
            planners:
              about: "Planning: who goes where"
          """,
        related: [.duplicateKey, .keyNotText]),
      CodePage(
        code: .invalidUTF8, name: "invalid-utf8", severity: .error, title: "A file that is not UTF-8",
        summary: "The file has bytes that are no characters of UTF-8.",
        why: "What its texts say would be guessed, and `ü` might arrive at a customer as `Ã¼`.",
        mend: """
          Save the file as UTF-8; most editors name the encoding at the lower edge of the window. On a command line \
          `iconv -f latin1 -t utf8 OLD > NEW` makes one of an older file.
          """),
      CodePage(
        code: .fileTooLarge, name: "file-too-large", severity: .error, title: "A file beyond 1 MiB",
        summary: "A spec file has more than 1,048,576 bytes.",
        why:
          "Files that people write stay far below. A limit keeps what a machine wrote by mistake from taking all memory.",
        mend:
          "Split it: all files of a package share their names, so it is of no account in which one a declaration stands.",
        related: [.tooDeep, .tooManyNodes]),
      CodePage(
        code: .tooDeep, name: "too-deep", severity: .error, title: "Values within values within values",
        summary: "Mappings and lists are nested more than 64 deep.",
        why: "No person can read that, and a program that reads it needs memory for each level.",
        mend: "Give the inner parts names of their own: models for types, steps with names in workflows.",
        related: [.fileTooLarge, .expressionLimit]),
      CodePage(
        code: .tooManyNodes, name: "too-many-nodes", severity: .error, title: "More than 100,000 values in a file",
        summary: "A spec file has more than 100,000 keys, values and elements.",
        why: "It is likely data and not a spec: a table of that size changes at other times than the agreement does.",
        mend: "Split the file. What is data belongs into the system that keeps it, where a flow can look it up.",
        related: [.fileTooLarge]),
      CodePage(
        code: .unreadableFile, name: "unreadable-file", severity: .error, title: "A file that cannot be read",
        summary:
          "A file that a command was given or a spec names is not there, or the system does not let Treaty read it.",
        why:
          "What stands in it is needed: the command ends, and a record whose JSON Schema it is has no fields that are known.",
        mend: """
          Look at the path and at who may read the file. A path that a command is given is relative to the folder that it runs in, one in a spec to \
          the spec.
          """,
        related: [.noSpecs, .invalidJSON]),
      CodePage(
        code: .emptyFile, name: "empty-file", severity: .error, title: "A file that says nothing",
        summary: "A file has nothing but comments in it, or nothing at all.",
        why: """
          A manifest without content does not say what the package is called, so nothing can be compiled. A spec file without content is only \
          warned of: it is likely one that was not saved, or one that a merge has emptied.
          """,
        mend: "Write into it what it was made for, or delete it. `treaty init` writes a manifest to begin with.",
        bad: """
          # treaty.yaml
          # What the package is called comes here.
          """,
        good: """
          # treaty.yaml
          treaty: 1
          package: test/paging
          version: 1.0.0
          uses: [std/itsm]
          inputs: {desk-url: {type: url}, crew-url: {type: url}}
          secrets: {desk-token: {}, crew-password: {}}
          """,
        related: [.noSpecs, .missingKey]),
      CodePage(
        code: .invalidJSON, name: "invalid-json", severity: .error, title: "A text that is no JSON",
        summary:
          "A value, file or line that `treaty eval` was given is no JSON, or a file that a spec names as JSON Schema.",
        why: "An expression is tried on values as they come from systems, and those are JSON; so are JSON Schemas.",
        mend: """
          - A text needs quotes of its own beside those of the shell: `--value name='"text"'`.
          - Standard input is read as JSON Lines, one record a line; a document over several lines is given as `--input name=-`.
          - JSON has no comments, no comma behind the last entry, and no name twice in one object.
          """,
        related: [.unreadableFile]),
      CodePage(
        code: .invalidCertificate, name: "invalid-certificate", severity: .error,
        title: "A file that holds no certificate of an authority",
        summary: "The file that `authority` names is no PEM, its certificate is damaged, or it holds a private key.",
        why: """
          The certificates go into the plan: a host trusts them, and no others, for the connections that they are named for. A private key would go \
          where the plan goes; who has that of an authority can be any system.
          """,
        mend: """
          Put the certificate of the authority into the file, as PEM: it begins with `-----BEGIN CERTIFICATE-----`. Several may stand one behind the \
          other. `openssl x509 -inform DER -in FILE` makes PEM of the binary form.
          """,
        related: [.unreadableFile, .documentOutsidePackage]),
    ] + yamlRefused
}
