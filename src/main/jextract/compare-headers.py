#!/usr/bin/env python3
"""Holds what the bindings take from ROCm's headers against those of several versions of ROCm.

  src/main/jextract/compare-headers.py [--all] NAME=FOLDER [NAME=FOLDER...]

  NAME    what the table calls a version, such as 7.2
  FOLDER  ROCm's headers: a folder with hip/ and amd_comgr/, or one that has them below include/ or
          usr/include/; or else an unpacked set of the Python packages rocm-bindings-core,
          rocm-bindings-hip and rocm-bindings-compiler, made for the Python that runs this
  --all   every row, not only those that differ
  CXX     (environment) the C++ compiler; default: c++

What is held: the parameters of every function, the value of every constant, and the size and all
offsets of every structure, as they stand in src/main/java/dev/pagen/hip/gen, HipLaunch.java and
src/main/c/hip_abi.h. A compiler reads the headers, so a value is what C says it is; the Python
packages are asked for what was compiled into them.

Exit status: 0 where all versions agree with the bindings, 1 where one lacks something or has it
otherwise, 2 for bad usage.
"""

import json
import os
import re
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parents[3]
GENERATED = ROOT / "src/main/java/dev/pagen/hip/gen"
LIBRARIES = ["hip", "hiprtc", "comgr"]
HEADERS = ["hip/hip_runtime_api.h", "hip/hiprtc.h", "amd_comgr/amd_comgr.h"]
SIZES = {"BOOL": 1, "CHAR": 1, "SHORT": 2, "INT": 4, "FLOAT": 4, "LONG": 8, "LONG_LONG": 8,
         "DOUBLE": 8, "POINTER": 8}

# --- what is bound ------------------------------------------------------------------------------


def bound():
    """Every row, such as {"hipInit()": "i4(i4)", "hipSuccess": "0", "hipUUID_t.bytes": "0"}."""
    rows = {}
    for library in LIBRARIES:
        source = (GENERATED / f"{library}.java").read_text()
        for name, value in re.findall(r"private static final int (\w+) = \(int\)(-?\d+)L;", source):
            rows[name] = value
        functions = re.findall(
            r"private static class (\w+) \{\s+public static final FunctionDescriptor DESC = "
            r"FunctionDescriptor\.of(Void)?\((.*?)\);\n", source, re.S)
        for name, void, types in functions:
            shapes = [shape(t.strip()) for t in types.split(",") if t.strip()]
            result, arguments = ("void", shapes) if void else (shapes[0], shapes[1:])
            rows[f"{name}()"] = f"{result}({', '.join(arguments)})"
    for file in sorted(GENERATED.glob("*.java")):
        layout = re.search(r"structLayout\(\n(.*?)\)\.withName\(\"(\w+)\"\);", file.read_text(), re.S)
        if layout:
            members, name = layout.groups()
            offset = 0
            for member in re.split(r",\n", members):
                named = re.search(r"\.withName\(\"(\w+)\"\)", member)
                if named:
                    rows[f"{name}.{named.group(1)}"] = str(offset)
                offset += size(member)
            rows[name] = f"{offset} bytes"
    rows.update(handwritten())
    for library in LIBRARIES:
        listed = (Path(__file__).parent / f"{library}.symbols").read_text()
        for kind, name in re.findall(r"--include-(function|constant|struct) (\w+)", listed):
            row = name + "()" if kind == "function" else name
            if row not in rows:
                fail(f"{library}.symbols lists {name}, which was not found in {GENERATED}")
    return rows


def handwritten():
    """Numbers of ROCm's headers that pa-gen has in sources of its own."""
    launch = (ROOT / "src/main/java/dev/pagen/hip/HipLaunch.java").read_text()
    rows = dict(re.findall(r"long (HIP_LAUNCH_PARAM_\w+) = (\d+);", launch))
    abi = (ROOT / "src/main/c/hip_abi.h").read_text()
    rows.update(re.findall(r"X\((\w+), (\d+), \"", abi))
    for names in re.findall(r"enum \{(.*?)\}", abi, re.S):
        rows.update(re.findall(r"\b((?:hip|HIP_)\w+) = (\d+)", names))
    rows.pop("HIP_FUNC_ATTRIBUTE_MAX", None)  # How many there are changes, and should.
    return rows


