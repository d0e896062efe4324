# SPDX-License-Identifier: EUPL-1.2
"""Marks of what was read go from entries to places in the sealed ledger."""

from django.db import migrations, models
from django.db.models import OuterRef, Subquery


def to_places(apps, schema_editor):
    mark, seal = apps.get_model("law", "NoticeMark"), apps.get_model("law", "Seal")

    def place(field):
        return Subquery(seal.objects.filter(entry=OuterRef(field)).values("position")[:1])

    mark.objects.update(read_place=place("read_to"), mailed_place=place("mailed_to"))


class Migration(migrations.Migration):

    dependencies = [
        ("law", "0005_access_tokens"),
        ]

    operations = [
        migrations.AddField("noticemark", "read_place", models.BigIntegerField(blank=True, null=True)),
        migrations.AddField("noticemark", "mailed_place", models.BigIntegerField(blank=True, null=True)),
        migrations.RunPython(to_places, migrations.RunPython.noop, elidable=True),
        migrations.RemoveField("noticemark", "read_to"),
        migrations.RemoveField("noticemark", "mailed_to"),
        migrations.RenameField("noticemark", "read_place", "read_to"),
        migrations.RenameField("noticemark", "mailed_place", "mailed_to"),
    ]
