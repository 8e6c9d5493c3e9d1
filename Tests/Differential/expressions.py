"""Makes expressions of CEL: of a wanted type, over given variables, mostly well-typed."""
import random

# Variables by type: name, type as CELRun reads it, tagged value. The binding of cel-cpp ends bytes at a zero, and takes the first moment
# there is for one without beginning: neither is the value of a variable here.
VARIABLES = [
    ("b", "bool", {"bool": True}), ("i", "int", {"int": "-7"}), ("j", "int", {"int": "3"}),
    ("imin", "int", {"int": "-9223372036854775808"}), ("imax", "int", {"int": "9223372036854775807"}),
    ("u", "uint", {"uint": "42"}), ("umax", "uint", {"uint": "18446744073709551615"}),
    ("d", "double", {"double": "2.5"}), ("nan", "double", {"double": "NaN"}), ("inf", "double", {"double": "Infinity"}),
    ("ninf", "double", {"double": "-Infinity"}), ("big", "double", {"double": "9223372036854775808"}),
    ("s", "string", {"string": "tacocat"}), ("uni", "string", {"string": "a\u0301\u00e9\U0001F600\r\n\u3000\u212a"}),
    ("empty", "string", {"string": ""}), ("y", "bytes", {"bytes": "Yf5i"}), ("n", "null", {"null": True}),
    ("t", "timestamp", {"timestamp": "2026-11-23T10:15:30.123456Z"}),
    ("told", "timestamp", {"timestamp": "0001-01-02T00:00:00Z"}),
    ("r", "duration", {"duration": "5400.000001s"}), ("rneg", "duration", {"duration": "-1.5s"}),
    ("li", {"list": "int"}, {"list": [{"int": "3"}, {"int": "-1"}, {"int": "2"}]}),
    ("lu", {"list": "uint"}, {"list": [{"uint": "1"}, {"uint": "7"}]}),
    ("ld", {"list": "double"}, {"list": [{"double": "0.5"}, {"double": "NaN"}, {"double": "-0.0"}]}),
    ("ls", {"list": "string"}, {"list": [{"string": "b"}, {"string": ""}, {"string": "a\u00e9"}]}),
    ("ms", {"map": ["string", "int"]}, {"map": [[{"string": "a"}, {"int": "1"}], [{"string": "b"}, {"int": "2"}]]}),
    ("mi", {"map": ["int", "string"]}, {"map": [[{"int": "0"}, {"string": "zero"}], [{"int": "-5"}, {"string": "x"}]]}),
    ("x", "dyn", {"map": [[{"string": "tags"}, {"list": [{"string": "vip"}, {"null": True}]}],
                          [{"string": "n"}, {"int": "3"}], [{"string": "f"}, {"double": "1.5"}],
                          [{"string": "a"}, {"map": [[{"string": "b"}, {"bool": False}]]}]]}),
]

INTS = ["0", "1", "-1", "2", "3", "7", "-13", "63", "64", "255", "1000000", "4294967296", "9007199254740993",
        "9223372036854775807", "-9223372036854775808", "0x1F", "-9223372036854775807", "1700000000", "253402300799"]
UINTS = ["0u", "1u", "2u", "7u", "64u", "9007199254740993u", "9223372036854775808u", "18446744073709551615u", "0xFFu"]
DOUBLES = ["0.0", "-0.0", "1.0", "1.5", "-2.5", "0.5", "0.1", "3.0", "1e308", "-1e308", "5e-324", "1e-7", "2.5e-5", "1e6",
           "123456.0", "123456789.125", "9007199254740993.0", "1e16", "1e21", "-9223372036854775808.0", "1e19", "0.3333333333333333"]
