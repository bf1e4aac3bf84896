import pytest
from allauth.mfa.models import Authenticator
from django.test import Client
from django.urls import reverse

from accounts.models import User
from core.crypto import encrypt
from organizations.enums import Kind, Role
from tests.factories import MembershipFactory, OrganizationFactory
from vocabulary.models import VOCABULARIES, ExpressionSystem, MilestoneTemplate, ServiceLine, Term

pytestmark = pytest.mark.usefixtures("shipped")


@pytest.fixture
def site() -> Client:
    """An operator, signed in."""
    organization = OrganizationFactory.create(kinds=[Kind.OPERATOR])
    user = MembershipFactory.create(organization=organization, roles=[Role.OWNER]).user
    User.objects.filter(pk=user.pk).update(is_staff=True)
    secret = encrypt(b"JBSWY3DPEHPK3PXP", context="mfa")
    Authenticator.objects.create(user=user, type=Authenticator.Type.TOTP, data={"secret": secret})
    client = Client()
    client.force_login(user, backend="allauth.account.auth_backends.AuthenticationBackend")
    return client


def address(model: type[Term], page: str, *args: str) -> str:
    return reverse(f"admin:vocabulary_{model._meta.model_name}_{page}", args=args)


def filled(client: Client, url: str, **values: object) -> dict[str, object]:
    """What a browser would send back of the form at ``url``, with some fields changed."""
    form = client.get(url).context["adminform"].form
    data = {name: value for name in form.fields if (value := form[name].value()) is not None}
    for formset in client.get(url).context["inline_admin_formsets"]:
        data |= {f"{formset.formset.prefix}-{name}": 0 for name in ("TOTAL_FORMS", "INITIAL_FORMS")}
    for name in ("synonyms_en", "synonyms_zh"):
        data[name] = data[name].replace(",", "\n") if isinstance(data[name], str) else "\n".join(data[name])
    return {**data, **values}


def test_each_vocabulary_has_its_list_and_its_pages(site: Client) -> None:
    for model in VOCABULARIES.values():
        urls = [address(model, "changelist"), address(model, "add"), address(model, "change", model.objects.first().pk)]
        assert [site.get(url).status_code for url in urls] == [200, 200, 200]


@pytest.mark.parametrize("text", ["灌装", "fill/finish", "aseptic filling", "dp-manufacture"])
def test_term_is_found_by_any_of_its_names(site: Client, text: str) -> None:
    rows = site.get(address(ServiceLine, "changelist"), {"q": text}).context["cl"].queryset
    assert "dp-manufacture" in {row.code for row in rows}


def test_list_indents_the_tree(site: Client) -> None:
    body = site.get(address(ServiceLine, "changelist")).content.decode()
    assert "\N{EM SPACE}\N{EM SPACE}\N{EM SPACE}\N{EM SPACE}High-throughput screening" in body


@pytest.mark.parametrize(("state", "count"), [("in-use", 25), ("retired", 0), ("edited", 0), ("own", 0)])
def test_list_is_filtered_by_state(site: Client, state: str, count: int) -> None:
    assert site.get(address(ExpressionSystem, "changelist"), {"state": state}).context["cl"].result_count == count


def test_edit_goes_through_the_action_and_shows_what_was_shipped(site: Client) -> None:
    url = address(ExpressionSystem, "change", "cho")
    response = site.post(url, filled(site, url, label_en="Hamster cells", synonyms_en="CHO\r\n\r\nCHO, K1\r\nCHO"))
    assert response.status_code == 302
    term = ExpressionSystem.objects.get(pk="cho")
    assert (term.label_en, term.synonyms_en, term.edited_fields) == (
        "Hamster cells",
        ["CHO", "CHO, K1"],
        ["label_en", "synonyms_en"],
    )
    assert "CHO cells" in site.get(url).content.decode()


