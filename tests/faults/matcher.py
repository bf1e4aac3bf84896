"""A sponsor has a project of one work package matched against three providers; prints the run."""

import django

django.setup()

from django.utils import timezone  # noqa: E402

from projects.briefs.models import Project, WorkPackage  # noqa: E402
from projects.matching.actions.match_run import start_match  # noqa: E402
from services.actions.catalogue import refresh_provider  # noqa: E402
from services.enums import OfferingStatus  # noqa: E402
from services.models import Offering  # noqa: E402
from tests.factories import actor, providers  # noqa: E402

line = providers.service_line()
for name in ("One", "Two", "Three"):
    profile = providers.provider(name)
    made = Offering.objects.create(
        provider=profile, service_line=line, status=OfferingStatus.PUBLISHED, published_at=timezone.now()
    )
    made.sites.add(providers.site(profile))
    refresh_provider(profile.pk)
owner = actor()
project = Project.objects.create(organization=owner.organization, created_by=owner.user, number=1, codename="Heron")
WorkPackage.objects.create(project=project, position=1, service_line=line)
print(start_match(actor=owner, project=project).pk)  # noqa: T201
