"""Form of one image."""

from __future__ import annotations

from ..forms import FileField, Form, LineField
from ..i18n import lazy_gettext as _l


class ImageForm(Form):
    file = FileField(
        _l("Bestand"), accept="image/jpeg,image/png,image/webp,image/gif", required=_l("Kies een afbeelding.")
    )
    alt = LineField(_l("Wat is er te zien?"), 300, required=_l("Beschrijf wat er te zien is."))
