"""A town's data, carried whole from one database to another, whichever they are.

One read of the source at one moment, one transaction on the target: it holds everything, compared by content, or nothing.
"""

import hashlib
import sqlite3
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from typing import Any

import psycopg

from storage.catalogue import Catalogue, Table
from storage.engine import Connection, connect
from storage.schema import upgrade
from storage.transactions import DatabaseIll

AT_ONCE = 1_000
"""Rows."""

BELOW_ALL = -(1 << 63)
"""What is nobody's any more has a negative number."""

Progress = Callable[[str, int], None]
"""A table is done: its name, how many rows."""

Digest = tuple[int, int]
"""How many rows, and a sum over them: in any order, for the databases do not agree on one."""


async def copy(source_url: str, target_url: str, progress: Progress) -> dict[str, int]:
    """Table → how many rows. Both are brought up to date; the target must hold nothing yet. Raises DatabaseIll, and then
    the target holds nothing still."""
    upgrade(source_url)
    upgrade(target_url)
    try:
        async with _reading(source_url) as source, _writing(target_url) as target:
            return await _copy_all(Catalogue(source, source_url), Catalogue(target, target_url), progress)
    except (sqlite3.Error, psycopg.Error) as ill:
        raise DatabaseIll(f"La copie s'est arrêtée ({ill}) : rien n'a été gardé. Réessayez.") from ill


async def _copy_all(source: Catalogue, target: Catalogue, progress: Progress) -> dict[str, int]:
    for side in (source, target):
        await side.take_time()
    tables = await source.tables()
    await _ensure_empty(target.db, tables)
    counts = {}
    for table in tables:
        counts[table.name] = await _copy(table, source.db, target.db)
        progress(table.name, counts[table.name])
    for name, last in (await source.counters()).items():
        await target.set_counter(name, last)
    return counts


@asynccontextmanager
async def _reading(url: str) -> AsyncIterator[Connection]:
    database = await connect(url)
    try:
        async with database.reading() as connection:
            yield connection
    finally:
        await database.close()


@asynccontextmanager
async def _writing(url: str) -> AsyncIterator[Connection]:
    database = await connect(url)
    try:
        async with database.writing() as connection:
            yield connection
    finally:
        await database.close()


async def _ensure_empty(target: Connection, tables: list[Table]) -> None:
    for table in tables:
        if await target.rows(f"SELECT 1 AS one FROM {table.name} LIMIT 1"):
            raise DatabaseIll(
                f"La base d'arrivée contient déjà des données ({table.name}). Donnez une base vide : rien n'a été copié."
            )


async def _copy(table: Table, source: Connection, target: Connection) -> int:
    """Those of a row's own table are named once all are there."""
    names = ", ".join(table.columns)
    values = ", ".join("NULL" if it in table.own else f":{it}" for it in table.columns)
    async for rows in _pages(table, source):
        await target.many(f"INSERT INTO {table.name} ({names}) VALUES ({values})", rows)
    for column in table.own:
        async for rows in _pages(table, source):
            named = [row for row in rows if row[column] is not None]
            await target.many(f"UPDATE {table.name} SET {column} = :{column} WHERE id = :id", named)
    digest = await _digest(table, source)
    if await _digest(table, target) != digest:
        raise DatabaseIll(f"La copie de « {table.name} » n'est pas fidèle : rien n'a été gardé. Réessayez.")
    return digest[0]


async def _digest(table: Table, connection: Connection) -> Digest:
    count, total = 0, 0
    async for rows in _pages(table, connection):
        count += len(rows)
        total += sum(map(_hash, rows))
    return count, total


def _hash(row: dict[str, Any]) -> int:
    # PostgreSQL keeps no character 0.
    said = repr([value.replace("\0", "") if isinstance(value, str) else value for value in row.values()])
    return int.from_bytes(hashlib.sha256(said.encode()).digest())


async def _pages(table: Table, connection: Connection) -> AsyncIterator[list[dict[str, Any]]]:
    """By number; the tables without numbers are small, and come whole."""
    names = ", ".join(table.columns)
    if "id" not in table.columns:
        yield [dict(row) for row in await connection.rows(f"SELECT {names} FROM {table.name}")]
        return
    last = BELOW_ALL
    while rows := await connection.rows(
        f"SELECT {names} FROM {table.name} WHERE id > :last ORDER BY id LIMIT :most", last=last, most=AT_ONCE
    ):
        yield [dict(row) for row in rows]
        last = rows[-1]["id"]