STRINGS = ["''", "'a'", "'abc'", "'tacocat'", "'é'", "'e\\u0301'", "'😀'", "'\\r\\n'", "'ß'", "'A,B,,C'", "'  x '", "'\\u00a0x\\u3000'",
           "'12'", "'-7'", "'1.5'", "'1e3'", "'true'", "'2026-11-23T10:15:30Z'", "'1h30m'", "'%s'", "'\\x00'", "'\\u212a'", "'\\u0130'",
           "'a longer text, of more than fifteen bytes'", "'+12'", "'0x1F'", "'NaN'", "'-0'", "'null'", "'\"q\\\\'", "'\\uffff\\U0010ffff'"]
BYTES = ["b''", "b'a'", "b'abc'", "b'\\xff'", "b'\\x00\\x01'", "b'caf\\303\\251'", "b'\\xed\\xa0\\x80'"]
TIMES = ["'2026-11-23T10:15:30.123456Z'", "'1969-12-31T23:59:59.999999Z'", "'0001-01-01T00:00:00Z'", "'9999-12-31T23:59:59.999999Z'",
         "'2024-02-29T12:00:00+05:30'", "'2000-01-01T00:00:00Z'", "'2025-03-30T01:30:00Z'", "'1970-01-01T00:00:00-23:59'",
         "'2023-02-29T00:00:00Z'", "'2024-06-30T23:59:60Z'", "'2024-01-01'"]
SPANS = ["'1h'", "'-1h30m'", "'90s'", "'1.5s'", "'0s'", "'100ms'", "'-250us'", "'2562047h'", "'-2562047h'", "'1h1m1s1ms'", "'.5s'",
         "'-0.000001s'", "'1d'", "'3000000h'", "'0'"]
ZONES = ["'UTC'", "'Europe/Berlin'", "'America/New_York'", "'Asia/Kolkata'", "'+05:30'", "'-02:00'", "'02:00'", "'Australia/Sydney'",
         "'Nowhere/City'", "'US/Central'", "'+25:00'", "''"]
PATTERNS = ["'a'", "'^a'", "'c$'", "'(a|b)+'", "'[^a-c]'", "'\\\\d{2,}'", "'(?i)K'", "'.'", "'^.$'", "'\\\\s'", "'('", "'a{2}'", "'\\\\pL+'", "'x*'",
            "'(?s).*'", "'\\\\bcat'", "'[[:upper:]]'"]
FORMATS = ["%s", "%d", "%f", "%.2f", "%e", "%.3e", "%x", "%X", "%o", "%b", "%%", "%.0f"]


class Node:
    """An expression and the expressions in it. `free` are names that only hold inside a macro."""

    def __init__(self, text, kind, children=(), free=frozenset()):
        self.text, self.kind, self.children, self.free = text, kind, list(children), free

    def closed(self):
        """Itself and all in it that can be evaluated alone, the inner ones first."""
        for child in self.children:
            yield from child.closed()
        if not self.free:
            yield self


