"""Reads an identity provider's SAML metadata as the console does when it is uploaded."""

from __future__ import annotations

import base64
import hashlib
from typing import Any
from xml.etree import ElementTree

from cryptography import x509

METADATA = "{urn:oasis:names:tc:SAML:2.0:metadata}"
SIGNATURE = "{http://www.w3.org/2000/09/xmldsig#}"
MAX_CERTIFICATE = 2500
"""Characters: https://docs.aws.amazon.com/singlesignon/latest/userguide/limits.html"""


def parse_metadata(text: bytes) -> dict[str, Any]:
    """Entity id, sign-in URL and signing certificates; ValueError with one sentence when AWS would refuse the file."""
    if b"<!DOCTYPE" in text:
        raise ValueError("The metadata has a document type declaration, which is not accepted.")
    try:
        root = ElementTree.fromstring(text)
    except ElementTree.ParseError as problem:
        raise ValueError(f"The metadata is not XML: {problem}.") from None
    entity_id = root.get("entityID")
    if root.tag != f"{METADATA}EntityDescriptor" or not entity_id:
        raise ValueError("The metadata has no EntityDescriptor with an entityID.")
    provider = root.find(f"{METADATA}IDPSSODescriptor")
    if provider is None:
        raise ValueError("The metadata has no IDPSSODescriptor: it does not describe an identity provider.")
    certificates = [
        read_certificate("".join((element.text or "").split()))
        for key in provider.findall(f"{METADATA}KeyDescriptor")
        if key.get("use") in (None, "signing")
        for element in key.iter(f"{SIGNATURE}X509Certificate")
    ]
    if not certificates:
        raise ValueError("The metadata has no signing certificate.")
    services = provider.findall(f"{METADATA}SingleSignOnService")
    locations = {s.get("Binding", "").rpartition(":")[2]: s.get("Location") for s in services}
    location = locations.get("HTTP-Redirect") or locations.get("HTTP-POST")
    if not location:
        raise ValueError("The metadata has no SingleSignOnService with the HTTP-Redirect or HTTP-POST binding.")
    return {"entityId": entity_id, "signInUrl": location, "certificates": certificates}


def parse_pem(text: str) -> dict[str, str]:
    """The certificate of a PEM file; ValueError with one sentence when AWS would refuse it."""
    begin, end = "-----BEGIN CERTIFICATE-----", "-----END CERTIFICATE-----"
    if text.count(begin) != 1 or text.count(end) != 1:
        raise ValueError("The file is no PEM with one certificate.")
    return read_certificate("".join(text[text.index(begin) + len(begin) : text.index(end)].split()))


def read_certificate(encoded: str) -> dict[str, str]:
    """A certificate in base64 DER."""
    if len(encoded) > MAX_CERTIFICATE:
        raise ValueError(f"A signing certificate has {len(encoded)} characters; the maximum is {MAX_CERTIFICATE}.")
    try:
        der = base64.b64decode(encoded, validate=True)
        parsed = x509.load_der_x509_certificate(der)
    except ValueError:
        raise ValueError("A signing certificate cannot be read.") from None
    return {"sha256": hashlib.sha256(der).hexdigest(), "notAfter": parsed.not_valid_after_utc.isoformat()}
