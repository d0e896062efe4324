# SPDX-License-Identifier: EUPL-1.2
"""Answers to an ask follow one another: each has its number."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("strategy", "0002_ask_of_an_effort")]

    operations = [
        migrations.AddField(
            model_name="answer",
            name="number",
            field=models.PositiveSmallIntegerField(default=1, help_text="Het hoeveelste antwoord op deze vraag."),
            preserve_default=False,
        ),
        migrations.AddConstraint(
            model_name="answer",
            constraint=models.UniqueConstraint(fields=("ask", "number"), name="answers_follow_one_another"),
        ),
    ]
