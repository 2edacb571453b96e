"""The interface as a whole, and its description (OpenAPI 3.1)."""

from functools import cache
from typing import Any

from ninja import NinjaAPI

from torilla.api import (
    views_duties,
    views_guideline,
    views_lists,
    views_organisation,
    views_people,
    views_register,
)
from torilla.api.gate import BEGIN
from torilla.api.problems import MEDIA_TYPE, answer_problems

PARTS = (
    views_register, views_people, views_organisation, views_guideline, views_duties, views_lists,
)  # fmt: skip
VERSION = "1"

api = NinjaAPI(
    title="Torilla",
    version=VERSION,
    description="Everything that the pages do, by the same permissions.",
    openapi_url=None,
    docs_url=None,
    urls_namespace="api-v1",
)
answer_problems(api)
for part in PARTS:
    api.add_router("", part.router)


@cache
def description() -> dict[str, Any]:
    """The OpenAPI document; problems are of their own media type, which ninja cannot say."""
    told: dict[str, Any] = api.get_openapi_schema(path_prefix=BEGIN)
    for operations in told["paths"].values():
        for operation in operations.values():
            for parameter in operation["parameters"]:
                parameter["schema"] = _without_null(parameter["schema"])
            for status, response in operation["responses"].items():
                if int(status) >= 400:
                    response["content"] = {MEDIA_TYPE: response["content"]["application/json"]}
    return told


def _without_null(schema: dict[str, Any]) -> dict[str, Any]:
    """In an address nothing is null: what is not asked is left out."""
    kinds = [each for each in schema.get("anyOf", []) if each != {"type": "null"}]
    return kinds[0] if len(kinds) == 1 else schema
