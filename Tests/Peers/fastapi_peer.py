"""What a team would otherwise write: FastAPI, asyncpg and Workup's own SQL, the event of the access log included.

It serves the requests that the bench compares, as one would write them by hand: who asks is looked up by their token, then
one transaction sets the identity, looks whether the caller may see the workup, reads, writes the event, and commits before
the answer goes out. Its statements are the service's very own, as the bench saw them sent (`PEER_STATEMENTS`, JSON).
"""

import contextlib
import datetime
import hashlib
import json
import os
import uuid
from collections.abc import Sequence
from typing import Annotated, Any

import asyncpg
import fastapi

ROUTES = json.load(open(os.environ["PEER_STATEMENTS"], encoding="utf-8"))
CONNECTIONS = int(os.environ.get("PEER_CONNECTIONS", "8"))
# So many workups are on a page of the worklist.
PAGE = 50
# How PostgreSQL's types are given to asyncpg, from the text of a parameter that is always the same.
READERS = {
    "uuid": uuid.UUID,
    "int2": int, "int4": int, "int8": int,
    "bool": lambda text: text == "t",
    "date": datetime.date.fromisoformat,
    "timestamptz": datetime.datetime.fromisoformat,
    "bytea": lambda text: bytes.fromhex(text.removeprefix("\\x")),
}


class Statement:
    """One statement with the meaning of each of its parameters."""

    def __init__(self, written: dict[str, Any], types: Sequence[asyncpg.Type]) -> None:
        self.text = written["text"]
        self.makers = [self._maker(place, type_) for place, type_ in zip(written["places"], types, strict=True)]

    @staticmethod
    def _maker(place: dict[str, str], type_: asyncpg.Type) -> tuple[str, Any]:
        """Where a value comes from, and the value where it is always the same."""
        word = place["is"]
        if word != "constant":
            # Ids stand in some columns as text.
            return word + ("Text" if type_.name == "text" and word != "none" else ""), None
        text = place["text"]
        if type_.kind == "array":
            return word, [part for part in text.strip("{}").split(",") if part]
        return word, READERS.get(type_.name, str)(text)

    def arguments(self, request: dict[str, Any]) -> list[Any]:
        """The parameters of one request; what is fresh is made once for each place of the request."""
        return [value if kind == "constant" else request[kind] for kind, value in self.makers]


async def routes_of(pool: asyncpg.Pool) -> dict[str, list[list[Statement]]]:
    """The transactions of each route, with the types that the server tells."""
    made: dict[str, list[list[Statement]]] = {}
    async with pool.acquire() as connection:
        for route, transactions in ROUTES.items():
            made[route] = [
                [Statement(one, (await connection.prepare(one["text"])).get_parameters()) for one in transaction]
                for transaction in transactions
            ]
    return made


@contextlib.asynccontextmanager
async def lifespan(application: fastapi.FastAPI):
    """The pool of connections, open while the service runs."""
    async with asyncpg.create_pool(
        host=os.environ["PEER_DATABASE"], user="workup", database="workup", min_size=CONNECTIONS, max_size=CONNECTIONS
    ) as pool:
        application.state.pool = pool
        application.state.routes = await routes_of(pool)
        yield


app = fastapi.FastAPI(lifespan=lifespan, docs_url=None, redoc_url=None, openapi_url=None)


async def answer(route: str, authorization: str, workup: uuid.UUID | None) -> list[asyncpg.Record]:
    """Signs the caller in by their token and runs the route's transaction; the rows of what it reads."""
    request: dict[str, Any] = {
        "token": hashlib.sha256(authorization.removeprefix("Bearer ").encode()).digest(),
        "now": datetime.datetime.now(datetime.timezone.utc),
        "workup": workup, "workupText": str(workup), "none": None,
    }
    for name in ("fresh1", "fresh2"):
        request[name] = uuid.uuid4()
        request[name + "Text"] = str(request[name])
    signing_in, reading = app.state.routes[route]
    async with app.state.pool.acquire() as connection:
        who = [await connection.fetchrow(one.text, *one.arguments(request)) for one in signing_in]
        if who[0] is None:
            raise fastapi.HTTPException(401)
        async with connection.transaction():
            return [await connection.fetch(one.text, *one.arguments(request)) for one in reading]


@app.get("/api/v1/workups/{workup}")
async def read_workup(workup: uuid.UUID, authorization: Annotated[str, fastapi.Header()]) -> fastapi.Response:
    """A whole workup, as PostgreSQL put it together."""
    _, grants, documents, _ = await answer("workup", authorization, workup)
    if not grants or not documents or documents[0][0] is None:
        raise fastapi.HTTPException(404)
    return fastapi.Response(documents[0][0], media_type="application/json")


@app.get("/api/v1/workups")
async def read_worklist(status: str, authorization: Annotated[str, fastapi.Header()]) -> fastapi.Response:
    """The first page of the worklist: each row has its JSON in its last column, and one row too many is asked for."""
    if status != "open":
        raise fastapi.HTTPException(400)
    results = await answer("worklist", authorization, None)
    rows = next((rows for rows in results if rows and str(rows[0][-1]).startswith("{")), [])[:PAGE]
    items = ",".join(row[-1] for row in rows)
    return fastapi.Response('{"items":[' + items + "]}", media_type="application/json")
