"""Made-up arithmetic word problems over a page of facts, with their working, as tokens.

A document is a list of facts in any order, then questions with worked answers. A question names
people, so that an answer begins by looking numbers up far back, and goes on in steps:

    ... pens of Mia 47 . ... Q : Mia and Leo sell all for 7 coins each . how many coins ?
    A : Mia 47 . Leo 85 . 47 + 85 = 132 . 132 * 7 = 924 . # 924

Words are tokens, digits too. A question is held out by its numbers, so that none of those is in the
documents that a model is trained on.
"""

import random
import zlib

NAMES = (
    "Ada Ali Amy Ana Ben Bo Cleo Dan Dora Eli Emma Eva Finn Gus Hana Ian Ida Ivan Jana Jo Kai Kim"
    " Lea Leo Lia Luis Max Mia Nia Noa Omar Otto Pia Ravi Rosa Sam Sara Tim Tom Uma Vera Vito Will"
    " Yan Yara Zoe"
).split()
ITEMS = "pens cups nuts books coins stamps shells cards beads plums seeds boxes".split()
FILLER = (
    "it rained all day .",
    "the shop was shut .",
    "the cat slept in the sun .",
    "no one came to the door .",
)
WORDS = (
    "Q : A # . , ? + - * = has and gives to how many now sell all for each more than with"
    " of together loses then gets times as are left"
).split()
END = "\n"
PAD = "_"
VOCABULARY = [
    PAD,
    END,
    *dict.fromkeys([*"0123456789", *WORDS, *NAMES, *ITEMS, *" ".join(FILLER).split()]),
]
TOKENS = {word: token for token, word in enumerate(VOCABULARY)}
FACTS = 40
HELD_OUT = 16
"""One question of so many is held out."""


def encode(text):
    """Numbers are split into digits."""
    words = text.split(" ")
    return [TOKENS[part] for word in words for part in (word if word.isdigit() else [word])]


def decode(tokens):
    return " ".join(VOCABULARY[token] for token in tokens)


def is_held_out(*numbers):
    return zlib.crc32(repr(numbers).encode()) % HELD_OUT == 0


class Author:
    """Writes documents; hard: share of the products by a number of two digits."""

    def __init__(self, seed, hard=0.4):
        self.random = random.Random(seed)
        self.hard = hard

    def facts(self, count=FACTS):
        """Numbers by name, and the tokens that tell them."""
        names = self.random.sample(NAMES, count)
        numbers = {name: self.random.randint(10, 99) for name in names}
        sentences = [f"{self.random.choice(ITEMS)} of {name} {n} ." for name, n in numbers.items()]
        for _ in range(self.random.randint(0, 6)):
            sentences.insert(self.random.randrange(len(sentences)), self.random.choice(FILLER))
        return numbers, encode(" ".join(sentences)) + [TOKENS[END]]

    def question(self, numbers, held_out=False):
        """Question, working and answer: two lists of tokens, and a number."""
        while True:
            (a, n), (b, m), (c, o) = self.random.sample(list(numbers.items()), 3)
            hard = self.random.random() < self.hard
            k = self.random.randint(11, 99) if hard else self.random.randint(2, 9)
            kind = self.random.randrange(5)
            asked, steps, answer = _problem(kind, a, n, b, m, c, o, k)
            if answer >= 0 and is_held_out(kind, n, m, o, k) == held_out:
                question = encode(f"Q : {asked}") + encode("A :")
                return question, encode(f"{steps} # {answer}") + [TOKENS[END]], answer

    def document(self, questions):
        """Tokens, and for each whether it is part of an answer; of few facts or of many.

        Every other one first asks for all numbers, name by name: from that a model learns to look
        them up.
        """
        numbers, tokens = self.facts(self.random.randint(4, FACTS))
        answered = [False] * len(tokens)
        names = list(numbers) if self.random.random() < 0.5 else []
        for name in self.random.sample(names, len(names)):
            number = encode(f"{numbers[name]} .")
            tokens += [TOKENS[name], *number]
            answered += [False] + [True] * len(number)
        for _ in range(questions):
            question, answer, _ = self.question(numbers)
            tokens += question + answer
            answered += [False] * len(question) + [True] * len(answer)
        return tokens, answered

    def held_out(self, shots):
        """Prompt with worked examples, the rest as a model is to write it, and the answer."""
        numbers, tokens = self.facts()
        for _ in range(shots):
            question, answer, _ = self.question(numbers)
            tokens += question + answer
        question, answer, number = self.question(numbers, held_out=True)
        return tokens + question, answer, number


def _problem(kind, a, n, b, m, c, o, k):
    know = f"{a} {n} . {b} {m} ."
    if kind == 0:
        return (
            f"{a} and {b} sell all for {k} coins each . how many coins ?",
            f"{know} {n} + {m} = {n + m} . {n + m} * {k} = {(n + m) * k} .",
            (n + m) * k,
        )
    if kind == 1:
        return (
            f"{a} gives {k} to {b} . how many has {b} now , and with {c} ?",
            f"{b} {m} . {c} {o} . {m} + {k} = {m + k} . {m + k} + {o} = {m + k + o} .",
            m + k + o,
        )
    if kind == 2:
        return (
            f"{c} gets {k} for each {a} has more than {b} . how many ?",
            f"{know} {n} - {m} = {n - m} . {n - m} * {k} = {(n - m) * k} .",
            (n - m) * k,
        )
    if kind == 3:
        return (
            f"how many are {a} and {b} and {c} together ?",
            f"{know} {c} {o} . {n} + {m} = {n + m} . {n + m} + {o} = {n + m + o} .",
            n + m + o,
        )
    return (
        f"{a} loses {k} , then gets {k} times as many as are left . how many now ?",
        f"{a} {n} . {n} - {k} = {n - k} . {n - k} * {k} = {(n - k) * k} ."
        f" {n - k} + {(n - k) * k} = {(n - k) * (k + 1)} .",
        (n - k) * (k + 1),
    )


def answer_of(tokens):
    """The number behind "#", or None where there is none."""
    words = [VOCABULARY[token] for token in tokens]
    if "#" not in words:
        return None
    digits = []
    for word in words[words.index("#") + 1 :]:
        if not word.isdigit():
            break
        digits.append(word)
    return int("".join(digits)) if digits else None
