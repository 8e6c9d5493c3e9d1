import TreatyDiagnostics

extension Pages {
  /// 02xx: names.
  static let names: [CodePage] = [
    CodePage(
      code: .unknownName, name: "unknown-name", severity: .error, title: "A name that stands for nothing",
      summary: "A name is referred to that no declaration has, here or in the packages that are used.",
      why: "What is misspelt, was renamed, or lies in a package that is not used, cannot be found when it is needed.",
      mend: """
        Take the name that is offered, declare what is missing, or add the package that has it to `uses` in `treaty.yaml`. What a package \
        has that is used under an alias is written with it: `shared/urgency`.
        """,
      bad: """
        teams:
          planners: {hours: ofice-hours}
        """,
      good: """
        teams:
          planners: {hours: office-hours}
        """,
      related: [.unknownPackage, .privateName, .undeclaredName]),
    CodePage(
      code: .unusedName, name: "unused-name", severity: .warning, title: "A name that nothing uses",
      summary: "A declaration is referred to nowhere in its package. Edition 1 does not look for that yet.",
      why: "Somebody keeps it, and somebody may believe that it does something.",
      mend: "Delete it, or refer to it. What other packages use belongs into a package that is there for it.",
      related: [.unknownName], canBeAllowed: true),
    CodePage(
      code: .privateName, name: "private-name", severity: .error, title: "A name that another package keeps for itself",
      summary: "A name is referred to that a used package declares with `private: true`.",
      why: "Who keeps that package may change or delete it at any time, and does not expect others to lean on it.",
      mend: "Ask whoever keeps the package to take `private` out, or declare one here.",
      bad: """
        # treaty.yaml
        treaty: 1
        package: test/paging
        version: 1.0.0
        # `../shared` declares the teams `board` and, with `private: true`, `auditors`.
        uses: [std/itsm, ../shared]
        owner: auditors
        inputs: {desk-url: {type: url}, crew-url: {type: url}}
        secrets: {desk-token: {}, crew-password: {}}
        """,
      good: """
        # treaty.yaml
        treaty: 1
        package: test/paging
        version: 1.0.0
        # `../shared` declares the teams `board` and, with `private: true`, `auditors`.
        uses: [std/itsm, ../shared]
        owner: board
        inputs: {desk-url: {type: url}, crew-url: {type: url}}
        secrets: {desk-token: {}, crew-password: {}}
        """,
      related: [.unknownName]),
    CodePage(
      code: .circularReference, name: "circular-reference", severity: .error, title: "Something that contains itself",
      summary: "A calendar takes itself in under `includes`, directly or by way of others.",
      why: "There is no end to what it would hold.",
      mend: "Take one of the references out. What both calendars need becomes a third one.",
      bad: """
        calendars:
          early: {weekly: [mon-fri 06:00-08:00], includes: [late]}
          late: {weekly: [mon-fri 18:00-20:00], includes: [early]}
        """,
      good: """
        calendars:
          early: {weekly: [mon-fri 06:00-08:00]}
          late: {weekly: [mon-fri 18:00-20:00], includes: [early]}
        """,
      related: [.packageCycle]),
    CodePage(
      code: .wrongFormerName, name: "wrong-former-name", severity: .error, title: "A former name that is taken",
      summary: "`was` names something that is there under that name, or that another declaration says that it was.",
      why: """
        What a host has stored under the old name (lanes, links of records, open messages) is taken over by the one that had it. Of two it could \
        be taken over by one alone, and the other would make all its records once more.
        """,
      mend: "Leave `was` out of the one that is new. What keeps its name needs none.",
      bad: """
        teams:
          back-office: {about: Whoever is not at the desk, was: front-desk}
        """,
      good: """
        teams:
          back-office: {about: Whoever is not at the desk, was: office}
        """,
      related: [.duplicateName]),
  ]

