"""What schemathesis loads: real ids and versions in the place of made-up ones, and a count of what was answered."""

import atexit
import json
import os
import random
import threading
from collections import Counter, defaultdict
from pathlib import Path
from typing import Any

import schemathesis
from schemathesis.core.parameters import ParameterLocation

# How often a made-up id that fits its schema gives way to one that is there.
_REAL_SHARE = 0.8
_clinic = json.loads(Path(os.environ["CONTRACT_CLINIC"]).read_text())
_places: list[dict[str, str]] = _clinic["places"]
# Accounts and tokens that the requests are sent with: ended by one of them, the others would show nothing.
_kept: set[str] = set(_clinic["kept"])
_seed = os.environ["CONTRACT_SEED"]
_lock = threading.Lock()
_asked: Counter[str] = Counter()
_answers: defaultdict[str, Counter[int]] = defaultdict(Counter)
_versions: dict[str, str] = {}


def _chance(label: str) -> random.Random:
    """The same choices for the n-th request of an operation in every run with this seed."""
    with _lock:
        _asked[label] += 1
        return random.Random(f"{_seed} {label} {_asked[label]}")


@schemathesis.hook
def before_call(context: Any, case: Any, kwargs: dict[str, Any]) -> None:
    """Puts in what there is, only where what was made up is meant to be right: what is meant to be wrong stays."""
    meta = case.meta
    if meta is None:
        return
    chance = _chance(case.operation.label)
    for name, value in (case.path_parameters or {}).items():
        if value in _kept:
            case.path_parameters = case.path_parameters | {name: str(value)[:-1] + "0"}
    if chance.random() > _REAL_SHARE:
        return
    names = set(case.path_parameters or {})
    if names and not meta.is_negative_at(ParameterLocation.PATH):
        fitting = [place for place in _places if names <= place.keys()]
        if fitting:
            place = chance.choice(fitting)
            case.path_parameters = {name: place[name] for name in names}
    if "If-Match" in (case.headers or {}) and not meta.is_negative_at(ParameterLocation.HEADER):
        case.headers["If-Match"] = _version(case, chance)
    if isinstance(case.body, dict) and not meta.is_negative_at(ParameterLocation.BODY):
        _put_ids(case.body, chance)


def _version(case: Any, chance: random.Random) -> str:
    """The newest version seen of what is changed, or a low one: the clinic is young."""
    path = case.formatted_path
    with _lock:
        known = max((seen for seen in _versions if path.startswith(seen)), key=len, default=None)
        return _versions[known] if known else f'"{chance.randint(1, 3)}"'


def _put_ids(body: dict[str, Any], chance: random.Random) -> None:
    for name, value in body.items():
        if isinstance(value, dict):
            _put_ids(value, chance)
        elif isinstance(value, str):
            fitting = [place[name] for place in _places if name in place]
            if fitting:
                body[name] = chance.choice(fitting)
            elif name in ("assigneeId", "userId", "responsibleUserId", "ownerId", "chairId"):
                body[name] = chance.choice(_clinic["people"])


@schemathesis.hook
def after_call(context: Any, case: Any, response: Any) -> None:
    """Counts the answer, and keeps the version that it tells of."""
    tag = response.headers.get("etag")
    with _lock:
        _answers[case.operation.label][response.status_code] += 1
        if tag and response.status_code == 200 and case.method.upper() in ("GET", "PUT", "PATCH"):
            _versions[case.formatted_path] = tag[0] if isinstance(tag, list) else tag


@atexit.register
def _tell() -> None:
    answers = {label: dict(counts) for label, counts in _answers.items()}
    Path(os.environ["CONTRACT_ANSWERS"]).write_text(json.dumps(answers))
