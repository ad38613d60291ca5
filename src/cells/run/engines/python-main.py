"""
The engine for cells in Python: one namespace for each cell, lines in, frames out (see protocol.ts). What cells print
becomes their output; frames go to a copy of stdout that no cell is told of.
"""

import ast
import base64
import io
import json
import linecache
import os
import random
import sys
import threading
import time
import traceback
import types

CHARACTERS = 1_000_000
OUTPUTS = 200
TESTS = 1_000
CUT = "\n… cut: a cell shows at most 200 outputs and a million characters\n"


class Channel:
    """`⏎ nonce length ⏎ text ⏎ nonce ⏎`"""

    def __init__(self):
        self.output = os.fdopen(os.dup(1), "wb")
        # What C code and child processes write to stdout goes where nobody reads it.
        os.dup2(os.open(os.devnull, os.O_WRONLY), 1)
        self.input = os.fdopen(os.dup(0), "rb")
        os.dup2(os.open(os.devnull, os.O_RDONLY), 0)
        self.nonce = None

    def read(self):
        line = self.input.readline()
        return json.loads(line) if line else None

    def frame(self, value):
        text = json.dumps(value, ensure_ascii=True).encode("ascii")
        nonce = self.nonce.encode("ascii")
        self.output.write(b"\n%s %d\n%s\n%s\n" % (nonce, len(text), text, nonce))
        self.output.flush()


class Outputs:
    """What one cell has shown so far; text of one stream in one piece."""

    def __init__(self):
        self.items = []
        self.tests = []
        self.characters = 0
        self.cut = False

    def write(self, name, text):
        if self.cut or not text:
            return
        room = CHARACTERS - self.characters
        last = self.items[-1] if self.items else None
        isNew = last is None or last["output_type"] != "stream" or last["name"] != name
        if isNew and len(self.items) >= OUTPUTS:
            self.cut = True
            return
        fits = text[:room]
        self.characters += len(fits)
        if isNew:
            self.items.append({"output_type": "stream", "name": name, "text": fits})
        else:
            last["text"] += fits
        self.cut = len(fits) < len(text)

    def show(self, kind, value):
        data = bundle(value)
        size = sum(len(content) for content in data.values())
        if self.cut or len(self.items) >= OUTPUTS or self.characters + size > CHARACTERS:
            self.cut = True
            return
        self.characters += size
        self.items.append({"output_type": kind, "data": data, "metadata": {}})

    def closed(self):
        end = {"output_type": "stream", "name": "stderr", "text": CUT}
        return self.items + ([end] if self.cut else [])


class Stream(io.TextIOBase):
    def __init__(self, name):
        self.name = name

    def write(self, text):
        text = str(text)
        if Engine.outputs is not None:
            Engine.outputs.write(self.name, text)
        return len(text)

    def writable(self):
        return True

    encoding = "utf-8"


METHODS = [
    ("_repr_svg_", "image/svg+xml"),
    ("_repr_png_", "image/png"),
    ("_repr_html_", "text/html"),
    ("_repr_latex_", "text/latex"),
    ("_repr_markdown_", "text/markdown"),
]


def bundle(value):
    """Media type → content, richest first; text always."""
    figure = figureAsSvg(value)
    data = {} if figure is None else {"image/svg+xml": figure}
    for method, kind in METHODS:
        if kind in data or isinstance(value, type):
            continue
        make = getattr(value, method, None)
        content = make() if callable(make) else None
        if isinstance(content, tuple) and content:
            content = content[0]
        if isinstance(content, bytes):
            content = base64.b64encode(content).decode("ascii")
        if isinstance(content, str):
            data[kind] = content
    data["text/plain"] = repr(value)
    return data


def figureAsSvg(value):
    """matplotlib's figures, the same bytes every time: no date, and ids that are counted."""
    pyplot = sys.modules.get("matplotlib.figure")
    if pyplot is None or not isinstance(value, pyplot.Figure):
        return None
    import matplotlib

    text = io.StringIO()
    with matplotlib.rc_context({"svg.hashsalt": "notapse", "svg.fonttype": "path"}):
        value.savefig(text, format="svg", metadata={"Date": None}, bbox_inches="tight")
    return text.getvalue()


class Engine:
    channel = Channel()
    outputs = None
    modules = {}


def display(*values):
    for value in values:
        Engine.outputs.show("display_data", value)


def test(name, check):
    """Whether `check` (a value, or a function that gives one) holds."""
    result = {"name": str(name), "ok": True}
    try:
        value = check() if callable(check) else check
        if value is False:
            result = {"name": str(name), "ok": False, "message": "it gave False"}
    except Exception as error:
        result = {"name": str(name), "ok": False, "message": str(error) or type(error).__name__}
    if len(Engine.outputs.tests) < TESTS:
        Engine.outputs.tests.append(result)


