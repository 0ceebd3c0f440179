"""The address of a visit's page as others can type it: for the QR code."""

from __future__ import annotations

from flask import has_request_context, request

from ..mount import Mount


def page_address(mount: Mount, visit_id: int) -> str:
    """Absolute address, by the setting `public_url`, else by the request; empty in a command without that setting."""
    root = mount.settings.public_url or (request.url_root if has_request_context() else "")
    return f"{root.rstrip('/')}{mount.settings.url_prefix}/bezoek/{visit_id}" if root else ""
