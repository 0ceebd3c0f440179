"""Facts as one reader may have them: withheld parts emptied, names and numbers taken out of free text."""

from __future__ import annotations

import dataclasses
import re
import unicodedata
from collections.abc import Callable, Iterable
from typing import Any, cast

from .facts import Attendee, Decision, Employee, InitiativeFacts, Initiator, Sounding, VisitFacts, VisitPlan
from .profiles import LEFT_OUT, Detail, Profile, Section, Withheld

RESIDENT = "een bewoner"
WITHHELD_NUMBER = "(nummer weggelaten)"
WITHHELD_ADDRESS = "(adres weggelaten)"

Rewrite = Callable[[str], str]

_PHONE = re.compile(r"(?<![\d,.])\(?(?:\+\d{1,3}|00\d{2}|0)(?:[\s\-./()]{0,3}\d){8,11}(?!\d)")
_MAIL = re.compile(r"[^\s@<>()\[\],;:]+@[^\s@<>()\[\],;:]+\.[^\s@<>()\[\],;:.]+", re.IGNORECASE)
_INVISIBLE = re.compile("[\u00ad\u034f\u200b-\u200f\u2060-\u2064\ufeff]")
_DIGIT = re.compile(r"\d")
_PREFIXES = frozenset(
    ("van", "der", "den", "de", "het", "'t", "ten", "ter", "te", "el", "al", "la", "le", "du", "da", "dos", "von",
     "zu", "op", "in", "'s")
)  # fmt: skip
_INITIALS = r"(?:(?:mevrouw|meneer|mevr\.|mw\.|dhr\.|de heer)\s+)?(?:[a-z]\.\s?){0,4}"


def for_reader(facts: VisitFacts, profile: Profile) -> VisitFacts:
    """The facts without anything this profile leaves out; the same object when it leaves out nothing."""
    left_out = LEFT_OUT[profile]
    if not left_out:
        return facts
    rewrite = _rewrites(facts, left_out)
    kept = dataclasses.replace(
        facts,
        initiative=_initiative(facts.initiative, left_out),
        visit=_visit(facts.visit, left_out),
        changed_by="" if Detail.AUTHOR in left_out else facts.changed_by,
        page_url="" if Detail.PAGE_ADDRESS in left_out else facts.page_url,
    )
    rewritten = cast(VisitFacts, _rewrite_all(kept, rewrite))
    return dataclasses.replace(rewritten, page_url=kept.page_url, municipality_phone=kept.municipality_phone)


def holds_residents(facts: VisitFacts) -> bool:
    """Is a resident in these facts by name, number or address, after what a reader may not have was taken out?"""
    reachable = any(person.phone or person.email for person in facts.initiative.initiators)
    reachable |= any(person.phone for person in facts.visit.attendees if person.is_resident)
    names = [person.name for person in facts.initiative.initiators]
    names += [person.name for person in facts.visit.attendees if person.is_resident]
    return reachable or any(name.casefold() != RESIDENT for name in names)


def without_names(value: Any, unnamed: list[str], named: list[str]) -> Any:
    """The same tree of frozen values, without the names of these residents; names that may be printed stay."""
    return _rewrite_all(value, (_visible, _without_names(unnamed, named))) if unnamed else value


def hiding(unnamed: list[str], named: list[str], phones: Iterable[str], addresses: Iterable[str]) -> Rewrite:
    """How to take these names, phone numbers and mail addresses out of a text; names in `named` stay."""
    without_number = _without_numbers(frozenset(_digits(phone) for phone in phones if phone))
    without_address = _without_addresses(frozenset(address.casefold() for address in addresses if address))
    without_name = _without_names(unnamed, named)
    return lambda text: without_name(without_address(without_number(_visible(text))))


def may_hold(names: list[str]) -> Callable[[str], bool]:
    """A quick look: may this text hold one of these names, a phone number or an address?"""
    folded = [[word for word in re.split(r"[\s\-]+", _plain(name)) if word] for name in names]
    telling = [[word for word in words if len(word) > 1 and word not in _PREFIXES] or words for words in folded]
    wanted = {word for words in telling for word in words}

    def is_suspect(text: str) -> bool:
        plain = _plain(text)
        return "@" in plain or len(_DIGIT.findall(plain)) > 8 or any(word in plain for word in wanted)

    return is_suspect


def _plain(text: str) -> str:
    """Without accents, capitals and invisible signs; quick, and not as long as `text`."""
    if text.isascii():
        return text.lower()
    apart = unicodedata.normalize("NFKD", _visible(text)).lower()
    return "".join(sign for sign in apart if not unicodedata.combining(sign))


