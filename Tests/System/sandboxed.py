"""Runs a program as a systemd unit would confine it, where there is no systemd: the same system calls, kinds of sockets and kinds of memory,
by a filter of the kernel (seccomp(2)); and as nobody, without a capability, where root starts it.

    sandboxed.py UNIT SETS COMMAND...

SETS is what `systemd-analyze syscall-filter` prints. What is forbidden fails with EPERM (another kind of socket with EAFNOSUPPORT), as under systemd.
"""

import ctypes
import errno
import os
import re
import struct
import sys

NOBODY = 65534
PR_SET_NO_NEW_PRIVS, PR_SET_SECCOMP, SECCOMP_MODE_FILTER = 38, 22, 2
ALLOW, ERRNO = 0x7FFF0000, 0x00050000
LOAD, EQUAL, RETURN, AND = 0x20, 0x15, 0x06, 0x54
# Where seccomp_data has the number of the call, the architecture, and the lower half of an argument.
NUMBER, ARCHITECTURE, X86_64 = 0, 4, 0xC000003E
PROT_WRITE, PROT_EXEC = 2, 4
FAMILIES = {"AF_UNIX": 1, "AF_INET": 2, "AF_INET6": 10, "AF_NETLINK": 16}


def argument(index):
    return 16 + 8 * index


def read_sets(path):
    sets, name = {}, None
    for line in open(path):
        word = re.sub(r"\x1b\[[0-9;]*m", "", line).strip()
        if not word or word.startswith("#"):
            continue
        if line.startswith((" ", "\t")):
            sets[name].append(word)
        else:
            name = word
            sets[name] = []
    return sets


def members(word, sets):
    if not word.startswith("@"):
        return {word}
    return set().union(*[members(inner, sets) for inner in sets[word]])


def allowed_calls(unit, sets):
    allowed = set()
    for line in re.findall(r"^SystemCallFilter=(.*)$", unit, re.M):
        words = set().union(*[members(word, sets) for word in line.lstrip("~").split()])
        allowed = allowed - words if line.startswith("~") else allowed | words
    return allowed


def numbers():
    """Numbers of the system calls of this machine."""
    for path in ("/usr/include/x86_64-linux-gnu/asm/unistd_64.h", "/usr/include/asm/unistd_64.h"):
        if os.path.exists(path):
            return {name: int(number) for name, number in re.findall(r"#define __NR_(\w+)\s+(\d+)", open(path).read())}
    sys.exit("sandboxed.py: there is no asm/unistd_64.h (Debian package linux-libc-dev)")


def program(unit, sets):
    """The filter, as instructions: (code, jump if true, jump if false, value)."""
    known = numbers()
    forbidden = (RETURN, 0, 0, ERRNO | errno.EPERM)
    steps = [(LOAD, 0, 0, ARCHITECTURE), (EQUAL, 1, 0, X86_64), forbidden]
    families = re.search(r"^RestrictAddressFamilies=(.*)$", unit, re.M)[1].split()
    # Of a socket the family decides.
    body = [(LOAD, 0, 0, argument(0))]
    for family in families:
        body += [(EQUAL, 0, 1, FAMILIES[family]), (RETURN, 0, 0, ALLOW)]
    body.append((RETURN, 0, 0, ERRNO | errno.EAFNOSUPPORT))
    steps += [(LOAD, 0, 0, NUMBER), (EQUAL, 0, len(body), known["socket"])] + body
    if "MemoryDenyWriteExecute=yes" in unit:
        # mmap that is writable and executable, mprotect that makes executable: as systemd.exec(5) says.
        for call, bits in (("mmap", PROT_WRITE | PROT_EXEC), ("mprotect", PROT_EXEC), ("pkey_mprotect", PROT_EXEC)):
            body = [(LOAD, 0, 0, argument(2)), (AND, 0, 0, bits), (EQUAL, 0, 1, bits), forbidden, (LOAD, 0, 0, NUMBER)]
            steps += [(LOAD, 0, 0, NUMBER), (EQUAL, 0, len(body), known[call])] + body
    steps.append((LOAD, 0, 0, NUMBER))
    # Each has its own return: a jump reaches 255 instructions.
    for call in sorted(allowed_calls(unit, sets) & known.keys()):
        steps += [(EQUAL, 0, 1, known[call]), (RETURN, 0, 0, ALLOW)]
    return steps + [forbidden]


def confine(steps):
    library = ctypes.CDLL(None, use_errno=True)
    text = b"".join(struct.pack("HBBI", *step) for step in steps)
    room = ctypes.create_string_buffer(text)
    header = ctypes.create_string_buffer(struct.pack("HxxxxxxQ", len(steps), ctypes.addressof(room)))
    for arguments in ((PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0), (PR_SET_SECCOMP, SECCOMP_MODE_FILTER, header, 0, 0)):
        if library.prctl(*arguments) != 0:
            sys.exit(f"sandboxed.py: {os.strerror(ctypes.get_errno())}")


def main():
    unit_path, sets_path, *command = sys.argv[1:]
    steps = program(open(unit_path).read(), read_sets(sets_path))
    if os.geteuid() == 0:
        os.setgroups([])
        os.setresgid(NOBODY, NOBODY, NOBODY)
        os.setresuid(NOBODY, NOBODY, NOBODY)
    confine(steps)
    os.execv(command[0], command)


main()