class Generator:
    def __init__(self, seed):
        self.random = random.Random(seed)
        self.scope = []
        self.counter = 0

    # Types: a name, or a tuple ("list", T), ("map", K, V), ("optional", T).
    SCALARS = ["bool", "int", "uint", "double", "string", "bytes", "timestamp", "duration"]

    def pick(self, *options):
        return self.random.choice(options)

    def type(self, depth=2):
        roll = self.random.random()
        if depth <= 0 or roll < 0.7:
            return self.random.choice(self.SCALARS + ["int", "string", "bool", "null", "double"])
        if roll < 0.87:
            return ("list", self.type(depth - 1))
        return ("map", self.pick("string", "string", "int", "uint", "bool"), self.type(depth - 1))

    def join(self, kind, *parts):
        """A node of texts and nodes."""
        children = [part for part in parts if isinstance(part, Node)]
        text = "".join(part.text if isinstance(part, Node) else part for part in parts)
        return Node(text, kind, children, frozenset().union(*(child.free for child in children)))

    def expression(self):
        kind = self.type()
        return self.make(kind, self.random.randint(1, 4))

    def make(self, kind, depth):
        if self.random.random() < 0.015:
            kind = self.random.choice(self.SCALARS)  # Of another type than is wanted: both have to refuse it, or neither.
        if depth <= 0:
            return self.leaf(kind)
        roll = self.random.random()
        if roll < 0.12:
            return self.leaf(kind)
        if roll < 0.24:
            return self.general(kind, depth - 1)
        maker = getattr(self, kind if isinstance(kind, str) else kind[0] + "_of")
        node = maker(depth - 1) if isinstance(kind, str) else maker(kind, depth - 1)
        node.kind = kind
        return node

    # MARK: Anything of a type

    def leaf(self, kind):
        local = [name for name, type in self.scope if type == kind]
        if local and self.random.random() < 0.6:
            name = self.random.choice(local)
            return Node(name, kind, free=frozenset([name]))
        known = [name for name, type, _ in VARIABLES if self.plain(type) == kind]
        if known and self.random.random() < 0.4:
            return Node(self.random.choice(known), kind)
        literals = {"bool": ["true", "false"], "int": INTS, "uint": UINTS, "double": DOUBLES, "string": STRINGS, "bytes": BYTES,
                    "null": ["null"], "timestamp": [f"timestamp({t})" for t in TIMES],
                    "duration": [f"duration({r})" for r in SPANS], "dyn": ["x", "x.n", "x.tags", "x.a", "dyn(1)", "dyn('a')", "x.f"]}
        if isinstance(kind, str):
            return Node(self.random.choice(literals[kind]), kind)
        if kind[0] == "list":
            return self.join(kind, "[", *self.commas([self.leaf(kind[1]) for _ in range(self.random.randint(0, 3))]), "]")
        if kind[0] == "map":
            return self.literal_map(kind, 0)
        return self.pick(lambda: Node("optional.none()", kind), lambda: self.join(kind, "optional.of(", self.leaf(kind[1]), ")"))()

    @staticmethod
    def plain(type):
        if isinstance(type, str):
            return type
        if "list" in type:
            return ("list", type["list"])
        return ("map", *type["map"])

    @staticmethod
    def commas(nodes):
        parts = []
        for node in nodes:
            parts += [", ", node] if parts else [node]
        return parts

    def general(self, kind, depth):
        choice = self.random.randrange(9)
        if choice <= 1:
            return self.join(kind, "(", self.make("bool", depth), " ? ", self.make(kind, depth), " : ", self.make(kind, depth), ")")
        if choice == 2:
            return self.bind(kind, depth)
        if choice == 3:
            size = self.random.randint(1, 3)
            return self.join(kind, "[", *self.commas([self.make(kind, depth) for _ in range(size)]), "][",
                             self.pick(lambda: Node(str(self.random.randint(0, size)), "int"), lambda: self.make("int", depth - 1))(), "]")
        if choice == 4:
            key = self.pick("string", "int", "uint", "bool")
            return self.join(kind, self.make(("map", key, kind), depth), "[", self.leaf(key), "]")
        if choice == 5:
            return self.join(kind, self.make(("optional", kind), depth), ".orValue(", self.make(kind, depth), ")")
        if choice == 6:
            return self.join(kind, self.make(("optional", kind), depth), ".value()")
        if choice == 7:
            return self.join(kind, "dyn(", self.make(kind, depth), ")")
        return self.join(kind, "(", self.make(kind, depth), ")")

    def name(self):
        self.counter += 1
        return f"v{self.counter % 4}"

    def inside(self, bindings, kind, depth):
        """An expression in which some names have types; its free names are those that are left."""
        hidden = [pair for pair in self.scope if pair[0] not in {name for name, _ in bindings}]
        before, self.scope = self.scope, hidden + bindings
        node = self.make(kind, depth)
        self.scope = before
        return node

    def without(self, node, names, outer=()):
        # Names that the macro binds are free in its body only, but `outer` is evaluated outside.
        free = frozenset().union(*(child.free for child in outer), node.free - frozenset(names)) if outer else node.free - frozenset(names)
        node.free = free
        return node

    def bind(self, kind, depth):
        name, type = self.name(), self.type(1)
        value = self.make(type, depth)
        body = self.inside([(name, type)], kind, depth)
        node = self.join(kind, f"cel.bind({name}, ", value, ", ", body, ")")
        node.free = value.free | (body.free - {name})
        return node

    def macro(self, kind, over, call, bindings, body_kinds, depth):
        """`over.call(names, bodies…)`."""
        bodies = [self.inside(bindings, body, depth) for body in body_kinds]
        names = ", ".join(name for name, _ in bindings)
        node = self.join(kind, over, f".{call}({names}, ", *self.commas(bodies), ")")
        bound = frozenset(name for name, _ in bindings)
        node.free = over.free.union(*(body.free - bound for body in bodies))
        return node

    # MARK: Types

    def null(self, depth):
        return Node("null", "null")

    def dyn(self, depth):
        return self.leaf("dyn")

    def container(self, depth):
        """A list or map, and what its macro variable is."""
        kind = self.pick(("list", self.type(0)), ("list", "int"), ("list", "string"), ("map", self.pick("string", "int"), self.type(0)))
        return self.make(kind, depth), kind[1]

    def bool(self, depth):
        choice = self.random.randrange(19)
        if choice <= 1:
            return self.join("bool", "(", self.make("bool", depth), self.pick(" && ", " || "), self.make("bool", depth), ")")
        if choice == 2:
            return self.join("bool", "!", self.make("bool", depth))
        if choice <= 4:
            kind = self.type(1)
            return self.join("bool", "(", self.make(kind, depth), self.pick(" == ", " != "), self.make(kind, depth), ")")
        if choice == 5:
            one, other = self.type(1), self.type(1)
            return self.join("bool", "(dyn(", self.make(one, depth), ")", self.pick(" == ", " != "), self.make(other, depth), ")")
        if choice <= 7:
            kind = self.random.choice(self.SCALARS)
            return self.join("bool", "(", self.make(kind, depth), self.pick(" < ", " <= ", " > ", " >= "), self.make(kind, depth), ")")
        if choice == 8:
            one, other = self.pick("int", "uint", "double"), self.pick("int", "uint", "double")
            # The checker of cel-cpp's binding takes numbers of two types only where it does not know them.
            return self.join("bool", "(dyn(", self.make(one, depth), ")", self.pick(" < ", " <= ", " > ", " >= "), self.make(other, depth), ")")
        if choice == 9:
            kind = self.type(0)
            return self.join("bool", "(", self.make(kind, depth), " in ", self.make(("list", kind), depth), ")")
        if choice == 10:
            key = self.pick("string", "int", "uint", "bool")
            return self.join("bool", "(", self.make(key, depth), " in ", self.make(("map", key, self.type(0)), depth), ")")
        if choice <= 12:
            over, element = self.container(depth)
            return self.macro("bool", over, self.pick("all", "exists", "exists_one"), [(self.name(), element)], ["bool"], depth)
        if choice == 13:
            return self.join("bool", self.make("string", depth), self.pick(".contains(", ".startsWith(", ".endsWith("), self.make("string", depth), ")")
        if choice == 14:
            return self.join("bool", self.make("string", depth), ".matches(", self.random.choice(PATTERNS), ")")
        if choice == 15:
            return self.join("bool", self.make(("optional", self.type(0)), depth), ".hasValue()")
        if choice == 16:
            return self.join("bool", self.pick("math.isNaN(", "math.isInf(", "math.isFinite("), self.make("double", depth), ")")
        if choice == 17:
            return self.join("bool", "(type(", self.make(self.type(1), depth), ") == ", self.random.choice(
                ["int", "uint", "double", "string", "bool", "bytes", "list", "map", "null_type", "type(1)", "type([])", "google.protobuf.Duration"]), ")")
        return self.join("bool", self.pick("bool('true')", "bool('0')", "bool('yes')", "has(x.tags)", "has(x.none)", "has(x.a.b)", "has(ms.a)",
                                           "has(ms.z)", "x.a.b", "(x.n == 3)", "(x.f > 1)", "('vip' in x.tags)", "has(x.q.b)"))

    def int(self, depth):
        choice = self.random.randrange(16)
        if choice <= 4:
            return self.join("int", "(", self.make("int", depth), self.pick(" + ", " - ", " * ", " / ", " % "), self.make("int", depth), ")")
        if choice == 5:
            return self.join("int", "-", self.parenthesised(self.make("int", depth)))
        if choice == 6:
            return self.join("int", self.pick("size(", "size("), self.make(self.pick("string", "bytes", ("list", self.type(0)), ("map", "string", "int")), depth), ")")
        if choice == 7:
            return self.join("int", "int(", self.make(self.pick("uint", "double", "string", "timestamp", "int"), depth), ")")
        if choice == 8:
            part = self.pick("getFullYear", "getMonth", "getDayOfYear", "getDayOfMonth", "getDate", "getDayOfWeek", "getHours", "getMinutes", "getSeconds", "getMilliseconds")
            zone = self.random.choice(ZONES) if self.random.random() < 0.6 else ""
            return self.join("int", self.make("timestamp", depth), f".{part}({zone})")
        if choice == 9:
            return self.join("int", self.make("duration", depth), f".{self.pick('getHours', 'getMinutes', 'getSeconds', 'getMilliseconds')}()")
        if choice == 10:
            extra = [", ", self.make("int", depth - 1)] if self.random.random() < 0.4 else []
            return self.join("int", self.make("string", depth), self.pick(".indexOf(", ".lastIndexOf("), self.make("string", depth), *extra, ")")
        if choice == 11:
            return self.join("int", self.pick("math.greatest(", "math.least("), *self.commas([self.make("int", depth) for _ in range(self.random.randint(1, 4))]), ")")
        if choice == 12:
            return self.join("int", self.pick("math.bitAnd(", "math.bitOr(", "math.bitXor(", "math.bitShiftLeft(", "math.bitShiftRight("), self.make("int", depth), ", ", self.make("int", depth), ")")
        if choice == 13:
            return self.join("int", self.pick("math.abs(", "math.sign(", "math.bitNot("), self.make("int", depth), ")")
        if choice == 14:
            return self.join("int", self.pick("math.greatest(", "math.least("), self.make(("list", "int"), depth), ")")
        return self.join("int", self.pick("x.n", "x.tags.size()", "size(x)", "ms.a", "ms.z", "ms['b']", "li[0]", "li[dyn(1.0)]", "li[3]", "li[-1]"))

    @staticmethod
    def parenthesised(node):
        node.text = f"({node.text})"
        return node

    def uint(self, depth):
        choice = self.random.randrange(9)
        if choice <= 3:
            return self.join("uint", "(", self.make("uint", depth), self.pick(" + ", " - ", " * ", " / ", " % "), self.make("uint", depth), ")")
        if choice <= 5:
            return self.join("uint", "uint(", self.make(self.pick("int", "double", "string"), depth), ")")
        if choice == 6:
            return self.join("uint", self.pick("math.greatest(", "math.least("), self.make("uint", depth), ", ", self.make("uint", depth), ")")
        if choice == 7:
            return self.join("uint", self.pick("math.bitAnd(", "math.bitOr(", "math.bitXor("), self.make("uint", depth), ", ", self.make("uint", depth), ")")
        return self.join("uint", self.pick("math.abs(", "math.sign(", "math.bitNot("), self.make("uint", depth), ")")

    def double(self, depth):
        choice = self.random.randrange(10)
        if choice <= 3:
            return self.join("double", "(", self.make("double", depth), self.pick(" + ", " - ", " * ", " / "), self.make("double", depth), ")")
        if choice == 4:
            return self.join("double", "-", self.parenthesised(self.make("double", depth)))
        if choice == 5:
            return self.join("double", "double(", self.make(self.pick("int", "uint", "string"), depth), ")")
        if choice == 6:
            return self.join("double", self.pick("math.ceil(", "math.floor(", "math.round(", "math.trunc(", "math.abs(", "math.sign("), self.make("double", depth), ")")
        if choice == 7:
            return self.join("double", "math.sqrt(", self.make(self.pick("double", "int", "uint"), depth), ")")
        if choice == 8:
            return self.join("double", self.pick("math.greatest(", "math.least("), *self.commas([self.make("double", depth) for _ in range(self.random.randint(1, 3))]), ")")
        return self.join("double", self.pick("double('NaN')", "double('Infinity')", "double('-inf')", "double('1e400')", "x.f"))

    def string(self, depth):
        choice = self.random.randrange(16)
        if choice <= 1:
            return self.join("string", "(", self.make("string", depth), " + ", self.make("string", depth), ")")
        if choice <= 3:
            return self.join("string", "string(", self.make(self.pick("int", "uint", "double", "bytes", "bool", "timestamp", "duration", "string"), depth), ")")
        if choice == 4:
            return self.join("string", self.make("string", depth), self.pick(".lowerAscii()", ".upperAscii()", ".trim()", ".reverse()"))
        if choice == 5:
            return self.join("string", self.make("string", depth), ".charAt(", self.make("int", depth - 1), ")")
        if choice == 6:
            return self.join("string", self.make("string", depth), ".substring(", self.small(), ")")
        if choice == 7:
            return self.join("string", self.make("string", depth), ".substring(", self.small(), ", ", self.small(), ")")
        if choice <= 9:
            count = [", ", self.small()] if self.random.random() < 0.4 else []
            return self.join("string", self.make("string", depth), ".replace(", self.leaf("string"), ", ", self.leaf("string"), *count, ")")
        if choice == 10:
            extra = [self.leaf("string")] if self.random.random() < 0.6 else []
            return self.join("string", self.make(("list", "string"), depth), ".join(", *extra, ")")
        if choice == 11:
            return self.join("string", "strings.quote(", self.make("string", depth), ")")
        if choice == 12:
            return self.join("string", "base64.encode(", self.make("bytes", depth), ")")
        if choice == 13:
            clauses = [self.random.choice(FORMATS) for _ in range(self.random.randint(1, 3))]
            kinds = {"s": None, "d": ["int", "uint", "double"], "f": ["double", "int", "uint"], "e": ["double", "int"],
                     "x": ["int", "uint", "string", "bytes"], "X": ["int", "uint", "string", "bytes"], "o": ["int", "uint"], "b": ["int", "uint", "bool"]}
            arguments = []
            for clause in clauses:
                if clause != "%%":
                    arguments.append(self.make(self.random.choice(kinds[clause[-1]] or [self.type(1)]), depth - 1))
            return self.join("string", "'" + "-".join(clauses) + "'.format([", *self.commas(arguments), "])")
        if choice == 14:
            return self.join("string", "(", self.make("string", depth), " + string(", self.make("int", depth), "))")
        return self.join("string", self.pick("x.tags[0]", "ls[0]", "ls[2]", "mi[0]", "mi[0u]", "mi[-5]", "uni.charAt(2)", "string(y)", "uni.substring(1, 3)"))

    def small(self):
        return Node(self.pick("0", "1", "2", "3", "5", "7", "100", "-1"), "int")

    def bytes(self, depth):
        return self.pick(
            lambda: self.join("bytes", "(", self.make("bytes", depth), " + ", self.make("bytes", depth), ")"),
            lambda: self.join("bytes", "bytes(", self.make("string", depth), ")"),
            lambda: self.join("bytes", "base64.decode(", self.make("string", depth), ")"),
            lambda: self.join("bytes", "base64.decode(base64.encode(", self.make("bytes", depth), "))"))()

    def timestamp(self, depth):
        choice = self.random.randrange(5)
        if choice <= 1:
            return self.join("timestamp", "(", self.make("timestamp", depth), self.pick(" + ", " - "), self.make("duration", depth), ")")
        if choice == 2:
            return self.join("timestamp", "(", self.make("duration", depth), " + ", self.make("timestamp", depth), ")")
        if choice == 3:
            return self.join("timestamp", "timestamp(", self.make("int", depth), ")")
        return self.join("timestamp", "timestamp(", self.make(self.pick("string", "timestamp"), depth), ")")

    def duration(self, depth):
        choice = self.random.randrange(5)
        if choice <= 1:
            return self.join("duration", "(", self.make("duration", depth), self.pick(" + ", " - "), self.make("duration", depth), ")")
        if choice <= 3:
            return self.join("duration", "(", self.make("timestamp", depth), " - ", self.make("timestamp", depth), ")")
        return self.join("duration", "duration(", self.make(self.pick("string", "duration"), depth), ")")

    def list_of(self, kind, depth):
        element = kind[1]
        choice = self.random.randrange(9)
        if choice <= 1:
            parts = []
            for _ in range(self.random.randint(0, 4)):
                if self.random.random() < 0.1:
                    parts.append(self.join(element, "?", self.make(("optional", element), depth)))
                    parts[-1].closed = lambda node=parts[-1]: node.children[0].closed()  # `?x` is no expression
                else:
                    parts.append(self.make(element, depth))
            return self.join(kind, "[", *self.commas(parts), "]")
        if choice == 2:
            return self.join(kind, "(", self.make(kind, depth), " + ", self.make(kind, depth), ")")
        if choice <= 4:
            over, variable = self.container(depth)
            name = self.name()
            bodies = ["bool", element] if self.random.random() < 0.3 else [element]
            return self.macro(kind, over, "map", [(name, variable)], bodies, depth)
        if choice <= 6:
            return self.macro(kind, self.make(kind, depth), "filter", [(self.name(), element)], ["bool"], depth)
        if choice == 7 and element == "string":
            count = [", ", self.small()] if self.random.random() < 0.4 else []
            return self.join(kind, self.make("string", depth), ".split(", self.leaf("string"), *count, ")")
        return self.join(kind, "[", *self.commas([self.make(element, depth) for _ in range(self.random.randint(0, 3))]), "]")

    def literal_map(self, kind, depth):
        parts = []
        for _ in range(self.random.randint(0, 3)):
            isOptional = self.random.random() < 0.1
            value = self.make(("optional", kind[2]) if isOptional else kind[2], depth)
            key = self.leaf(kind[1])
            parts += ([", "] if parts else []) + (["?"] if isOptional else []) + [key, ": ", value]
        return self.join(kind, "{", *parts, "}")

    def map_of(self, kind, depth):
        return self.literal_map(kind, depth)

    def optional_of(self, kind, depth):
        wrapped = kind[1]
        choice = self.random.randrange(8)
        if choice == 0:
            return Node("optional.none()", kind)
        if choice <= 2:
            return self.join(kind, self.pick("optional.of(", "optional.ofNonZeroValue("), self.make(wrapped, depth), ")")
        if choice == 3:
            return self.join(kind, self.make(("list", wrapped), depth), "[?", self.small(), "]")
        if choice == 4:
            key = self.pick("string", "int")
            return self.join(kind, self.make(("map", key, wrapped), depth), "[?", self.leaf(key), "]")
        if choice == 5:
            return self.join(kind, self.make(kind, depth), ".or(", self.make(kind, depth), ")")
        inner = self.type(0)
        name = self.name()
        over = self.make(("optional", inner), depth)
        if choice == 6:
            return self.macro(kind, over, "optMap", [(name, inner)], [wrapped], depth)
        return self.macro(kind, over, "optFlatMap", [(name, inner)], [kind], depth)