def test_links_are_written_by_the_action(site: Client) -> None:
    url = address(ServiceLine, "change", "hts-screening")
    assert site.post(url, filled(site, url, stages=["phase-1"])).status_code == 302
    line = ServiceLine.objects.get(pk="hts-screening")
    assert ([one.code for one in line.stages.all()], line.edited_fields) == (["phase-1"], ["stages"])
    assert line.modalities.count() == 5


def test_template_is_edited_beside_its_milestones(site: Client) -> None:
    url = address(MilestoneTemplate, "change", "ms-adc")
    assert site.post(url, filled(site, url, weeks_max=99)).status_code == 302
    template = MilestoneTemplate.objects.get(pk="ms-adc")
    assert (template.weeks_max, template.edited_fields, template.milestones.count() > 3) == (99, ["weeks_max"], True)


def test_edit_that_somebody_else_overtook_is_refused(site: Client) -> None:
    url = address(ExpressionSystem, "change", "cho")
    stale = filled(site, url, label_en="Mine")
    site.post(url, filled(site, url, label_en="Theirs"))
    assert site.post(url, stale).status_code == 412
    assert ExpressionSystem.objects.get(pk="cho").label_en == "Theirs"


def test_new_term_is_added_in_its_place(site: Client) -> None:
    url = address(ServiceLine, "add")
    values = {"code": "own", "label_en": "Own", "label_zh": "自有", "parent": "hit-finding", "modalities": ["mab"]}
    assert site.post(url, filled(site, url, **values)).status_code == 302
    line = ServiceLine.objects.get(pk="own")
    assert (line.path, [one.code for one in line.modalities.all()]) == (["discovery", "hit-finding", "own"], ["mab"])


def test_new_term_below_the_lowest_level_is_refused_in_the_form(site: Client) -> None:
    url = address(ServiceLine, "add")
    values = {"code": "own", "label_en": "Own", "label_zh": "自有", "parent": "hts-screening"}
    form = site.post(url, filled(site, url, **values)).context["adminform"].form
    assert form.errors == {"parent": ["“High-throughput screening” is at the lowest level already."]}


def test_code_of_another_form_is_refused_in_the_form(site: Client) -> None:
    url = address(ExpressionSystem, "add")
    response = site.post(url, filled(site, url, code="Not Good", label_en="x", label_zh="x", family="plant"))
    assert response.status_code == 200
    assert "code" in response.context["adminform"].form.errors


@pytest.mark.parametrize(("action", "before", "after"), [("retire", False, True), ("unretire", True, False)])
def test_term_is_retired_and_brought_back_with_a_reason(site: Client, action: str, before: bool, after: bool) -> None:
    if before:
        site.post(reverse("admin:vocabulary_expressionsystem_retire", args=["cho"]), {"reason": "x"})
    url = reverse(f"admin:vocabulary_expressionsystem_{action}", args=["cho"])
    assert site.get(url).status_code == 200
    assert ExpressionSystem.objects.get(pk="cho").is_retired is before
    assert site.post(url, {"reason": "Nobody sells it."}).status_code == 302
    assert ExpressionSystem.objects.get(pk="cho").is_retired is after


def test_page_offers_only_what_the_state_allows(site: Client) -> None:
    url = address(ExpressionSystem, "change", "cho")

    def offered() -> list[str]:
        return [name for name in ("retire", "unretire", "restore") if f"/cho/{name}" in site.get(url).content.decode()]

    assert offered() == ["retire"]
    site.post(reverse("admin:vocabulary_expressionsystem_retire", args=["cho"]), {"reason": "x"})
    assert offered() == ["unretire", "restore"]


def test_shipped_values_are_taken_back(site: Client) -> None:
    url = address(ExpressionSystem, "change", "cho")
    site.post(url, filled(site, url, label_en="Hamster cells"))
    site.post(reverse("admin:vocabulary_expressionsystem_restore", args=["cho"]), {"reason": "Wrong."})
    assert ExpressionSystem.objects.get(pk="cho").label_en == "CHO cells"


def test_nothing_is_deleted(site: Client) -> None:
    assert site.post(address(ExpressionSystem, "delete", "cho"), {"post": "yes"}).status_code == 403
