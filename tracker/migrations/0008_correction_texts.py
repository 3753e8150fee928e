"""A correction names the old and the new text whole, however long."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("tracker", "0007_log_timestamps")]

    operations = [
        migrations.AlterField(
            model_name="correction",
            name="what",
            field=models.CharField(max_length=400, verbose_name="which fact"),
        ),
        migrations.AlterField(
            model_name="correction",
            name="was",
            field=models.TextField(max_length=60000, verbose_name="it said"),
        ),
        migrations.AlterField(
            model_name="correction",
            name="now",
            field=models.TextField(max_length=60000, verbose_name="it says now"),
        ),
    ]
