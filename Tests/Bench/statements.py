# What the service sends to its database for one request, taken from the database's own log, as a script for pgbench.
"""So pgbench runs the very statements of the program, with its parameters, in its transactions, whatever they are."""

import hashlib
import http.client
import pathlib
import re
import time

from service import BenchError

# Reads of one script. The script first fetches the ids of so many workups, so that every read is of another one.
READS_PER_SCRIPT = 4

# How often two reads are watched until both sent the same.
_TRIES = 5

_UUID = re.compile(r"^[0-9a-f]{8}-([0-9a-f]{4}-){3}[0-9a-f]{12}$")
_INSTANT = re.compile(r"^\d{4}-\d{2}-\d{2}[ T]\d{2}:\d{2}:\d{2}")
_ENTRY = re.compile(r"^(\d{4}-\d\d-\d\d [^\[]*)\[(\d+)\] <([^>]*)> (\w+):  (.*)$", re.DOTALL)
_EXECUTE = re.compile(r"^execute [^:]*: (.*)$", re.DOTALL)
_PARAMETER = re.compile(r"\$(\d+) = (NULL|'((?:[^']|'')*)')")
# What the service asks beside all requests, on the same connections.
_BESIDE = ("-- worklist.changes", "-- notice.")
# What begins and ends a transaction; pipelines and drivers do that by themselves.
_BOUNDS = ("begin isolation level read committed, read write", "commit")
_LOGGING = {
    "log_statement": "'all'",
    "log_error_verbosity": "'default'",
    "log_parameter_max_length": "-1",
    "log_line_prefix": "'%m [%p] <%v> '",
}


class Sent:
    """One statement as it was sent: its text, its parameters, the transaction it ran in."""

    def __init__(self, sql, transaction):
        self.sql = sql
        self.transaction = transaction
        self.parameters = {}


def observe(service, paths):
    """The statements of a GET of each of two paths, the same for both, read from the log."""
    changes = "".join(f"alter system set {name} = {value};\n" for name, value in _LOGGING.items())
    service.sql(changes + "select pg_reload_conf();")
    try:
        # The first request prepares its statements; reloading takes a moment to reach every server process.
        _get(service, paths[0])
        time.sleep(1)
        # What the service does beside requests, such as telling of emergencies, may fall into one of the reads.
        for _ in range(_TRIES):
            both = [_logged(service, path) for path in paths]
            if _texts(both[0]) == _texts(both[1]) != []:
                return both
        only = sorted(set(_texts(both[0])) ^ set(_texts(both[1])))
        raise BenchError("two reads sent different statements: " + "; ".join(text[:60] for text in only))
    finally:
        service.sql("".join(f"alter system reset {name};\n" for name in _LOGGING) + "select pg_reload_conf();")


def _texts(sent):
    return [statement.sql for statement in sent]


class Statement:
    """A statement of a request with what each of its parameters is, in order: a pair of a word and, for a constant, its text.

    The words: `workup`, `now`, `fresh` (an id made for the request, numbered), `token` (the hash of the caller's token),
    `constant`, `none`.
    """

    def __init__(self, sql, places):
        text = "\n".join(line for line in sql.splitlines() if not line.lstrip().startswith("--")).rstrip().rstrip(";")
        # The program tells the types of its parameters; here they have to be found out, where a cast says them somewhere.
        types = dict(re.findall(r"\$(\d+)::([a-z]+(?:\[\])?)", text))
        self.sql = re.sub(
            r"\$(\d+)\b(?!::)", lambda match: match[0] + (f"::{types[match[1]]}" if match[1] in types else ""), text)
        self.places = places


def transactions(service, paths, workups):
    """The statements of a read, seen at two paths, those of a transaction together.

    `workups` are the ids that the paths name, none where they name none.
    """
    first, second = observe(service, paths)
    token = "\\x" + hashlib.sha256(service.token.encode()).hexdigest()
    groups = []
    for pair in zip(first, second):
        statement = Statement(pair[0].sql, _places(pair, workups, token))
        if groups and groups[-1][0] == pair[0].transaction:
            groups[-1][1].append(statement)
        else:
            groups.append((pair[0].transaction, [statement]))
    return [[one for one in group if one.sql.lower() not in _BOUNDS] for _, group in groups]


def _places(pair, workups, token):
    """What each parameter of a statement is, told by how two requests differ."""
    first, second = pair
    fresh = []
    places = []
    for number in range(1, max(map(int, re.findall(r"\$(\d+)", first.sql)), default=0) + 1):
        value, other = first.parameters.get(number), second.parameters.get(number)
        if value is None:
            places.append(("none", None))
        elif workups and (value, other) == (workups[0], workups[1]):
            places.append(("workup", None))
        elif value == token:
            places.append(("token", value))
        elif value == other:
            places.append(("constant", value))
        elif _UUID.match(value):
            fresh += [] if value in fresh else [value]
            places.append((f"fresh{fresh.index(value) + 1}", None))
        elif _INSTANT.match(value):
            places.append(("now", None))
        else:
            raise BenchError(f"parameter ${number} of a read is neither the same twice nor known to be fresh")
    return places


