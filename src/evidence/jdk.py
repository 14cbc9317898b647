"""Finds a JDK where ./pa-gen finds one, and in the same order."""

import os
import re
import shutil
import sys
from pathlib import Path

NEEDED = 25


def find():
    """The java of a JDK that is new enough; ends the program if there is none."""
    named = os.environ.get("PAGEN_JAVA_HOME")
    if named:
        if is_jdk(Path(named)):
            return java(Path(named))
        sys.exit(f"PAGEN_JAVA_HOME={named} is not a JDK {NEEDED} or newer.")
    for home in places():
        if is_jdk(home):
            return java(home)
    sys.exit(
        f"No JDK {NEEDED} or newer was found. Looked at: JAVA_HOME, java on the PATH, /usr/lib/jvm, ~/.sdkman,"
        " ~/.jdks, /opt. Name its folder in PAGEN_JAVA_HOME, or its java with --java."
    )


def places():
    if os.environ.get("JAVA_HOME"):
        yield Path(os.environ["JAVA_HOME"])
    on_path = shutil.which("java")
    if on_path:
        yield Path(on_path).resolve().parent.parent
    for folder in ("/usr/lib/jvm", "~/.sdkman/candidates/java", "~/.jdks", "/opt", "/opt/java"):
        yield from sorted(Path(folder).expanduser().glob("*"))


def is_jdk(home):
    try:
        release = (home / "release").read_text()
    except OSError:
        return False
    version = re.search(r'^JAVA_VERSION="?(\d+)', release, re.MULTILINE)
    runs = all(os.access(home / "bin" / program, os.X_OK) for program in ("java", "javac"))
    return runs and version is not None and int(version[1]) >= NEEDED


def java(home):
    return str(home / "bin" / "java")
