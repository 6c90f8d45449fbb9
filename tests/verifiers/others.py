"""Asks verifiers of others about every file of a folder that `cargo test verifier_files` wrote, without a network:
openbadgeslib about credentials in every form; qpdf, pdfua and poppler's pdftotext about the documents.

python others.py FOLDER
"""

import json
import subprocess
import sys
import unicodedata
from pathlib import Path

import pdfua
import pikepdf
from openbadgeslib.ob3.ldp import OB3LdpVerifier, document_loader, verify_data_integrity_proof
from openbadgeslib.ob3.did import resolve_verification_method
from openbadgeslib.ob3.verifier import OB3VerificationError, OB3Verifier

FOLDER = Path(sys.argv[1])
ISSUER = "did:web:ratify.test"
LIST = "https://ratify.test/status/revocation/1"
# Of two credentials in one picture openbadgeslib takes the first and does not mind the second. It is told here, so that
# the day it minds is noticed; ours refuses the picture, as the standard has it.
TAKES_THE_FIRST = {"doubled.png", "doubled.svg"}


def downloads(registry):
    """Answers what a verifier asks for from the files of a registry."""

    def download(url):
        names = {"https://ratify.test/.well-known/did.json": "did.json", LIST: "list.jwt"}
        return (FOLDER / registry / names[url]).read_bytes()

    return download


def credential(file):
    """The credential that a file carries, taken out by somebody else's code."""
    data = file.read_bytes()
    if file.suffix == ".png":
        return OB3Verifier.extract_token_from_png(data)
    if file.suffix == ".svg":
        return OB3Verifier.extract_token_from_svg(data)
    if file.suffix == ".pdf":
        with pikepdf.open(file) as pdf:
            (attached,) = pdf.attachments.values()
            return attached.get_file().read_bytes().decode()
    return data.decode()


def embedded_list_holds(registry):
    """Whether the list in its other form, with an embedded proof, is the issuer's."""
    document = json.loads((FOLDER / registry / "list.json").read_text())
    method = document["proof"][0]["verificationMethod"]
    pem = resolve_verification_method(method, download=downloads(registry))
    document = {**document, "proof": document["proof"][0]}
    verify_data_integrity_proof(document, pem)


def judge(case):
    download = downloads(case["registry"])
    try:
        text = credential(FOLDER / case["file"])
        if text.lstrip().startswith("{"):
            OB3LdpVerifier.for_issuer_did(ISSUER).verify(text, check_status=True, download=download)
            if case["registry"] != "stale-list":
                embedded_list_holds(case["registry"])
        else:
            OB3Verifier.for_issuer_did(ISSUER, download=download).verify(text, check_status=True, download=download)
    except OB3VerificationError as error:
        return "ended" if "is set at index" in str(error) else "refused"
    except Exception as error:  # what cannot even be read is refused, and said
        print(f"  {case['file']}: {type(error).__name__}: {error}")
        return "refused"
    return "valid"


def plain(text):
    return " ".join(unicodedata.normalize("NFC", text).split())


def paper(file, expected):
    """What is wrong with a document."""
    wrong = []
    checked = subprocess.run(["qpdf", "--check", file], capture_output=True, text=True)
    if checked.returncode != 0:
        wrong.append(f"qpdf: {checked.stdout}{checked.stderr}")
    report = pdfua.validate(file)
    wrong += [f"pdfua: {finding}" for finding in report.findings]
    text = plain(subprocess.run(["pdftotext", "-enc", "UTF-8", file, "-"], capture_output=True, text=True).stdout)
    wrong += [f"{fact!r} is not in the text: {text}" for fact in expected if plain(fact) not in text]
    fonts = subprocess.run(["pdffonts", file], capture_output=True, text=True).stdout.splitlines()[2:]
    wrong += [f"not embedded: {font}" for font in fonts if " yes yes yes " not in font]
    with pikepdf.open(file) as pdf:
        (name,) = pdf.attachments
        if name != "credential.json":
            wrong.append(f"attached: {name}")
        metadata = pdf.open_metadata()
        if metadata.get("pdfuaid:part") != "1" or metadata.pdfa_status != "3A":
            wrong.append(f"not PDF/UA-1 and PDF/A-3a: {metadata.pdfa_status}")
    return wrong


failed = 0
cases = json.loads((FOLDER / "cases.json").read_text())
for case in cases:
    said = judge(case)
    if said != ("valid" if case["file"] in TAKES_THE_FIRST else case["expected"]):
        failed += 1
        print(f"{case['file']}: {said}, and not {case['expected']}")
print(f"openbadgeslib: {len(cases) - failed} of {len(cases)} files as expected")

papers = json.loads((FOLDER / "papers.json").read_text())
amiss = 0
for one in papers:
    wrong = paper(FOLDER / one["file"], [one["name"], one["number"], "24 hours"])
    amiss += bool(wrong)
    for line in wrong:
        print(f"{one['file']} ({one['name']}): {line}")
print(f"qpdf, pdfua, pdftotext, pdffonts: {len(papers) - amiss} of {len(papers)} documents without a finding")
sys.exit(bool(failed or amiss))
