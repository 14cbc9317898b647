"""Parses the pseudocode of AMD's ISA documents into nested tuples, which machine.py executes."""

import re
from fractions import Fraction

from ieee import FORMATS
from values import Unsupported, V, u

TOKEN = re.compile(
    r"\s*(?:(0x[0-9a-fA-F]+(?:ULL|LL|UL|U|L)?|\d+\.\d+F?|\d+(?:ULL|LL|UL|U|L|F)?)"
    r"|([A-Za-z_]\w*)|(<>|<<|>>|<=|>=|==|!=|&&|\|\||\*\*|\+:|\+=|-=|.))"
)
PRECEDENCE = [
    ("||",), ("&&",), ("|",), ("^",), ("&",), ("==", "!=", "<>"), ("<", ">", "<=", ">="),
    ("<<", ">>"), ("+", "-"), ("*", "/"), ("**",),
]  # fmt: skip
TYPE = re.compile(r"(bf|fp|[uifb])(\d+)$")
SPECIAL = {"INF", "NAN", "DENORM", "UNDERFLOW_F32", "UNDERFLOW_F64", "OVERFLOW_F32", "OVERFLOW_F64"}


def tokens(text):
    return [m.group(1) or m.group(2) or m.group(3) for m in TOKEN.finditer(text.strip())]


class Parser:
    def __init__(self, text):
        self.t = tokens(text) + [""]
        self.p = 0

    def peek(self, n=0):
        return self.t[min(self.p + n, len(self.t) - 1)]

    def take(self, expected=None):
        token = self.peek()
        if expected is not None and token != expected:
            raise Unsupported(f"{token!r} where {expected!r} should be in {' '.join(self.t)}")
        self.p += 1
        return token

    def expression(self):
        condition = self.binary(0)
        if self.peek() != "?":
            return condition
        self.take("?")
        first = self.expression()
        self.take(":")
        return ("choice", condition, first, self.expression())

    def binary(self, level):
        if level == len(PRECEDENCE):
            return self.unary()
        left = self.binary(level + 1)
        while self.peek() in PRECEDENCE[level]:
            left = ("op", self.take(), left, self.binary(level + 1))
        return left

    def unary(self):
        if self.peek() in ("-", "+", "~", "!"):
            return ("unary", self.take(), self.unary())
        return self.postfix(self.primary())

    def postfix(self, node):
        while True:
            if self.peek() == "." and TYPE.match(self.peek(1)):
                self.take()
                node = ("as", node, *TYPE.match(self.take()).groups())
            elif self.peek() == ".":
                self.take()
                node = ("member", node, self.take())
            elif self.peek() == "[":
                node = self.index(node)
            else:
                return node

    def index(self, node):
        self.take("[")
        first = self.expression()
        if self.peek() in (":", "+:"):
            kind = "slice" if self.take() == ":" else "part"
            node = (kind, node, first, self.expression())
        else:
            node = ("bit", node, first)
        self.take("]")
        return node

    def primary(self):
        token = self.take()
        if token == "(":
            inner = self.expression()
            self.take(")")
            return inner
        if token == "{":
            parts = [self.expression()]
            while self.peek() == ",":
                self.take()
                parts.append(self.expression())
            self.take("}")
            return ("join", parts)
        if token[0].isdigit():
            return self.sized(token) if self.peek() == "'" else literal(token)
        if self.peek() == "(":
            self.take()
            arguments = []
            while self.peek() != ")":
                arguments.append(self.expression())
                if self.peek() == ",":
                    self.take()
            self.take(")")
            return ("call", token, arguments)
        if token in SPECIAL:
            width = token[-2:] if token[-2:].isdigit() else "64"
            if self.peek() == ".":
                self.take()
                width = TYPE.match(self.take()).group(2)
            return ("special", token.split("_")[0], int(width))
        if not re.match(r"[A-Za-z_]", token):
            raise Unsupported(f"token {token!r}")
        return ("var", token)

    def sized(self, width):
        self.take("'")
        width = int(width)
        if re.match(r"(U|I|F|B|BF)$", self.peek()) and self.peek(1) == "(":
            kind = self.take().lower()
            self.take("(")
            inner = self.expression()
            self.take(")")
            return ("convert", kind, width, inner)
        if self.peek() in ("U", "I", "F", "B"):
            return ("type", self.take().lower(), width)
        token = self.take()
        if "." in token:
            return ("const", V("f", width, FORMATS["f", width].round(Fraction(token.rstrip("F")))))
        return ("const", u(int(token.rstrip("UL"), 0), width))


def literal(token):
    if "." in token or (token.endswith("F") and not token.startswith("0x")):
        width = 32 if token.endswith("F") else 64
        return ("const", V("f", width, FORMATS["f", width].round(Fraction(token.rstrip("F")))))
    width = 64 if token.endswith("LL") else 32
    kind = "u" if "U" in token else "i"
    return ("const", V(kind, width, int(token.rstrip("UL"), 0)))


def statements(text):
    """A list of nested statements."""
    lines = [re.sub(r"//.*", "", line).strip().rstrip(";").strip() for line in text.split("\n")]
    lines = [line for line in lines if line]
    joined, depth = [], 0
    for line in lines:
        # A call that runs over the end of a line; lambdas keep their lines.
        if joined and depth > 0 and "lambda" not in joined[-1]:
            joined[-1] += " " + line
        elif joined and depth > 0:
            joined[-1] += "\n" + line
        else:
            joined.append(line)
        depth = joined[-1].count("(") - joined[-1].count(")")
    block, _ = parse_block(joined, 0)
    return block


def parse_block(lines, p):
    block = []
    while p < len(lines):
        line = lines[p]
        word = line.split(" ")[0]
        if word in ("endif", "endfor", "else", "elsif"):
            return block, p
        if word == "if":
            arms = []
            while not lines[p].startswith("endif"):
                if lines[p].startswith("else"):
                    condition = ("const", u(1))
                else:
                    condition = Parser(re.match(r"(?:els)?if (.*) then$", lines[p]).group(1)).expression()
                body, p = parse_block(lines, p + 1)
                arms.append((condition, body))
            block.append(("if", arms))
        elif word == "for":
            m = re.match(r"for (\w+) in (.*) : (.*) do$", line)
            body, p = parse_block(lines, p + 1)
            bounds = [Parser(m.group(n)).expression() for n in (2, 3)]
            block.append(("for", m.group(1), *bounds, body))
        elif word == "declare":
            pass
        elif word == "break":
            block.append(("break",))
        elif word == "return":
            block.append(("return", Parser(line[6:]).expression()))
        elif "lambda" in line:
            m = re.match(r"(\w+) = lambda\((.*?)\) \((.*)\)$", line, re.S)
            body = m.group(3).strip()
            inner = statements(body) if "return" in body else [("return", Parser(body).expression())]
            block.append(("lambda", m.group(1), m.group(2).replace(" ", "").split(","), inner))
        else:
            block.append(parse_assignment(line))
        p += 1
    return block, p


def parse_assignment(line):
    parser = Parser(line)
    targets = [parser.postfix(parser.primary())]
    operator = parser.take()
    if operator in ("+=", "-="):
        value = ("op", operator[0], targets[0], parser.expression())
        return ("set", targets, value)
    if operator != "=":
        raise Unsupported(line)
    value = parser.expression()
    while parser.peek() == "=":
        parser.take()
        targets.append(value)
        value = parser.expression()
    return ("set", targets, value)
