"""Folders of kernels that pa-gen generated, or generates now."""

import json
import subprocess
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class Folder:
    """A contestant's kernels. name: shown in tables."""

    name: str
    path: Path
    arch: str

    def find(self, case, role):
        """The newest manifest of a kernel for a case, of the role decode or floor, or None."""
        found = [
            path
            for path in self.path.glob(f"{role}-*.json")
            if self._fits(json.loads(path.read_text()), case)
        ]
        return max(found, key=lambda path: path.stat().st_mtime, default=None)

    def _fits(self, manifest, case):
        attention = manifest["attention"]
        wanted = case.attention()
        # A target such as sm_90a is sm_90 with instructions that only that GPU has.
        return manifest["target"].rstrip("af") == self.arch and all(
            attention.get(name) == value for name, value in wanted.items()
        )

    def generate(self, case, command):
        """Runs pa-gen for what a case lacks."""
        if self.find(case, "decode") and self.find(case, "floor"):
            return
        self.path.mkdir(parents=True, exist_ok=True)
        options = ["--arch", self.arch, "--floor", "--out", str(self.path)]
        subprocess.run(
            [*command, "generate", *case.options(), *options],
            check=True,
            stdout=subprocess.DEVNULL,
        )


def folders(arguments, arch):
    """Of arguments DIR or NAME=DIR; the first is the one that the others are compared with."""
    made = []
    for argument in arguments:
        name, given, path = argument.partition("=")
        path = Path(path if given else argument)
        label = f"pa-gen {name}" if given else f"pa-gen {path.name}" if made else "pa-gen"
        made.append(Folder(label, path, arch))
    return made
