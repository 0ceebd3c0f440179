"""What can go wrong with paper."""

from __future__ import annotations

from ..errors import InitiatievenError


class PaperError(InitiatievenError):
    """No PDF came out; the message is for the log, without anything of the document in it."""


class PaperBusy(PaperError):
    """Every renderer stayed occupied for as long as one may wait."""


class PaperTooHeavy(PaperError):
    """The document asks more than a renderer may use; `limit` names what ran out."""

    def __init__(self, message: str, limit: str = "time") -> None:
        super().__init__(message)
        #: "time", "memory", "depth" or "size"
        self.limit = limit


class PaperUnavailable(PaperError):
    """WeasyPrint or one of its libraries (Pango) is missing here, or will not start."""
