# Makes one PDF out of one HTML document: HTML in on standard input, PDF out on standard output, and nothing else either way.
# Workup runs this text with `python3 -I -B -c`. It gets ready before it reads, so that it can be started ahead of the
# document that it will get. Whatever stands in the document: nothing is fetched, opened or started for it.
import gc
import os
import resource
import sys

# Libraries may talk about the document: nobody hears them. Only the two streams kept here lead out.
answer, words = os.dup(1), os.dup(2)
silence = os.open(os.devnull, os.O_RDWR)
os.dup2(silence, 1)
os.dup2(silence, 2)


def end(code, error):
    """Ends with a code and the kind of an error; its text may hold words of the document, and is not told."""
    os.write(words, type(error).__name__.encode("ascii", "replace"))
    os._exit(code)


def refuse(*_, **__):
    raise ValueError("nothing is fetched for a document")


def guard(event, arguments):
    """Stands behind `refuse`: no network, no program, and of files only Python's own modules."""
    if event.startswith(("socket.", "subprocess.", "os.exec", "os.fork", "os.posix_spawn", "os.spawn", "os.system")):
        raise PermissionError(event)
    if event == "open" and not isinstance(arguments[0], int):
        path, _, flags = arguments
        writes = isinstance(flags, int) and flags & (os.O_WRONLY | os.O_RDWR | os.O_CREAT)
        if writes or not os.fsdecode(path).startswith(MODULES):
            raise PermissionError(event)


# What is loaded on first use: fonts, the rules of the language's own style sheet, the shapes of C's functions.
WARM_UP = """<!doctype html><html lang="en"><title>A</title><style>
@page { @bottom-right { content: counter(page) counter(pages); font: 7pt "Liberation Sans", Arial, sans-serif } }
html { font: 8pt "Liberation Sans", Arial, Helvetica, "DejaVu Sans", sans-serif } li { display: inline-block }
table { border-collapse: collapse } </style><h1>A</h1><ul><li>b <em>c</em> <strong>d</strong></li></ul>
<table><caption>e</caption><thead><tr><th>f</th></tr></thead><tbody><tr><td>g</td></tr></tbody></table>
<svg viewBox="0 0 9 9" width="9" height="9"><path d="M0 0L9 9" stroke="#000"/><text x="1" y="5">h</text></svg></html>"""

try:
    import weasyprint
    from weasyprint.text.fonts import FontConfiguration

    fonts = FontConfiguration()

    def printed(html):
        document = weasyprint.HTML(string=html, url_fetcher=refuse)
        return document.render(font_config=fonts).write_pdf(variant="pdf/ua-1")

    printed(WARM_UP)
    MODULES = tuple(os.path.join(folder, "") for folder in sys.path if os.path.isabs(folder))
    # A document in memory must not end in a core file, and one without end must not take the machine.
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    resource.setrlimit(resource.RLIMIT_CPU, (660, 660))
    if sys.platform == "linux":
        resource.setrlimit(resource.RLIMIT_AS, (4 << 30, 4 << 30))
    # One document and then the end: looking for what could be given back costs a seventh of the time.
    gc.collect()
    gc.freeze()
    gc.disable()
except BaseException as error:
    end(3, error)

try:
    html = sys.stdin.buffer.read().decode("utf-8")
    if html:
        sys.addaudithook(guard)
        pdf = memoryview(printed(html))
        while pdf:
            pdf = pdf[os.write(answer, pdf):]
except BaseException as error:
    end(4, error)
os._exit(0)
