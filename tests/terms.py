"""The vocabulary as the product ships it: loaded once in a run, then copied from memory, since a load takes half a second."""

from io import StringIO

from django.apps import apps
from django.db import connection, models

from organizations.actor import Actor
from vocabulary.actions.load import load_vocabulary
from vocabulary.shipped import read_shipment

_copies: dict[str, str] = {}
"""The rows of each table, by the table with its columns."""


def lay_terms() -> None:
    """Into a database that has none: all that a load writes of terms, and nothing of what it tells."""
    with connection.cursor() as cursor:
        if _copies:
            for table, rows in _copies.items():
                cursor.copy_expert(f"COPY {table} FROM STDIN", StringIO(rows))
            return
        load_vocabulary(actor=Actor.system(), shipment=read_shipment())
        for model in apps.get_app_config("vocabulary").get_models(include_auto_created=True):
            columns = ", ".join(f'"{f.column}"' for f in model._meta.local_fields if not isinstance(f, models.AutoField))
            table, out = f'"{model._meta.db_table}" ({columns})', StringIO()
            cursor.copy_expert(f"COPY {table} TO STDOUT", out)
            _copies[table] = out.getvalue()
