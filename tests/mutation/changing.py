"""One small lie at a time: a comparison, a boundary, a number, a yes, a gesture left out, a condition of SQL."""

import ast
import copy
import re
from collections.abc import Iterator
from dataclasses import dataclass

OTHER: dict[type[ast.AST], type[ast.AST]] = {
    ast.Lt: ast.LtE,
    ast.LtE: ast.Lt,
    ast.Gt: ast.GtE,
    ast.GtE: ast.Gt,
    ast.Eq: ast.NotEq,
    ast.NotEq: ast.Eq,
    ast.Is: ast.IsNot,
    ast.IsNot: ast.Is,
    ast.In: ast.NotIn,
    ast.NotIn: ast.In,
    ast.And: ast.Or,
    ast.Or: ast.And,
    ast.Add: ast.Sub,
    ast.Sub: ast.Add,
    ast.Mult: ast.Div,
    ast.Div: ast.Mult,
}
SQL = re.compile(r"\b(SELECT|UPDATE|DELETE|WHERE|AND|IN|ORDER BY)\b")
ASKED = re.compile(
    r"<=|>=|<>|[<>=]|\bAND\b|\bOR\b|\bIS NOT NULL\b|\bIS NULL\b|\bNOT IN\b|\bIN \('|\+ 1\b|, id\b| LIMIT 1\b"
)
OTHERWISE = {"<=": "<", ">=": ">", "<>": "=", "<": "<=", ">": ">=", "=": "<>", "AND": "OR", "OR": "AND",
    "IS NOT NULL": "IS NULL", "IS NULL": "IS NOT NULL", "NOT IN": "IN", "IN ('": "NOT IN ('", "+ 1": "+ 2",
    ", id": "", " LIMIT 1": " LIMIT 2"}  # fmt: skip


@dataclass(frozen=True)
class Change:
    """One module, one thing of which is otherwise."""

    where: str
    """The function or the class; empty: the module's own constants."""
    was: str
    now: str
    tree: ast.Module

    def __str__(self) -> str:
        return f"{self.where or 'constants'}: {self.was} → {self.now}"


def changes(source: str) -> Iterator[Change]:
    """All of them, in the order of the source."""
    tree = ast.parse(source)
    for where, path in _walked(tree, "", ()):
        for otherwise in _otherwise(_at(tree, path)):
            whole = copy.deepcopy(tree)
            _put(whole, path, otherwise)
            was, now = ast.unparse(_at(tree, path)), ast.unparse(ast.fix_missing_locations(otherwise))
            yield Change(where, *_short(was, now), ast.fix_missing_locations(whole))


Path = tuple[tuple[str, int | None], ...]
"""From the module down: a field of a node, and the rank in it where it is a list."""


def _walked(node: ast.AST, where: str, path: Path) -> Iterator[tuple[str, Path]]:
    """Words for people (docstrings, annotations) are no rule; what a class or a decorator says was used when it was made."""
    if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
        where = f"{where}.{node.name}".lstrip(".")
    yield where, path
    for field, value in ast.iter_fields(node):
        if field in ("annotation", "returns", "decorator_list"):
            continue
        for rank, child in enumerate(value) if isinstance(value, list) else [(None, value)]:
            of_a_class = isinstance(node, ast.ClassDef) and isinstance(child, ast.Assign | ast.AnnAssign)
            if isinstance(child, ast.AST) and not of_a_class and not _is_said(child):
                yield from _walked(child, where, (*path, (field, rank)))


def _is_said(node: ast.AST) -> bool:
    return isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)


def _at(tree: ast.AST, path: Path) -> ast.AST:
    for field, rank in path:
        value = getattr(tree, field)
        tree = value if rank is None else value[rank]
    return tree


def _put(tree: ast.Module, path: Path, node: ast.AST) -> None:
    above, (field, rank) = _at(tree, path[:-1]), path[-1]
    if rank is None:
        setattr(above, field, node)
    else:
        getattr(above, field)[rank] = node


def _otherwise(node: ast.AST) -> Iterator[ast.AST]:
    """What could stand there instead."""
    match node:
        case ast.Compare():
            for n, operator in enumerate(node.ops):
                yield _with(node, ops=[*node.ops[:n], OTHER[type(operator)](), *node.ops[n + 1 :]])
        case ast.BoolOp() | ast.BinOp() if type(node.op) in OTHER:
            yield _with(node, op=OTHER[type(node.op)]())
        case ast.UnaryOp(op=ast.Not()):
            yield node.operand
        case ast.If() | ast.IfExp() if not _turns(node.test):
            yield _with(node, test=ast.UnaryOp(ast.Not(), node.test))
        case ast.Constant(value=bool() as yes):
            yield _with(node, value=not yes)
        case ast.Constant(value=int() as number):
            yield _with(node, value=number + 1)
        case ast.Constant(value=str() as said) if SQL.search(said):
            yield from (_with(node, value=other) for other in _asked_otherwise(said))
        case ast.Expr(value=ast.Call() | ast.Await()) | ast.Raise():
            yield ast.copy_location(ast.Pass(), node)


def _turns(test: ast.expr) -> bool:
    """Another change makes its contrary already."""
    exact = ast.Eq | ast.NotEq | ast.Is | ast.IsNot | ast.In | ast.NotIn
    return isinstance(test, ast.UnaryOp) or (isinstance(test, ast.Compare) and isinstance(test.ops[0], exact))


def _asked_otherwise(said: str) -> Iterator[str]:
    """What stands before WHERE is no question: a change there is only a broken sentence."""
    begins = len(said.partition("WHERE")[0]) if "SET" in said else 0
    for found in ASKED.finditer(said):
        if found.start() >= begins or found[0] == "+ 1":
            yield said[: found.start()] + OTHERWISE[found[0]] + said[found.end() :]


def _with(node: ast.AST, **fields: object) -> ast.AST:
    other = copy.copy(node)
    vars(other).update(fields)
    return other


def _short(was: str, now: str) -> tuple[str, str]:
    """Of something long, the first line, or the words around the difference."""
    was, now = was.splitlines()[0], now.splitlines()[0]
    if len(was) <= 90:
        return was, now
    first = next((n for n, (a, b) in enumerate(zip(was, now, strict=False)) if a != b), 0)
    return was[max(0, first - 30) : first + 40], now[max(0, first - 30) : first + 40]