def _visible(text: str) -> str:
    """Without signs that take no room and would hide a name or number from us, but not from a reader."""
    return _INVISIBLE.sub("", text)


def _visit(visit: VisitPlan, left_out: frozenset[Withheld]) -> VisitPlan:
    emptied: dict[str, Any] = {name: () for section, name in _LISTS.items() if section in left_out}
    if Section.PRESS in left_out:
        emptied["press"] = None
    if Section.PROMISES in left_out:
        emptied["may_not_promise"] = ()
    if Section.CONTACT in left_out:
        emptied["contact_on_the_day"] = emptied["deputy_on_the_day"] = None
    if Section.FOLLOW_UP in left_out:
        emptied["report_due"], emptied["report_by"] = None, ""
    if Detail.WHY_NOW in left_out:
        emptied["why_now"] = ""
    if Detail.AUTHOR in left_out:
        emptied["adviser"] = None
    if Detail.CONTACT_DATA in left_out:
        officers = ("adviser", "contact_on_the_day", "deputy_on_the_day")
        emptied |= {name: _unreachable(emptied.get(name, getattr(visit, name))) for name in officers}
    if "attendees" not in emptied:
        emptied["attendees"] = tuple(_attendee(person, left_out) for person in visit.attendees)
    return dataclasses.replace(visit, **emptied)


_LISTS: dict[Section, str] = {
    Section.ATTENDEES: "attendees",
    Section.TALKING_POINTS: "talking_points",
    Section.QUESTIONS: "questions",
    Section.PROMISES: "may_promise",
    Section.EARLIER_PROMISES: "earlier_promises",
    Section.SENSITIVE: "sensitive",
}


def _unreachable(employee: Employee | None) -> Employee | None:
    return dataclasses.replace(employee, phone="") if employee else None


def _attendee(person: Attendee, left_out: frozenset[Withheld]) -> Attendee:
    without: dict[str, Any] = {}
    if Detail.CONTACT_DATA in left_out or (Detail.RESIDENTS_CONTACT_DATA in left_out and person.is_resident):
        without["phone"] = ""
    if Detail.ATTENDEE_NOTES in left_out:
        # People type the note behind the function: "Buurvrouw. Zij was eerst tegen."
        without |= {"note": "", "function": re.split(r"[.;!?]\s", person.function)[0].removesuffix(".")}
    return dataclasses.replace(person, **without) if without else person


def _initiative(initiative: InitiativeFacts, left_out: frozenset[Withheld]) -> InitiativeFacts:
    emptied: dict[str, Any] = {}
    if Detail.RESIDENTS_CONTACT_DATA in left_out:
        emptied["initiators"] = tuple(
            dataclasses.replace(person, phone="", email="") for person in initiative.initiators
        )
    if Section.PROMISES in left_out:
        emptied["not_doing"] = ()
    if Section.SENSITIVE in left_out:
        emptied["programme_items"] = tuple(item for item in initiative.programme_items if not item.clashes)
    if Section.POLITICS in left_out:
        emptied["programme_items"] = emptied["council_moments"] = ()
    if Detail.AUTHOR in left_out:
        emptied |= {"colleagues": (), "contact": None, "decision": _public_decision(initiative.decision)}
    if Detail.OBJECTIONS in left_out:
        emptied["sounding"] = _numbers_only(initiative.sounding)
    return dataclasses.replace(initiative, **emptied)


def _public_decision(decision: Decision | None) -> Decision | None:
    return dataclasses.replace(decision, by="") if decision else None


def _numbers_only(sounding: Sounding | None) -> Sounding | None:
    return dataclasses.replace(sounding, worries=(), strongest_objection="") if sounding else None


# -- free text ---------------------------------------------------------------------------------------------


def _rewrites(facts: VisitFacts, left_out: frozenset[Withheld]) -> tuple[Rewrite, ...]:
    rewrites: list[Rewrite] = [_visible]
    if Detail.CONTACT_DATA in left_out:
        rewrites += [lambda text: _PHONE.sub(WITHHELD_NUMBER, text), lambda text: _MAIL.sub(WITHHELD_ADDRESS, text)]
    elif Detail.RESIDENTS_CONTACT_DATA in left_out:
        rewrites += [_without_numbers(_residents_phones(facts)), _without_addresses(_residents_addresses(facts))]
    if Detail.UNNAMED_RESIDENTS in left_out:
        rewrites.append(_without_names(*_unnamed_and_named(facts)))
    return tuple(rewrites)


