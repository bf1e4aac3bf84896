"""The address of a file: saved, never shown; nobody else's business; operators say why."""

import re
from typing import Any

import pytest
from allauth.mfa.totp.internal.auth import TOTP
from django import forms
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils.datastructures import MultiValueDict

from accounts.models import User
from documents.actions import store_document
from documents.enums import Purpose
from documents.forms import DocumentField, DocumentsField
from documents.models import Document, Opening
from organizations.actions.token import create_token
from organizations.actor import Actor
from organizations.enums import Kind, Scope
from tests.documents.conftest import PDF, upload
from tests.factories import actor

pytestmark = pytest.mark.django_db
BACKEND = "allauth.account.auth_backends.AuthenticationBackend"
NOWHERE = "/documents/00000000-0000-4000-8000-000000000000/"


@pytest.fixture
def owner(client: Client) -> Actor:
    made = actor(kind=Kind.PROVIDER)
    client.force_login(made.user, backend=BACKEND)
    return made


@pytest.fixture
def document(owner: Actor) -> Document:
    return store_document(actor=owner, upload=upload("许可证 1.pdf"), purpose=Purpose.EVIDENCE)


@pytest.fixture
def operator() -> Client:
    chief = actor(kind=Kind.OPERATOR)
    User.objects.filter(pk=chief.user_id).update(is_staff=True)
    TOTP.activate(chief.user, "JBSWY3DPEHPK3PXP")
    client = Client()
    client.force_login(chief.user, backend=BACKEND)
    return client


def body(response: Any) -> bytes:
    return b"".join(response.streaming_content)


def test_a_file_is_saved_and_never_shown(client: Client, document: Document):
    response = client.get(f"/documents/{document.pk}/")
    assert body(response) == PDF
    assert response["Content-Disposition"] == "attachment; filename*=utf-8''%E8%AE%B8%E5%8F%AF%E8%AF%81%201.pdf"
    assert response["Content-Type"] == "application/pdf"
    assert response["X-Content-Type-Options"] == "nosniff"
    assert response["Content-Security-Policy"] == "sandbox; default-src 'none'"
    assert response["Cache-Control"] == "private, no-store"
    assert Opening.objects.count() == 1


def without_token(page: bytes) -> bytes:
    return re.sub(rb'name="csrfmiddlewaretoken" value="[^"]*"', b"", page)


def test_a_stranger_sees_what_is_seen_of_a_file_that_is_not_there(document: Document):
    stranger = Client()
    stranger.force_login(actor(kind=Kind.PROVIDER).user, backend=BACKEND)
    hidden, absent = stranger.get(f"/documents/{document.pk}/"), stranger.get(NOWHERE)
    assert (hidden.status_code, absent.status_code) == (404, 404)
    assert without_token(hidden.content).replace(str(document.pk).encode(), NOWHERE[11:-1].encode()) == without_token(
        absent.content
    )
    assert hidden.headers.keys() == absent.headers.keys()
    assert Opening.objects.count() == 0


def test_a_visitor_is_asked_to_sign_in(document: Document):
    assert Client().get(f"/documents/{document.pk}/").status_code == 302


def test_an_operator_says_why_first(operator: Client, document: Document):
    form = f"/admin/documents/document/{document.pk}/open/"
    assert operator.get(f"/documents/{document.pk}/")["Location"] == form
    assert operator.get(form).status_code == 200
    assert operator.post(form, {"reason": " "}).status_code == 422
    assert Opening.objects.count() == 0
    response = operator.post(form, {"reason": "Claim"})
    assert body(response) == PDF
    assert response["Content-Security-Policy"] == "sandbox; default-src 'none'"
    assert Opening.objects.get().reason == "Claim"


def test_operators_look_a_file_up_with_its_openings(operator: Client, document: Document):
    body(operator.post(f"/admin/documents/document/{document.pk}/open/", {"reason": "Claim of the profile"}))
    assert "许可证 1.pdf" in operator.get("/admin/documents/document/").content.decode()
    page = operator.get(f"/admin/documents/document/{document.pk}/change/").content.decode()
    assert "Claim of the profile" in page
    assert document.file.name not in page


def test_a_program_reads_its_own_files_and_no_others(owner: Actor, document: Document):
    _token, secret = create_token(actor=owner, name="t", scopes=[Scope.DOCUMENTS_READ], days=7)
    program = Client(headers={"Authorization": f"Bearer {secret}"})
    known = program.get(f"/api/v1/documents/{document.pk}/").json()
    assert (known["name"], known["size"], known["sha256"]) == ("许可证 1.pdf", len(PDF), document.sha256)
    assert body(program.get(f"/api/v1/documents/{document.pk}/content/")) == PDF
    other = actor(kind=Kind.PROVIDER)
    _token, secret = create_token(actor=other, name="t", scopes=[Scope.DOCUMENTS_READ], days=7)
    rival = Client(headers={"Authorization": f"Bearer {secret}"})
    for path in ("", "content/"):
        assert rival.get(f"/api/v1/documents/{document.pk}/{path}").status_code == 404
    assert Opening.objects.count() == 1


class OneForm(forms.Form):
    file = DocumentField(purpose=Purpose.EVIDENCE, required=False)


class ManyForm(forms.Form):
    files = DocumentsField(purpose=Purpose.EVIDENCE, most=2)


def test_a_form_says_what_it_takes_and_what_is_wrong():
    assert "PDF, PNG, JPEG, Word (DOCX), Excel (XLSX), up to" in str(OneForm())
    assert 'accept=".pdf,.png' in str(OneForm())
    wrong = OneForm({}, {"file": SimpleUploadedFile("a.pdf", b"MZ")})
    assert "is not a file that is taken here" in wrong.errors["file"][0]
    assert OneForm({}, {}).is_valid()


def test_several_files_come_as_a_list_up_to_a_number():
    def sent(*files: SimpleUploadedFile) -> ManyForm:
        return ManyForm({}, MultiValueDict({"files": list(files)}))

    two = sent(upload("a.pdf"), upload("b.pdf"))
    assert two.is_valid(), two.errors
    assert [file.name for file in two.cleaned_data["files"]] == ["a.pdf", "b.pdf"]
    assert "at most 2" in sent(upload("a.pdf"), upload("b.pdf"), upload("c.pdf")).errors["files"][0]
    assert "required" in sent().errors["files"][0]
    assert "empty" in sent(upload("a.pdf"), upload("b.pdf", b"")).errors["files"][0]


@pytest.mark.parametrize("purpose", [Purpose.BRIEF, Purpose.ATTACHMENT])
def test_operators_do_not_read_what_a_confidential_file_is_called(document: Document, operator: Client, purpose: Purpose):
    Document.objects.filter(pk=document.pk).update(purpose=purpose)
    for path in ("/admin/documents/document/", f"/admin/documents/document/{document.pk}/change/"):
        answer = operator.get(path)
        assert answer.status_code == 200
        assert document.name not in answer.content.decode()


def test_operators_read_what_evidence_is_called(document: Document, operator: Client):
    assert document.name in operator.get("/admin/documents/document/").content.decode()
    assert document.name in operator.get(f"/admin/documents/document/{document.pk}/change/").content.decode()
