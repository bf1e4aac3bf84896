"""What is read before the workers are forked."""

import uuid

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from config.warm import warm
from projects.matching.engine.ground.laying import ground_of
from services.selectors.catalogue import current_catalogue
from vocabulary.models import Edition


@pytest.mark.django_db(transaction=True)
def test_after_it_a_match_reads_no_more_than_whether_the_catalogue_has_changed():
    Edition.objects.update_or_create(pk=Edition.THE_ONE, defaults={"stamp": uuid.uuid4()})
    warm()
    with CaptureQueriesContext(connection) as asked:
        ground_of(current_catalogue())
    assert len(asked) == 1


@pytest.mark.django_db(transaction=True)
def test_a_database_that_is_not_there_keeps_nobody_from_starting(caplog: pytest.LogCaptureFixture):
    name = connection.settings_dict["NAME"]
    connection.close()
    connection.settings_dict["NAME"] = "no_such_database"
    try:
        warm()
    finally:
        connection.settings_dict["NAME"] = name
    assert "could not be read before the start" in caplog.text
