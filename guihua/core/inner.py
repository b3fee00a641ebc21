"""Questions that stand inside others are put into SQL once: a page asks some sixty times where its reader holds which role."""

from __future__ import annotations

from typing import Any, Self, cast

from django.db import models
from django.db.models.expressions import Expression


class Inner(Expression):
    """A subquery in the database's own words. It names nothing outside of itself, so that no other question changes it,
    and it is answered whenever that other one is."""

    def __init__(self, sql: str, params: tuple[Any, ...], output_field: models.Field[Any, Any]) -> None:
        super().__init__(output_field=output_field)
        self.sql, self.params = f"({sql})", params

    def resolve_expression(self, *_told: Any, **_more: Any) -> Self:
        return self

    def relabeled_clone(self, _changed: Any) -> Self:
        return self

    def as_sql(self, *_told: Any, **_more: Any) -> tuple[str, tuple[Any, ...]]:
        return self.sql, self.params


class InnerQuerySet(models.QuerySet[Any]):
    """`put` is remembered by who asks for one column often, and `again` is what they hand out, with no answer in it. What is narrowed
    further is a question of its own."""

    inner: Inner | None = None

    def put(self, column: str) -> Self:
        found: Any = self.order_by().values_list(column, flat=True)
        sql, params = found.query.sql_with_params()
        found.inner = Inner(sql, params, models.BigIntegerField())
        return cast(Self, found)

    def again(self) -> Self:
        found = self.all()
        found.inner = self.inner
        return found

    def resolve_expression(self, *told: Any, **more: Any) -> Any:
        return self.inner or super().resolve_expression(*told, **more)
