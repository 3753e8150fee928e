"""The groups of the desk: editor, publisher, auditor, with the rights that the rules name."""

from django.db import migrations

from tracker.rules.permissions import GROUPS


def make_groups(apps, schema_editor):
    group_model = apps.get_model("auth", "Group")
    content_type = apps.get_model("contenttypes", "ContentType").objects.get_or_create(
        app_label="tracker", model="user"
    )[0]
    permission = apps.get_model("auth", "Permission").objects
    names = dict(apps.get_model("tracker", "User")._meta.permissions)
    for name, rights in GROUPS.items():
        group, _ = group_model.objects.get_or_create(name=name)
        for right in rights:
            group.permissions.add(
                permission.get_or_create(
                    codename=right.value,
                    content_type=content_type,
                    defaults={"name": names[right.value]},
                )[0]
            )


class Migration(migrations.Migration):
    dependencies = [
        ("tracker", "0001_record"),
        ("auth", "0012_alter_user_first_name_max_length"),
        ("contenttypes", "0002_remove_content_type_name"),
    ]
    operations = [migrations.RunPython(make_groups, migrations.RunPython.noop)]
