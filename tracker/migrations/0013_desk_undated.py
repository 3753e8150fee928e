"""An index by which the desk counts what is in time, without what is deferred with no date."""

from django.db import migrations, models
from django.db.models import Q


class Migration(migrations.Migration):
    dependencies = [("tracker", "0012_waiting_offers")]
    operations = [
        migrations.AddIndex(
            "submission",
            models.Index(
                fields=["awaiting", "status", "decide_by", "id"],
                condition=Q(overdue_from__isnull=True),
                name="desk_undated",
            ),
        ),
    ]
