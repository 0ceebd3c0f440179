"""Many rows at once: parents before children, one statement for a few hundred rows of a table."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any, TypeAlias

from flask_initiatieven.database import Model

# Below the 32,766 variables a statement may have in SQLite, and small enough for any server.
_VARIABLES = 10_000


@dataclass(eq=False, slots=True)
class Node:
    """A row that is still to be stored. Other rows may point at it; `id` is there after `flush`."""

    model: type[Model]
    columns: dict[str, Any]
    level: int
    id: int = 0


#: A row of the database by its id, or one that this import brings.
Reference: TypeAlias = int | Node


@dataclass(slots=True)
class Batch:
    """Rows to store. Rows of one table must name the same columns."""

    nodes: list[Node] = field(default_factory=list)

    def add(self, model: type[Model], **columns: Any) -> Node:
        """Remember a row; a column may hold a Node, which is then stored first."""
        parents = (value.level for value in columns.values() if isinstance(value, Node))
        node = Node(model, columns, 1 + max(parents, default=0))
        self.nodes.append(node)
        return node

    def add_each(self, model: type[Model], texts: list[str], **columns: Any) -> None:
        """A row for each text, in order."""
        for position, text in enumerate(texts):
            self.add(model, position=position, text=text, **columns)

    def flush(self) -> None:
        """Store all rows; call it inside a transaction."""
        groups: dict[tuple[int, type[Model]], list[Node]] = {}
        for node in self.nodes:
            groups.setdefault((node.level, node.model), []).append(node)
        for (_, model), nodes in sorted(groups.items(), key=lambda group: group[0][0]):
            for some in _in_pieces(nodes):
                _insert(model, some)
        self.nodes.clear()


def _in_pieces(nodes: list[Node]) -> Iterator[list[Node]]:
    size = _VARIABLES // max(1, len(nodes[0].columns) + 8)
    for start in range(0, len(nodes), size):
        yield nodes[start : start + size]


def _insert(model: type[Model], nodes: list[Node]) -> None:
    rows = [{name: _plain(value) for name, value in node.columns.items()} for node in nodes]
    stored = model.insert_many(rows).returning(model.id).tuples().execute()  # type: ignore[attr-defined]
    # Ids are given out in the order of the rows, but a database may return them in any order.
    for node, number in zip(nodes, sorted(number for (number,) in stored), strict=True):
        node.id = number


def _plain(value: Any) -> Any:
    return value.id if isinstance(value, Node) else value
