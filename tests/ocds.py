"""Whether a package holds to the Open Contracting Data Standard 1.1: by our own reading of it, and by its schema.

The schema is not ours and lies outside of the repository: where `OCDS_SCHEMA` says, else beside it. What needs it is skipped where it
is not there; our own reading needs nothing and always runs.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import zipfile
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import Any

from jsonschema import Draft4Validator, FormatChecker
from referencing import Registry, Resource
from referencing.jsonschema import DRAFT4

ROOT = Path(__file__).resolve().parent.parent
SCHEMA = Path(os.environ.get("OCDS_SCHEMA", ROOT.parent / "shared/data/ocds-1.1.5.zip"))
WITHOUT = "the OCDS schema is not there: OCDS_SCHEMA=…/ocds-1.1.5.zip ./run test"
FOLDER = "standard-1__1__5/schema/"
ADDRESS = "https://standard.open-contracting.org/schema/1__1__5/"
CHECKED = ("validation_errors", "additional_closed_codelist_values", "additional_checks", "additional_fields")

VALUE, PERIOD = {"amount!", "currency!"}, {"startDate", "endDate"}
REFERENCE = {"id!", "name!"}
DOCUMENT = {"id!", "documentType", "title", "datePublished"}
MILESTONE = {"id!", "title", "type", "description", "dueDate", "dateMet", "status!"}
FIELDS: dict[str, set[str]] = {  # what may stand where, by the last names of its path; ! has to be there
    "releases": {
        *("ocid!", "id!", "date!", "tag!", "initiationType!", "language", "parties!", "buyer!", "planning", "tender"),
        *("awards", "contracts", "relatedProcesses"),
    },
    "parties": {"id!", "name!", "identifier", "roles!"},
    "identifier": {"scheme!", "id!", "legalName"},
    "planning": {"budget", "documents"},
    "budget": {"description", "project", "projectID", "amount"},
    "tender": {
        *("id!", "title", "status!", "procuringEntity", "value", "procurementMethod", "procurementMethodDetails!"),
        *("procurementMethodRationale", "mainProcurementCategory", "tenderPeriod", "contractPeriod"),
        *("numberOfTenderers", "documents"),
    },
    "awards": {"id!", "title", "description", "status!", "date", "value", "suppliers", "documents"},
    "contracts": {
        *("id!", "awardID!", "title", "status!", "period", "value", "dateSigned", "items", "documents", "milestones"),
        *("amendments", "implementation"),
    },
    "items": {"id!", "description", "quantity", "unit"},
    "unit": {"name", "value"},
    "amendments": {"id!", "date!", "description", "rationale"},
    "implementation": {"transactions", "milestones"},
    "transactions": {"id!", "date!", "value!", "payer!", "payee!"},
    "relatedProcesses": {"id!", "relationship!", "scheme!", "identifier!"},
    **dict.fromkeys(["value", "amount"], VALUE),
    **dict.fromkeys(["period", "tenderPeriod", "contractPeriod"], PERIOD),
    **dict.fromkeys(["buyer", "procuringEntity", "suppliers", "payer", "payee"], REFERENCE),
    "documents": DOCUMENT,
    "milestones": MILESTONE,
}
CLOSED = {
    ("releases", "initiationType"): {"tender"},
    ("releases", "tag"): {"planning", "tender", "award", "contract", "implementation", "compiled"},
    ("tender", "status"): {"planning", "planned", "active", "cancelled", "unsuccessful", "complete", "withdrawn"},
    ("tender", "procurementMethod"): {"open", "selective", "limited", "direct"},
    ("tender", "mainProcurementCategory"): {"goods", "works", "services"},
    ("awards", "status"): {"pending", "active", "cancelled", "unsuccessful"},
    ("contracts", "status"): {"pending", "active", "cancelled", "terminated"},
    ("milestones", "status"): {"scheduled", "met", "notMet", "partiallyMet"},
}


def wrong(package: dict[str, Any]) -> list[str]:
    """What our own reading finds, and nothing where it holds."""
    said = [f"no {name}" for name in ("uri", "version", "publishedDate", "publisher") if not package.get(name)]
    said += wrong_blocks(package)
    for release in package.get("releases", []):
        ids = {one["id"] for one in release["parties"]}
        said += [f"{name} {one} is no party" for name, one in _references(release) if one not in ids]
        awards = {one["id"] for one in release.get("awards", [])}
        said += [f"{one} is no award" for one in _awarded(release) if one not in awards]
        for name, day in _days(release):
            if datetime.fromisoformat(day).utcoffset() is None:
                said.append(f"{name} {day} has no zone")
    return said


def wrong_blocks(package: dict[str, Any]) -> list[str]:
    """What stands where it does not belong, or is missing where it does."""
    return [said for release in package["releases"] for said in _block("releases", release)]


def _block(name: str, block: dict[str, Any]) -> list[str]:
    fields = FIELDS[name]
    known = {field.removesuffix("!") for field in fields}
    said = [f"{name}.{field} is not known" for field in block.keys() - known]
    said += [f"{name}.{field[:-1]} is not there" for field in fields if field.endswith("!") and field[:-1] not in block]
    for field, value in block.items():
        parts = value if isinstance(value, list) else [value]
        if (name, field) in CLOSED:
            said += [f"{name}.{field} {one}" for one in parts if one not in CLOSED[name, field]]
        said += [f"{name}.{field} is empty" for one in [value, *parts] if one in ("", None, [], {})]
        for one in parts:
            said += _block(field, one) if isinstance(one, dict) and field in FIELDS else []
    return said


def _walked(name: str, value: Any) -> Iterator[tuple[str, Any]]:
    """Every value in it, with the name under which it stands."""
    yield name, value
    parts = (
        value.items() if isinstance(value, dict) else [(name, one) for one in value] if isinstance(value, list) else []
    )
    for key, one in parts:
        yield from _walked(key, one)


def _references(release: dict[str, Any]) -> Iterator[tuple[str, str]]:
    named = {"buyer", "procuringEntity", "suppliers", "payer", "payee"}
    return ((name, one["id"]) for name, one in _walked("", release) if name in named and isinstance(one, dict))


def _awarded(release: dict[str, Any]) -> Iterator[str]:
    return (one["awardID"] for one in release.get("contracts", []) if "awardID" in one)


def _days(release: dict[str, Any]) -> Iterator[tuple[str, str]]:
    return ((name, one) for name, one in _walked("", release) if isinstance(one, str) and name.lower().endswith("date"))


def said_by_libcove(package: dict[str, Any], folder: Path) -> dict[str, Any]:
    """What `libcoveocds` says against a release package. It is a program of others, and ends with 0 whatever it finds."""
    file = folder / "package.json"
    file.write_text(json.dumps(package, ensure_ascii=False))
    program = Path(sys.executable).with_name("libcoveocds")
    words = [program, "--standard-zip", SCHEMA, "-s", "1.1", file]
    told = json.loads(subprocess.run(words, check=True, capture_output=True, cwd=folder).stdout)
    return {name: told[name] for name in CHECKED if told[name]}


def said_by_the_schema(package: dict[str, Any], name: str) -> list[str]:
    """What the schema itself says, for packages that `libcoveocds` cannot check without a network."""
    with zipfile.ZipFile(SCHEMA) as held:
        files = [one for one in held.namelist() if one.endswith("schema.json") and "meta" not in one]
        known = [(ADDRESS + one.removeprefix(FOLDER), json.loads(held.read(one))) for one in files]
    registry = Registry().with_resources((at, Resource(one, DRAFT4)) for at, one in known)
    schema = dict(known)[f"{ADDRESS}{name}"]
    return [
        one.message
        for one in Draft4Validator(schema, registry=registry, format_checker=FormatChecker()).iter_errors(package)
    ]
