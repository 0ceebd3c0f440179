"""What the editor in the browser says, in the language of the screen, and where it finds images."""

from __future__ import annotations

from flask import url_for

from ..i18n import gettext as _
from ..mount import current


def settings(key: str) -> dict[str, object]:
    """For the editor on a page about the governing text with this key."""
    return {"images": url_for(f"{current().name}.vision_images", key=key), "words": words()}


def words() -> dict[str, str]:
    return {
        "toolbar": _("Opmaak van: {field}"),
        "hint": _("Met Alt+F10 gaat u naar de knoppen, met Tab naar het volgende veld."),
        "bold": _("Vet"),
        "italic": _("Cursief"),
        "heading": _("Kop"),
        "subheading": _("Kleine kop"),
        "bullets": _("Opsomming"),
        "numbers": _("Nummers"),
        "indent": _("Inspringen"),
        "outdent": _("Terugspringen"),
        "link": _("Link"),
        "image": _("Afbeelding"),
        "undo": _("Ongedaan maken"),
        "redo": _("Opnieuw"),
        "keys": _("Toetsen: {keys}"),
        "cancel": _("Annuleren"),
        "error": _("Fout:"),
        "linkTitle": _("Link"),
        "linkAddress": _("Adres"),
        "linkAddressHint": _("Bijvoorbeeld https://www.example.nl, naam@example.nl of een pagina van dit intranet."),
        "linkText": _("Tekst van de link"),
        "linkSet": _("Link plaatsen"),
        "linkRemove": _("Link weghalen"),
        "linkWrong": _("Dit is geen adres. Begin met https://, mailto: of tel:."),
        "linkEmpty": _("Schrijf de tekst van de link."),
        "imageTitle": _("Afbeelding"),
        "imageWhich": _("Welke afbeelding?"),
        "imageNew": _("Een nieuwe afbeelding"),
        "imageFile": _("Bestand"),
        "imageFileHint": _("JPEG, PNG, WebP of GIF, hoogstens 8 MB."),
        "imageFileEmpty": _("Kies een afbeelding."),
        "imageAlt": _("Wat is er te zien?"),
        "imageAltHint": _("Voor wie de afbeelding niet ziet. Eén of twee zinnen."),
        "imageAltEmpty": _("Beschrijf wat er te zien is."),
        "imageSet": _("Afbeelding plaatsen"),
        "imageRemove": _("Afbeelding weghalen"),
        "imageBusy": _("De afbeelding wordt verstuurd."),
        "imageFailed": _("Het versturen lukte niet. Probeer het opnieuw."),
        "imageCalled": _("Afbeelding: {alt}"),
    }
