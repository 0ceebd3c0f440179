"""Rich text in the request of now: where our own pages and images are, for this mount below this host."""

from __future__ import annotations

from flask import request, url_for
from markupsafe import Markup

from ..mount import current
from ..vision.models import PageVersion
from . import showing
from .queries import Shown


def markup(row: PageVersion, name: str) -> Markup:
    """The rich field `name` of this version, read anew and so safe to print, with its images and links to our pages."""
    key = row.page.key
    return showing.shown(
        getattr(row, name), row.page_id, lambda one: image_address(key, one), root(), showing.top(name)
    )


def image_address(key: str, one: Shown) -> str:
    return url_for(f"{current().name}.vision_image_kept", key=key, number=one.id, digest=one.short_digest)


def root() -> str:
    """What the addresses of our own pages begin with."""
    return url_for(f"{current().name}.vision").removesuffix("/visie")


def own_places() -> tuple[str, ...]:
    """The ways in which a link to a page of ours may begin."""
    here, public = root(), current().settings.public_url
    places = (here, request.host_url.rstrip("/") + here)
    return (*places, public.rstrip("/") + here) if public else places