def _residents_phones(facts: VisitFacts) -> frozenset[str]:
    phones = [person.phone for person in facts.initiative.initiators]
    phones += [person.phone for person in facts.visit.attendees if person.is_resident]
    return frozenset(_digits(phone) for phone in phones if phone)


def _residents_addresses(facts: VisitFacts) -> frozenset[str]:
    return frozenset(person.email.casefold() for person in facts.initiative.initiators if person.email)


def _digits(phone: str) -> str:
    """A Dutch number in one form: 0612345678 for +31 6 12 34 56 78 as well."""
    digits = "".join(re.findall(r"\d", phone))
    return re.sub(r"^(?:0031|31)0?(?=\d{9}$)", "0", digits)


def _without_numbers(numbers: frozenset[str]) -> Rewrite:
    def rewrite(text: str) -> str:
        return _PHONE.sub(lambda hit: WITHHELD_NUMBER if _digits(hit[0]) in numbers else hit[0], text)

    return rewrite


def _without_addresses(addresses: frozenset[str]) -> Rewrite:
    def rewrite(text: str) -> str:
        return _MAIL.sub(lambda hit: WITHHELD_ADDRESS if hit[0].casefold() in addresses else hit[0], text)

    return rewrite


def _unnamed_and_named(facts: VisitFacts) -> tuple[list[str], list[str]]:
    """Names that may not be printed, and full names that may."""
    residents: list[Initiator | Attendee] = [*facts.initiative.initiators]
    residents += [person for person in facts.visit.attendees if person.is_resident]
    unnamed = [person.name for person in residents if not person.may_be_named]
    named = [person.name for person in residents if person.may_be_named and person.name not in unnamed]
    named += [person.name for person in facts.visit.attendees if not person.is_resident]
    visit, initiative = facts.visit, facts.initiative
    officers = (visit.adviser, visit.contact_on_the_day, visit.deputy_on_the_day, initiative.contact)
    named += [officer.name for officer in officers if officer]
    named += [visit.official.name] if visit.official else []
    named += [colleague.name for colleague in initiative.colleagues]
    return unnamed, named


def _without_names(unnamed: list[str], named: list[str]) -> Rewrite:
    """Full name, surname and first name become "een bewoner", whatever the accents, case or spacing."""
    hidden = {_pattern(part) for name in unnamed for part in _parts(name)}
    if not hidden:
        return lambda text: text
    shown = {_pattern(_fold(name)) for name in named if name.strip()} - hidden
    longest_first = sorted(hidden | shown, key=lambda pattern: (-len(pattern), pattern))
    anyone = re.compile(rf"(?<!\w)(?P<before>{_INITIALS})(?P<name>{'|'.join(longest_first)})(?:['’]?s)?(?!\w)")
    allowed = re.compile("|".join(sorted(shown))) if shown else None

    def rewrite(text: str) -> str:
        text = unicodedata.normalize("NFC", text)
        pieces, end = [], 0
        for hit in anyone.finditer(_fold(text)):
            if allowed and allowed.fullmatch(hit["name"]):
                continue
            pieces += [text[end : hit.start()], _resident_at(text, hit.start())]
            end = hit.end()
        return "".join([*pieces, text[end:]])

    return rewrite


def _parts(name: str) -> Iterable[str]:
    words = [word for word in re.split(r"[\s\-]+", _fold(name)) if word]
    yield _fold(name)
    surname = " ".join(words[1:])
    yield from (part for part in (surname, *words) if len(part) > 1 and part not in _PREFIXES)


def _pattern(name: str) -> str:
    return r"[\s\-]+".join(re.escape(word) for word in re.split(r"[\s\-]+", name.strip()))


def _fold(text: str) -> str:
    """Lower case without accents, one character for each character of `text`."""
    normal = unicodedata.normalize("NFC", text)
    return "".join(unicodedata.normalize("NFKD", letter)[0].lower()[0] for letter in normal)


def _resident_at(text: str, at: int) -> str:
    begins_sentence = not text[:at].strip() or text[:at].rstrip()[-1] in ".!?"
    return RESIDENT.capitalize() if begins_sentence else RESIDENT


def _rewrite_all(value: Any, rewrites: tuple[Rewrite, ...]) -> Any:
    """The same tree of frozen values with each string rewritten."""
    if type(value) is str:
        for rewrite in rewrites:
            value = rewrite(value)
        return value
    if isinstance(value, tuple):
        return tuple(_rewrite_all(item, rewrites) for item in value)
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        return type(value)(
            **{field.name: _rewrite_all(getattr(value, field.name), rewrites) for field in dataclasses.fields(value)}
        )
    return value
