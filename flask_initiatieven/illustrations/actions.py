"""Changes to the images of a governing text: adding one, removing one that no text uses."""

from __future__ import annotations

import peewee as pw

from .. import audit, pictures, signals
from ..database import db, now
from ..errors import Refused
from ..host import current_user
from ..i18n import gettext as _
from ..mount import current
from ..vision.models import Page
from . import queries
from .models import PageImage
from .queries import Shown

#: bytes of one upload
LARGEST_FILE = 8 * 1024 * 1024
#: points; a screen and a sheet of paper show no more
WIDEST, HIGHEST = 1600, 2400
#: of one page: images, and bytes of all together as we keep them
MOST_IMAGES = 60
MOST_BYTES = 40 * 1024 * 1024


class InUse(Refused):
    """The image stands in a text: `versions` says of which versions."""

    def __init__(self, numbers: list[int]) -> None:
        super().__init__(_("Deze afbeelding staat in een tekst. Haal haar eerst uit die tekst."))
        self.numbers = numbers


def add(page: Page, data: bytes, alt: str) -> Shown:
    """The image in this upload, of this page; the same picture again gives the one that is there.

    Raises Refused when it is no image, when it is damaged or too large, or when the page is full.
    """
    picture = pictures.rewritten(data, WIDEST, HIGHEST, formats=pictures.PHOTOS)
    try:
        with db.atomic():
            Page.update(key=Page.key).where(Page.id == page.id).execute()  # the page is ours until the image is there
            existing = _same(page.id, picture.digest)
            if existing is not None:
                return existing
            _check_room(page.id, len(picture.data))
            user = current_user()
            row = PageImage.create(
                page=page.id,
                data=picture.data,
                mime=picture.mime,
                width=picture.width,
                height=picture.height,
                size=len(picture.data),
                alt=alt,
                digest=picture.digest,
                uploaded_at=now(),
                uploaded_by=user.name or user.id if user else "systeem",
            )
            audit.record("afbeelding toevoegen", f"page_image:{row.id}", detail=f"page:{page.id}")
    except pw.IntegrityError:  # the page went away meanwhile
        raise Refused(_("Deze pagina is er niet meer.")) from None
    _tell(signals.created, row.id)
    return queries.numbered(page.id, [row.id])[row.id]


def remove(image: Shown) -> None:
    """Raises InUse while any version of the page has it in its text, also one of long ago or in the bin."""
    with db.atomic():
        Page.update(key=Page.key).where(Page.id == image.page_id).execute()
        versions = queries.used_in(image)
        if versions:
            raise InUse([row.number for row in versions])
        PageImage.delete().where(PageImage.id == image.id).execute()
        audit.record("afbeelding verwijderen", f"page_image:{image.id}", detail=f"page:{image.page_id}")
    _tell(signals.changed, image.id)


def forget_unused(page_id: int) -> None:
    """Remove every image of this page that no text of it has any more. Call it inside a transaction."""
    unused = [image.id for image in queries.of_page(page_id) if not queries.used_in(image)]
    PageImage.delete().where(PageImage.id.in_(unused)).execute()


def _same(page_id: int, digest: str) -> Shown | None:
    return next((each for each in queries.of_page(page_id) if each.digest == digest), None)


def _check_room(page_id: int, size: int) -> None:
    there = queries.of_page(page_id)
    if len(there) >= MOST_IMAGES:
        raise Refused(_("Deze pagina heeft al %(count)s afbeeldingen. Verwijder er eerst een.", count=len(there)))
    if sum(each.size for each in there) + size > MOST_BYTES:
        raise Refused(_("De afbeeldingen van deze pagina zijn samen te groot. Verwijder er eerst een."))


def _tell(signal: object, image_id: int) -> None:
    user = current_user()
    signals.tell(signal, current().name, f"page_image:{image_id}", user.id if user else None)  # type: ignore[arg-type]