def size(layout):
    """Bytes of a member of a structLayout, or of what a FunctionDescriptor names."""
    count = re.search(r"sequenceLayout\((\d+), ", layout)
    padding = re.search(r"paddingLayout\((\d+)\)", layout)
    struct = re.search(r"(\w+)\.layout\(\)", layout)
    if padding:
        one = int(padding.group(1))
    elif struct:
        one = size_of_struct(struct.group(1))
    else:
        one = SIZES[re.search(r"\.C_(\w+)", layout).group(1)]
    return one * (int(count.group(1)) if count else 1)


def size_of_struct(name):
    source = (GENERATED / f"{name}.java").read_text()
    alias = re.search(rf"class {name} extends (\w+)", source)
    if alias:
        return size_of_struct(alias.group(1))
    members = re.search(r"structLayout\(\n(.*?)\)\.withName", source, re.S).group(1)
    return sum(size(member) for member in re.split(r",\n", members))


def shape(layout):
    """How a value is passed: p for a pointer, i4 for an int, f4 for a float, s8 for a structure."""
    if "C_POINTER" in layout:
        return "p"
    if ".layout()" in layout:
        return f"s{size(layout)}"
    return ("f" if re.search("C_(FLOAT|DOUBLE)", layout) else "i") + str(size(layout))


# --- headers ------------------------------------------------------------------------------------

PROBE = r"""
#include <cstddef>
#include <cstdio>
#include <type_traits>
%s
template <class T> struct Shape {
  static void print() {
    using U = std::remove_reference_t<T>;
    if constexpr (std::is_void_v<U>) std::printf("void");
    else if constexpr (std::is_pointer_v<U>) std::printf("p");
    else std::printf("%%c%%zu", std::is_class_v<U> ? 's' : std::is_floating_point_v<U> ? 'f' : 'i', sizeof(U));
  }
};
template <class R, class... A> void function(const char* name, R (*)(A...)) {
  std::printf("%%s()\t", name);
  Shape<R>::print();
  const char* comma = "";
  std::printf("(");
  ((std::printf("%%s", comma), Shape<A>::print(), comma = ", "), ...);
  std::printf(")\t%%s\n", __PRETTY_FUNCTION__);
}
template <class T> void constant(const char* name, T value) {
  std::printf("%%s\t%%lld\t\n", name, (long long)value);
}
int main() {
%s
}
"""


def statement(row):
    if row.endswith("()"):
        return f'function("{row[:-2]}", &{row[:-2]});'
    if "." in row:
        struct, field = row.split(".")
        return f'std::printf("{row}\\t%zu\\t\\n", offsetof({struct}, {field}));'
    if row in STRUCTS:
        return f'std::printf("{row}\\t%zu bytes\\t\\n", sizeof({row}));'
    return f'constant("{row}", {row});'


def of_headers(folder, wanted):
    """(value, C type) of each row that the headers in a folder have, as the compiler says."""
    compiler = os.environ.get("CXX", "c++")
    includes = "\n".join(f'#include "{h}"' for h in HEADERS)
    rows = list(wanted)
    with tempfile.TemporaryDirectory() as scratch:
        while True:
            # Errors name the row, by its line's file name; a row with one is not there.
            body = "\n".join(f'#line 1 "{row}"\n{statement(row)}' for row in rows)
            source = Path(scratch) / "probe.cpp"
            source.write_text(PROBE % (includes, body))
            command = [compiler, "-std=c++17", "-w", "-D__HIP_PLATFORM_AMD__",
                       "-D__HIP_DISABLE_CPP_FUNCTIONS__", "-I", str(folder), str(source), "-o",
                       scratch + "/probe", "-Wl,--unresolved-symbols=ignore-all"]
            ran = subprocess.run(command, capture_output=True, text=True, errors="replace")
            if ran.returncode == 0:
                break
            wrong = set(re.findall(r"^([\w.()]+):\d+:\d+: error", ran.stderr, re.M)) & set(rows)
            if not wrong:
                fail(f"the headers in {folder} do not compile:\n{ran.stderr[:2000]}")
            rows = [row for row in rows if row not in wrong]
        out = subprocess.run([scratch + "/probe"], capture_output=True, text=True, check=True)
    found = {}
    for line in out.stdout.splitlines():
        row, value, text = line.split("\t")
        found[row] = (value, text[text.find("[") :] if "[" in text else "")
    return found


