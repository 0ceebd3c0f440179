"""All settings as one JSON file, and back. Null means: the default. The same settings give the same bytes."""

from __future__ import annotations

import base64
import binascii
import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from .. import pictures
from ..errors import Refused
from ..forms import clean_line
from ..i18n import gettext as _
from ..i18n import lazy_gettext as _l
from ..pictures import Image
from . import labels
from .forms import LOGO_HEIGHT, LOGO_WIDTH, TOO_COLOURFUL
from .kinds import Picture, Wrong
from .queries import IN_ROW
from .registry import Options, nearest, settings

_NAME, _NUMBER = "flask-initiatieven/settings/", 1
SCHEMA = f"{_NAME}{_NUMBER}"
_NOT_OURS = _l("Dit is geen bestand met instellingen van deze module.")
_NEWER = _l("Dit bestand komt uit een nieuwere versie van de module. Werk eerst de module bij.")
_PARTS = {"schema", "settings", "pictures"}
#: more keys than this is no file of ours; what is wrong with each is not worth finding out
MOST_KEYS = 200
#: characters of a key that are shown
_LONGEST_KEY = 80


class BadFile(Refused):
    """The file can't be used; `mistakes` are pairs of where and a sentence."""

    def __init__(self, mistakes: list[tuple[str, str]]) -> None:
        super().__init__("\n".join(f"{where}: {sentence}" for where, sentence in mistakes))
        self.mistakes = mistakes


@dataclass(frozen=True)
class Read:
    """Plain values by key: `values` are those that differ from what is kept now, `given` all. None is the default."""

    values: Mapping[str, Any]
    given: Mapping[str, Any]
    pictures: tuple[Image, ...]


def written(own: Mapping[str, Any], logo: bytes | None) -> str:
    """The file of these values; what is not among them is null."""
    content: dict[str, Any] = {"schema": SCHEMA, "settings": {key: own.get(key) for key in settings()}}
    content["pictures"] = {own["style.logo"]: base64.b64encode(logo).decode()} if logo and "style.logo" in own else {}
    return json.dumps(content, ensure_ascii=False, indent=2) + "\n"


def read(data: bytes, before: Mapping[str, Any]) -> Read:
    """What a file says, beside the values that are kept now. Raises BadFile with every mistake."""
    content = _parsed(data)
    given: dict[str, Any] = {}
    found: list[Image] = []
    mistakes: list[tuple[str, str]] = []
    for key, value in content["settings"].items():
        try:
            given[key] = _plain(key, value, content.get("pictures", {}), found)
        except Wrong as wrong:
            mistakes.append((_readable(key), labels.sentence(wrong)))
        except Refused as refusal:
            mistakes.append((_readable(key), str(refusal)))
    if mistakes:
        raise BadFile(mistakes)
    changed = {key: value for key, value in given.items() if value != before.get(key)}
    return Read(changed, given, tuple(found))


def json_of(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, sort_keys=True)


def _plain(key: str, value: Any, files: Any, found: list[Image]) -> Any:
    """The value as it is kept. Raises Wrong or Refused."""
    if key not in settings():
        near = nearest(_readable(key))
        if near:
            raise Refused(_("Deze instelling bestaat niet. Bedoelt u %(near)s?", near=near))
        raise Refused(_("Deze instelling bestaat niet."))
    if value is None:
        return None
    kind = settings()[key].kind
    plain = kind.plain(kind.read(value))
    if isinstance(kind, Picture) and plain:
        image = _picture(files, plain, kind)
        found.append(image)
        return image.digest
    return None if key in IN_ROW and plain == Options().value(key) else plain


def _picture(files: Any, digest: str, kind: Picture) -> Image:
    """The picture in the file, decoded and written anew like an upload."""
    text = files.get(digest) if isinstance(files, dict) else None
    if not isinstance(text, str):
        raise Refused(_("De afbeelding zelf staat niet in het bestand."))
    try:
        data = base64.b64decode(text, validate=True)
    except (binascii.Error, ValueError):
        raise Refused(_("De afbeelding zelf staat niet in het bestand.")) from None
    image = pictures.rewritten(data, LOGO_WIDTH, LOGO_HEIGHT, as_png=True)
    if len(image.data) > kind.most_bytes:
        raise Refused(str(TOO_COLOURFUL))
    return image


def _parsed(data: bytes) -> dict[str, Any]:
    try:
        content = json.loads(data.decode("utf-8-sig"), object_pairs_hook=_once)
    except _Twice as twice:
        raise BadFile([(_readable(twice.key), _("Staat er twee keer in."))]) from None
    except (ValueError, RecursionError):
        raise BadFile([(_("bestand"), _("Dit is geen JSON."))]) from None
    schema = content.get("schema") if isinstance(content, dict) else None
    number = re.fullmatch(re.escape(_NAME) + r"(\d{1,6})", schema) if isinstance(schema, str) else None
    if number is None:
        raise BadFile([("schema", str(_NOT_OURS))])
    if int(number[1]) > _NUMBER:
        raise BadFile([("schema", str(_NEWER))])
    strange = sorted(set(content) - _PARTS)
    if strange or not isinstance(content.get("settings"), dict):
        raise BadFile([(_readable(strange[0]) if strange else "settings", str(_NOT_OURS))])
    if len(content["settings"]) > MOST_KEYS:
        count = len(content["settings"])
        sentence = _("Er staan %(count)s instellingen in. Het mogen er %(most)s zijn.", count=count, most=MOST_KEYS)
        raise BadFile([("settings", sentence)])
    return dict(content)


def _readable(key: str) -> str:
    """A key of the file as it can be shown: somebody else wrote it."""
    return (clean_line(key[: 2 * _LONGEST_KEY]) or "?")[:_LONGEST_KEY]


class _Twice(ValueError):
    def __init__(self, key: str) -> None:
        super().__init__(key)
        self.key = key


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for key, value in pairs:
        if key in found:
            raise _Twice(key)
        found[key] = value
    return found
