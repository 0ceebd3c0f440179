"""Who works at the demo municipality: the people of the sample data, and three that any organisation has."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

import yaml
from flask_login import UserMixin


@dataclass(frozen=True)
class Colleague(UserMixin):  # type: ignore[misc]  # flask_login has no types
    """One user of the intranet; `group` is the intranet's own word for what somebody is."""

    id: str
    name: str
    email: str
    job: str
    group: str
    department: str = ""
    phone: str = ""


#: The order of the sign-in page, with a sentence on what that person can try.
GROUPS = {
    "wijkregisseur": ("Wijkregisseurs", "Zij voeren uit en zijn het aanspreekpunt van bewoners. Begin hier."),
    "leidinggevende": ("Leidinggevenden", "Stellen de visie vast en beslissen boven het mandaat."),
    "vakcollega": ("Vakcollega's", "Denken vroeg mee over groen, verkeer, recht en geld."),
    "communicatieadviseur": ("Communicatie", "Schrijft mee aan de visie, en maakt afspraken over pers en foto's."),
    "directie": ("Directie", "Beoordeelt teksten voordat zij verschijnen."),
    "bestuursadviseur": ("Bestuursadvies", "Bereidt met de wijkregisseur een bezoek voor."),
    "bestuurder": ("College", "De wethouders en de burgemeester lezen de briefing."),
    "griffie": ("Griffie", "Ondersteunt de raad."),
    "beheerder": ("Beheer", "Richt de module in."),
    "medewerker": ("Andere medewerkers", "Mogen alleen lezen."),
}

_OTHERS = (
    Colleague("m-beheer", "Sanne Wolterink", "s.wolterink@example.nl", "Functioneel beheerder", "beheerder", "ICT"),
    Colleague(
        "m-secretaris", "Ineke Landeweer", "i.landeweer@example.nl", "Gemeentesecretaris", "directie", "Directie"
    ),
    Colleague("m-lezer", "Wim Teunisse", "w.teunisse@example.nl", "Medewerker burgerzaken", "medewerker", "Publiek"),
)


@cache
def sample() -> dict[str, Any]:
    """The sample municipality as read from its file."""
    text = (files("flask_initiatieven.demo") / "voorbeelden.yaml").read_text(encoding="utf-8")
    content: dict[str, Any] = yaml.safe_load(text)
    return content


@cache
def colleagues() -> dict[str, Colleague]:
    """Everybody who can sign in, by id."""
    employees = [
        Colleague(*(row[key] for key in ("id", "naam", "email", "functie", "rol", "afdeling", "telefoon")))
        for row in sample()["medewerkers"]
    ]
    officials = [
        Colleague(row["id"], row["naam"], f"{row['id']}@example.nl", row["functie"], "bestuurder", "College")
        for row in sample()["bestuurders"]
    ]
    return {person.id: person for person in (*employees, *officials, *_OTHERS)}


def by_group() -> list[tuple[str, str, list[Colleague]]]:
    """Heading, explanation and people of each group, in the order of the sign-in page."""
    return [
        (heading, explanation, [person for person in colleagues().values() if person.group == group])
        for group, (heading, explanation) in GROUPS.items()
    ]