# --- Python packages ----------------------------------------------------------------------------

ASK = r"""
import ctypes, importlib, json, sys
values, sizes, offsets, pxd = {}, {}, {}, json.loads(sys.argv[1])
for name in ("hip", "hiprtc", "amd_comgr"):
    module = importlib.import_module("rocm.bindings." + name)
    for key, value in vars(module).items():
        if isinstance(value, int):
            values[key] = int(value)
        for member in getattr(value, "__members__", {}).values():
            values[member.name] = member.value
    for struct, cls in ((s, getattr(module, c, None)) for s, c in pxd.items()):
        if cls is None or not hasattr(cls, "c_sizeof"):
            continue
        thing = cls()
        sizes[struct] = thing.c_sizeof()
        address = thing.as_c_void_p().value if hasattr(thing, "as_c_void_p") else None
        for field in cls.PROPERTIES() if address else ():
            try:
                ctypes.memset(address, 0, sizes[struct])
                setattr(thing, field, 1)
                raw = ctypes.string_at(address, sizes[struct])
                offsets[struct + "." + field] = raw.index(1)
            except Exception:
                pass  # Only fields that hold one number can be asked so.
print(json.dumps([values, sizes, offsets]))
"""


def of_packages(folder, wanted):
    """The same from ROCm's bindings for Python: what their declarations and compiled parts say."""
    bindings = folder / "rocm/bindings"
    text = "\n".join((bindings / f"cy{n}.pxd").read_text() for n in ("hip", "hiprtc", "amd_comgr"))
    symbols = {}  # of the library, by the name in the declarations
    for n in ("hip", "hiprtc", "amd_comgr"):
        loads = (bindings / f"cy{n}.pyx").read_text()
        symbols.update(re.findall(r"init_symbol\(&_(\w+)__funptr,\s*\"(\w+)\"", loads))
    classes = {s: s for s in re.findall(r"cdef struct (\w+):", text)}
    classes.update((s, c) for c, s in re.findall(r"cdef struct (\w+) \"(\w+)\"", text))
    environment = dict(os.environ, PYTHONPATH=str(folder))
    ran = subprocess.run([sys.executable, "-c", ASK, json.dumps(classes)], env=environment,
                         capture_output=True, text=True)
    if ran.returncode != 0:
        fail(f"the Python packages in {folder} cannot be asked:\n{ran.stderr[-1500:]}")
    values, sizes, offsets = json.loads(ran.stdout)

    found = {row: (str(value), "") for row, value in values.items()}
    found.update((row, (str(value), "")) for row, value in offsets.items())
    found.update((row, (f"{value} bytes", "")) for row, value in sizes.items())
    # A field that holds more than one number is only known to be there.
    for name, quoted, members in re.findall(
            r"cdef struct (\w+)(?: \"(\w+)\")?:\n((?:        .*\n)+)", text):
        for member in re.findall(r"(\w+)(?:\[\d+\])*$", members, re.M):
            found.setdefault(f"{quoted or name}.{member}", ("declared", ""))
    pointers = set(re.findall(r"ctypedef [^(\n]*\* *(\w+)$", text, re.M))
    pointers |= set(re.findall(r"ctypedef .*\(\*(\w+)\)", text))
    for result, name, arguments in re.findall(r"^cdef (.+?)(\w+)\((.*?)\) (?:except|noexcept)", text, re.M):
        symbol = symbols.get(name, name)
        shapes = [shape_of_c(a, pointers, sizes) for a in arguments.split(",") if a.strip()]
        found[f"{symbol}()"] = (f"{shape_of_c(result + 'x', pointers, sizes)}({', '.join(shapes)})", "")
    return {row: found[row] for row in wanted if row in found}