class Cell:
    def __init__(self, command):
        self.command = command
        self.number = command["cell"]
        self.file = "<cell %d>" % self.number
        self.params = []

    def evaluate(self):
        command = self.command
        text = command["text"]
        module = types.ModuleType("cell")
        names = module.__dict__
        names.update(display=display, test=test, param=self.param, read=self.read)
        for cell, imported, local in command.get("names", []):
            names[local] = Engine.modules[cell].__dict__[imported]
        # Tracebacks and `inspect` find the text here.
        linecache.cache[self.file] = (len(text), None, text.splitlines(True), self.file)
        if not command["impure"]:
            seed(command["seed"])
        tree = ast.parse(text, self.file)
        last = tree.body.pop() if tree.body and isinstance(tree.body[-1], ast.Expr) else None
        exec(compile(tree, self.file, "exec"), names)
        if last is not None:
            value = eval(compile(ast.Expression(last.value), self.file, "eval"), names)
            if value is not None:
                Engine.outputs.show("execute_result", value)
        self.showFigures()
        Engine.modules[self.number] = module

    def param(self, name, value, **more):
        chosen = dict(self.command["params"]).get(name, value)
        known = [one for one in self.params if one["name"] == name]
        if known:
            return known[0]["value"]
        allowed = ("min", "max", "step", "choices", "label")
        self.params.append({"name": name, "value": chosen, **{k: v for k, v in more.items() if k in allowed}})
        return chosen

    def read(self, name):
        for known, content in self.command["files"]:
            if known == name:
                return base64.b64decode(content)
        raise FileNotFoundError("%s is not declared: write reads=%s" % (name, name))

    def showFigures(self):
        """Figures that were drawn and not given."""
        pyplot = sys.modules.get("matplotlib.pyplot")
        if pyplot is None:
            return
        shown = any("image/svg+xml" in one.get("data", {}) for one in Engine.outputs.items)
        for number in pyplot.get_fignums():
            if not shown:
                Engine.outputs.show("display_data", pyplot.figure(number))
        pyplot.close("all")


def seed(number):
    random.seed(number)
    numpy = sys.modules.get("numpy")
    if numpy is not None:
        numpy.random.seed(number % 2**32)


def describe(error, depth=0):
    """Name, message, frames from the innermost outwards; columns in UTF-16, as everywhere."""
    cause = error.__cause__ or (None if error.__suppress_context__ else error.__context__)
    frames = framesOf(error)
    message = error.msg if isinstance(error, SyntaxError) else str(error)
    result = {"name": type(error).__name__, "message": message[:10_000], "frames": frames}
    if cause is not None and depth < 4:
        result["cause"] = describe(cause, depth + 1)
    return result


def framesOf(error):
    frames = []
    if isinstance(error, SyntaxError) and cellOf(error.filename) is not None:
        column = utf16(error.text or "", (error.offset or 1) - 1)
        frames.append({"cell": cellOf(error.filename), "line": error.lineno or 1, "column": column + 1})
    for frame, line in list(traceback.walk_tb(error.__traceback__))[::-1][:50]:
        code = frame.f_code
        cell = cellOf(code.co_filename)
        if cell is None:
            continue
        place = {"cell": cell, "line": line, "column": columnOf(frame, error, line)}
        if code.co_name != "<module>":
            place["function"] = code.co_name[:200]
        frames.append(place)
    return frames


def columnOf(frame, error, line):
    """Where on the line: Python 3.11 and later keep it for each instruction."""
    at = 0
    trace = error.__traceback__
    while trace is not None and trace.tb_frame is not frame:
        trace = trace.tb_next
    if trace is not None and hasattr(frame.f_code, "co_positions"):
        positions = list(frame.f_code.co_positions())
        start = positions[trace.tb_lasti // 2] if trace.tb_lasti // 2 < len(positions) else None
        if start is not None and start[0] == line and start[2] is not None:
            text = linecache.getline(frame.f_code.co_filename, line)
            at = utf16(text, len(text.encode("utf-8")[: start[2]].decode("utf-8", "ignore")))
    return at + 1


def utf16(text, characters):
    return len(text[:characters].encode("utf-16-le")) // 2


def cellOf(file):
    if isinstance(file, str) and file.startswith("<cell ") and file.endswith(">"):
        return int(file[6:-1])
    return None


def evaluate(command):
    start = time.perf_counter()
    Engine.outputs = outputs = Outputs()
    cell = Cell(command)
    error = None
    try:
        if any(need not in Engine.modules for need in command["reaches"]):
            return {"kind": "done", "cell": cell.number, "skipped": True}
        cell.evaluate()
    except BaseException as thrown:
        error = describe(thrown)
    Engine.outputs = None
    answer = {
        "kind": "done",
        "cell": cell.number,
        "ms": round((time.perf_counter() - start) * 1000, 3),
        "outputs": outputs.closed(),
        "tests": outputs.tests,
        "params": cell.params,
    }
    return answer if error is None else {**answer, "error": error}


def main():
    channel = Engine.channel
    channel.nonce = channel.read()["nonce"]
    sys.stdout = Stream("stdout")
    sys.stderr = Stream("stderr")
    sys.argv = ["cell"]
    # Deep recursion is a RecursionError, and not the end of the process.
    sys.setrecursionlimit(1_000)
    channel.frame({"kind": "ready"})
    while (command := channel.read()) is not None:
        if command["do"] == "evaluate":
            channel.frame(evaluate(command))


if __name__ == "__main__":
    threading.stack_size(64 * 2**20)
    thread = threading.Thread(target=main)
    thread.start()
    thread.join()
    os._exit(0)