  /// 02xx: packages.
  static let packages: [CodePage] = [
    CodePage(
      code: .unknownPackage, name: "unknown-package", severity: .error, title: "A package that is not there",
      summary: "A package is named under `uses` that neither ships with Treaty nor lies where the path leads.",
      why: "What it declares cannot be looked up.",
      mend: "Take the name that is offered, or mend the path: it is relative to the folder of this `treaty.yaml`.",
      bad: """
        # treaty.yaml
        treaty: 1
        package: test/paging
        version: 1.0.0
        uses: [std/itms]
        inputs: {desk-url: {type: url}, crew-url: {type: url}}
        secrets: {desk-token: {}, crew-password: {}}
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
      related: [.unknownName, .packageCycle, .versionOutOfRange]),
    CodePage(
      code: .noSpecs, name: "no-specs", severity: .error, title: "A package without content",
      summary: "There is no `treaty.yaml` in the folder, or there is one and no file declares anything.",
      why: "A check that looked at nothing would pass, and a pipeline would go on as if all were well.",
      mend: """
        Name the folder that holds `treaty.yaml`. Put sections such as `systems` and `flows` into files whose names end in \
        `.treaty.yaml`; other files are not looked at. `treaty init` makes a package to begin with.
        """,
      related: [.emptyFile, .unreadableFile]),
    CodePage(
      code: .packageCycle, name: "package-cycle", severity: .error, title: "Packages that use each other",
      summary: "A package uses itself, directly or by way of others.",
      why: "Neither could be released, checked or understood without the other: they are one package in two folders.",
      mend: "Move what both need into a package that uses neither.",
      bad: """
        # treaty.yaml
        treaty: 1
        package: test/paging
        version: 1.0.0
        uses: [std/itsm, .]
        inputs: {desk-url: {type: url}, crew-url: {type: url}}
        secrets: {desk-token: {}, crew-password: {}}
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
      related: [.circularReference]),
    CodePage(
      code: .notRunnable, name: "not-runnable", severity: .error,
      title: "A plan that asks for more than this version does",
      summary: "A plan holds something that the language has and this version of Treaty does not carry out yet.",
      why:
        "Half of an agreement would be none, so nothing of such a plan is run. The plan itself is sound: it was checked.",
      mend: """
        Take it out to run the rest, or run the plan with a version that carries it out. The reference of the language says of each section and \
        key whether a host carries it out.
        """,
      related: [.planFormat]),
    CodePage(
      code: .versionOutOfRange, name: "version-out-of-range", severity: .error, title: "A version that will not do",
      summary: """
        A system has a version that its connector does not support, or a package that is used has one that the range under `uses` leaves out.
        """,
      why: "Nobody has tried the two together. Fields may be missing, and answers may mean something else.",
      mend: "Correct the version, use a connector or package for it, or, once it was tried, widen the range.",
      bad: """
        systems:
          # The connector `desk` says `supports: ">=2 <3"`.
          archive: {connector: desk, url: https://archive.example.org, account: us-at-desk, version: "3.1"}
        """,
      good: """
        systems:
          # The connector `desk` says `supports: ">=2 <3"`.
          archive: {connector: desk, url: https://archive.example.org, account: us-at-desk, version: "2.9"}
        """,
      related: [.unknownPackage]),
    CodePage(
      code: .documentOutsidePackage, name: "document-outside-package", severity: .error,
      title: "A file outside of the package",
      summary: "A spec names a JSON file that does not lie in the folder of its package.",
      why: """
        A package is one folder: it is copied, sent and checked as one, on machines that have nothing else. What lies elsewhere would be missing \
        there, or be another file. Nothing is ever fetched.
        """,
      mend: "Copy the file into the package, and name it relative to the spec.",
      bad: """
        connectors:
          store:
            events:
              counted: {schema: {json-schema: https://schemas.example.org/part.json}}
        """,
      good: """
        connectors:
          store:
            events:
              counted: {schema: {json-schema: part.schema.json}}
        """,
      related: [.unreadableFile, .unresolvedSchemaReference]),
  ]
}