def shape_of_c(declaration, pointers, sizes):
    """The shape of a parameter as C declares it, such as "const char * name"."""
    words = re.findall(r"\w+", declaration)[:-1]
    words = [w for w in words if w != "const"]
    if "*" in declaration or (len(words) == 1 and words[0] in pointers):
        return "p"
    if words == ["void"]:
        return "void"
    if words[-1] in sizes:
        return f"s{sizes[words[-1]]}"
    if words[-1] in ("bint", "bool", "_Bool"):
        return "i1"
    if words[-1] in ("float", "double"):
        return "f4" if words[-1] == "float" else "f8"
    return "i8" if words[-1] in ("size_t", "long", "uint64_t", "int64_t") else "i4"


# --- the table ----------------------------------------------------------------------------------


def fail(message):
    print(f"compare-headers: {message}", file=sys.stderr)
    sys.exit(2)


def read(folder, wanted):
    if (folder / "rocm/bindings").is_dir():
        return of_packages(folder, wanted)
    for below in (".", "include", "usr/include"):
        if all((folder / below / header).is_file() for header in HEADERS):
            return of_headers(folder / below, wanted)
    fail(f"{folder} has neither {', '.join(HEADERS)} nor rocm/bindings/")


def cell(row, found):
    """A row's value in a version; empty for a field of a structure that is missing altogether."""
    struct = row.split(".")[0]
    return found[row][0] if row in found else "missing" if row == struct or struct in found else ""


def agrees(row, value, committed):
    return value == committed or (value == "declared" and "." in row)


def table(rows):
    widths = [max(map(len, column)) for column in zip(*rows)]
    for row in rows:
        print("  ".join(cell.ljust(width) for cell, width in zip(row, widths)).rstrip())


def main(arguments):
    all_rows = "--all" in arguments
    versions = [a.split("=", 1) for a in arguments if a != "--all"]
    if not versions or any(len(v) != 2 or not Path(v[1]).is_dir() for v in versions):
        print(__doc__, file=sys.stderr)
        return 2
    committed = bound()
    STRUCTS.update(row for row, value in committed.items() if value.endswith(" bytes"))
    found = {name: read(Path(folder).resolve(), committed) for name, folder in versions}

    lines = [["", "bindings", *found]]
    for row, value in sorted(committed.items()):
        cells = [cell(row, f) for f in found.values()]
        if all_rows or not all(agrees(row, c, value) or c == "" for c in cells):
            lines.append([row, value, *cells])
    table(lines) if len(lines) > 1 else print("no differences")

    print()
    for row in sorted(committed):
        texts = {name: f[row][1] for name, f in found.items() if f.get(row, ("", ""))[1]}
        if len(set(texts.values())) > 1:
            print(f"{row} is declared in more than one way:")
            for name, text in texts.items():
                print(f"  {name}: {text}")
    worst = 0
    for name, f in found.items():
        same = [row for row in committed if agrees(row, f.get(row, ("",))[0], committed[row])]
        worst |= len(same) < len(committed)
        functions = sum(row.endswith("()") for row in same)
        fields = sum("." in row for row in same)
        structs = sum(row in STRUCTS for row in same)
        print(f"{name}: {functions} functions, {len(same) - functions - fields - structs} constants, "
              f"{structs} structures with {fields} fields as in the bindings, "
              f"{len(committed) - len(same)} missing or otherwise")
    return worst


STRUCTS = set()

if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
