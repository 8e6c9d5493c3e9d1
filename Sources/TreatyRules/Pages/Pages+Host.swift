import TreatyDiagnostics

extension Pages {
  /// 07xx: host and store.
  static let host: [CodePage] = [
    CodePage(
      code: .storeLocked, name: "store-locked", severity: .error, title: "A store that another host has",
      summary: "Another host is running on this store.",
      why: "Two hosts on one store would send everything twice.",
      mend:
        "Stop the other host, or give this one a store of its own. The system frees the store when a host ends, however it ends.",
      related: [.storeUnsafe, .hostUnreachable]),
    CodePage(
      code: .storeUnsafe, name: "store-unsafe", severity: .error, title: "A place where a store would not be safe",
      summary: """
        The path given for a store is a folder, a file of something else or one that cannot be written or kept from others, or what is written \
        there could be lost.
        """,
      why: "An answer to a sender says that its message is on disk. Where that cannot be known, none is given.",
      mend:
        "Name a file that is not there yet, on a disk of this machine, in a folder that only the host's user can write to.",
      related: [.storeLocked, .storeFailed]),
    CodePage(
      code: .storeVersion, name: "store-version", severity: .error, title: "A store of a newer Treaty",
      summary: "A store was written by a newer version of Treaty than this one.",
      why: "An older version does not know what the newer one has written, and would damage it.",
      mend: "Use a newer Treaty. To go back, `treaty restore` the backup that was made before it was changed.",
      related: [.planFormat]),
    CodePage(
      code: .strandedWork, name: "stranded-work", severity: .error,
      title: "A plan that cannot go on where another stopped",
      summary: """
        The store holds open work, or knows records, of a plan that differs from the one to be run in a way that would lose them or make \
        records twice: a flow, a target or an item that the new plan does not have in that form, another package, another key, another address \
        of a system, or calls whose end could not be found out any more.
        """,
      why:
        "What is open moves to a new plan when it means the same there. Otherwise the plan that took it has to finish it first.",
      mend: """
        Run the plan that took it until `treaty status` shows nothing open, then this one. What shall not be carried out any more is dropped \
        by a person, with `treaty dead`. That a system only has another address, that a key finds the same records, or that the package only \
        has another name, a person can vouch for: `treaty run --even-if address`, `key` or `package`.
        """,
      related: [.unknownName]),
    CodePage(
      code: .listenFailed, name: "listen-failed", severity: .error, title: "An address that cannot be listened at",
      summary: "A host or stand-in cannot have the address or port that it was to listen at.",
      why: "Nobody could send anything to it.",
      mend:
        "Choose another one with `--listen` or `--port`, or end the process that has it. Ports below 1024 need a right of their own."
    ),
    CodePage(
      code: .hostUnreachable, name: "host-unreachable", severity: .error, title: "No host runs on this store",
      summary: "A command that changes something needs the host of a store, and none is running.",
      why: "Only the host that has a store writes to it.",
      mend: "Start it with `treaty run`, then try again. What only looks, such as `treaty status`, works without one.",
      related: [.storeLocked, .notFound]),
    CodePage(
      code: .storeFailed, name: "store-failed", severity: .error, title: "A store that failed",
      summary:
        "The store could not be written or read: its disk is full, was taken away or reports an error, or the file is damaged.",
      why: """
        What was acknowledged before is on disk. The host ends, so as not to build on what is not; senders get no answer, and send again.
        """,
      mend: """
        Make room or look at the disk, then start the host again. It goes on where it was. Where the store is said to be damaged, `treaty doctor` says how \
        much, and `treaty restore` goes back to a backup.
        """,
      related: [.storeUnsafe]),
    CodePage(
      code: .notFound, name: "not-found", severity: .error, title: "Something that is not in the store",
      summary: "A command names a store, message or delivery that is not there, or that is not in a state for it.",
      why: "Nothing was changed.",
      mend: "Look with `treaty status` and `treaty dead`, and give the path that `treaty run --store` was given.",
      related: [.hostUnreachable]),
    CodePage(
      code: .planNotChanged, name: "plan-not-changed", severity: .error,
      title: "A change of plan that did not come about",
      summary: """
        A running host was to go on with another plan, and did not: calls that were out did not come back in time, another change was under \
        way, it was stopping, or it was started without a way to look for secrets anew.
        """,
      why: "What is in flight ends under the plan that it began with. The plan before goes on, and nothing was lost.",
      mend: "Try again. A host that stops or was started without that way is started anew with the plan.",
      related: [.strandedWork, .hostUnreachable]),
    CodePage(
      code: .storeKeys, name: "store-keys", severity: .error, title: "A store whose keys do not fit",
      summary: """
        What a store holds is sealed. Its key ring lies beside it (`….keys`), wrapped by a master key: a file, a variable of the environment or a \
        systemd credential. One of them is missing, damaged, or belongs to another store.
        """,
      why: """
        Without its keys nothing in a store can be read, by anybody. A host that began without them would take every record for unknown and make \
        it a second time.
        """,
      mend: """
        Give the master key that the ring is wrapped by: `treaty run --key file:PATH`, `env:NAME` or `credential:NAME`. A ring that is missing comes back from \
        the copy that `treaty keys export` made. Where neither can be had any more the store cannot be read: begin with a new one.
        """,
      related: [.storeUnsafe, .storeFailed]),
    CodePage(
      code: .auditBroken, name: "audit-broken", severity: .error, title: "An audit trail that was tampered with",
      summary:
        "The audit trail of a store is not as it was written: an entry was changed, removed, moved, put in, or cut off at the end.",
      why: """
        Each entry carries the hash of the one before it, and the last one is signed. Treaty never changes an entry, so somebody else has, or the disk \
        is damaged.
        """,
      mend: """
        Keep a copy of the store as it is, find out who had access to its file, and compare with the last export (`treaty audit export`). What is named \
        is the first entry that does not fit; those before it are as they were written.
        """,
      related: [.storeFailed, .storeKeys]),
    CodePage(
      code: .callerNotKnown, name: "caller-not-known", severity: .error, title: "A host that does not know who asks",
      summary:
        "A command came to a host's admin address without a token that the host knows, or too often with a wrong one.",
      why: """
        Nothing was done. The host does not say what was wrong with a token: one that was never made, one that was revoked, one whose time \
        is over and one that comes from a network where it does not hold look alike from outside. Its log says which it was.
        """,
      mend: """
        Have a token made with `treaty access add NAME --role viewer --access FILE` where the host runs, and give it in the environment variable \
        `TREATY_TOKEN` or with `--token-file`. On the machine of the host no token is needed: `--store` goes by the socket, where the system says \
        who asks.
        """,
      related: [.roleMissing, .hostUnreachable]),
    CodePage(
      code: .roleMissing, name: "role-missing", severity: .error, title: "Something that a role does not allow",
      summary: "The host knows who asks, and what was asked for needs another role. The message names those that may.",
      why: """
        Nothing was done. A `viewer` looks; an `operator` repairs besides; an `auditor` reads the audit trail besides; an `approver` lets gates and \
        steps go on besides; an `admin` may do all of that, and change the host itself.
        """,
      mend: """
        Have somebody do it who has the role, or have it given: `treaty access add` for a token, and for a user or a group of the host's machine. \
        The user that the host runs as, and root, are admins at its socket.
        """,
      related: [.callerNotKnown]),
    CodePage(
      code: .accessFileUnusable, name: "access-file-unusable", severity: .error,
      title: "A file of operators that cannot be used",
      summary:
        "The file given with `--access` cannot be read, is no such file, or can be read or written by others than its owner and group.",
      why: """
        Who may do what at a host must not be for everybody to read, and for nobody else to change. A host does not start with such a file; one that \
        is running lets nobody in by it until it is mended, except at the socket the user that it runs as, and root.
        """,
      mend:
        "`chmod 600 FILE` (or 640, for the group of the host). `treaty access` writes it; `treaty access list --access FILE` says whether it can be read.",
      related: [.callerNotKnown]),
    CodePage(
      code: .adminExposed, name: "admin-exposed", severity: .error,
      title: "An admin address that others could listen in on",
      summary: "A host was to serve its admin address on a network without TLS, or without a file of operators.",
      why: "A token that crosses a network unencrypted is everybody's, and with it what the host can do.",
      mend: """
        Listen at 127.0.0.1 or ::1, or give a certificate and its key: `--admin 10.0.0.5:8443 --admin-tls cert.pem,key.pem --access operators.json`.
        """,
      related: [.callerNotKnown, .listenFailed]),
    CodePage(
      code: .usage, name: "usage", severity: .error, title: "A command that cannot be carried out as it stands",
      summary: "The arguments of a command contradict each other, or one of them is not of the form that it must have.",
      why: "What was meant could only be guessed.",
      mend: "`treaty COMMAND --help` shows how it is called, with examples."),
  ]
}