def script(groups, workups):
    """The pgbench script of `READS_PER_SCRIPT` reads, of workups or of none, and the variables that are always the same."""
    constants = {}
    commands = []
    for read in range(1, READS_PER_SCRIPT + 1):
        for group in groups:
            commands += ["\\startpipeline"] if len(group) > 1 else []
            commands += [_command(statement, read, constants) for statement in group]
            commands += ["\\endpipeline"] if len(group) > 1 else []
    return "\n".join([_preamble(workups), *commands]) + "\n", constants


def for_peers(groups):
    """The same for a service in another language, as JSON can hold it."""
    return [
        [{"text": one.sql, "places": [{"is": word} | ({"text": text} if word == "constant" else {})
                                      for word, text in one.places]} for one in group]
        for group in groups
    ]


def prepare(service, workups):
    """Makes the table that the script takes its workups from."""
    columns = ", ".join(f"w{read}" for read in range(1, READS_PER_SCRIPT + 1))
    rows = []
    for start in range(0, len(workups) - READS_PER_SCRIPT + 1, READS_PER_SCRIPT):
        ids = "\t".join(workups[start:start + READS_PER_SCRIPT])
        rows.append(f"{start // READS_PER_SCRIPT + 1}\t{ids}")
    service.sql(
        "drop schema if exists bench cascade; create schema bench; grant usage on schema bench to workup;\n"
        f"create table bench.read (n integer primary key, {columns.replace(',', ' text,')} text);\n"
        f"grant select on bench.read to workup;\ncopy bench.read (n, {columns}) from stdin;\n"
        + "\n".join(rows) + "\n\\.\nvacuum analyze bench.read;\n")
    return len(rows)


def _preamble(workups):
    fresh = ", ".join(
        f"gen_random_uuid() as e{read}, gen_random_uuid() as r{read}" for read in range(1, READS_PER_SCRIPT + 1))
    if not workups:
        return f"select {fresh}, clock_timestamp() as t \\gset"
    columns = ", ".join(f"w{read}" for read in range(1, READS_PER_SCRIPT + 1))
    return (
        "\\set n random(1, :rows)\n"
        f"select {columns}, {fresh}, clock_timestamp() as t from bench.read where n = :n \\gset")


def _command(statement, read, constants):
    """A statement with each parameter as what it is: the workup, something fresh, a constant, or NULL."""

    def variable(match):
        word, text = statement.places[int(match.group(1)) - 1]
        named = {"none": "null", "workup": f":w{read}", "fresh1": f":e{read}", "fresh2": f":r{read}", "now": ":t"}
        return named[word] if word in named else ":" + constants.setdefault(text, f"c{len(constants) + 1}")

    return re.sub(r"\$(\d+)", variable, statement.sql) + ";"


def _logged(service, path):
    logs = sorted(pathlib.Path(service.data, "log").glob("postgresql-*.log"))
    before = {path: path.stat().st_size for path in logs}
    _get(service, path)
    time.sleep(0.3)
    sent = []
    for path in sorted(pathlib.Path(service.data, "log").glob("postgresql-*.log")):
        with open(path, encoding="utf-8", errors="replace") as file:
            file.seek(before.get(path, 0))
            sent += _parsed(file.read())
    return sent


def _parsed(text):
    """The statements of a piece of log, in order."""
    # A line that begins with a tab goes on with the message of the line before it.
    sent = []
    is_own = False
    entries = [_ENTRY.match(entry.replace("\0", "\n")) for entry in text.replace("\n\t", "\0").split("\n")]
    entries = [match.groups() for match in entries if match]
    # The sealer of the log works beside every request, on connections of its own.
    others = {process for _, process, _, _, message in entries if "-- log." in message}
    for _, process, transaction, level, message in entries:
        if process in others:
            continue
        execute = _EXECUTE.match(message)
        if level == "LOG" and execute:
            is_own = not execute.group(1).startswith(_BESIDE)
            if is_own:
                sent.append(Sent(execute.group(1), transaction))
        elif level == "DETAIL" and sent and is_own:
            for number, value, content in _PARAMETER.findall(message):
                if value != "NULL":
                    sent[-1].parameters[int(number)] = content.replace("''", "'")
    return sent


def _get(service, path):
    connection = http.client.HTTPConnection("127.0.0.1", service.port, timeout=30)
    connection.request("GET", path, headers={"Authorization": f"Bearer {service.token}"})
    answer = connection.getresponse()
    answer.read()
    if answer.status != 200:
        raise BenchError(f"GET {path.split('?')[0]} was answered with {answer.status}")
