from django.db import migrations, models


class Migration(migrations.Migration):
    """Of rights that ended before, nobody is asked to look; of those that end from now on, somebody is."""

    dependencies = [("register", "0004_accountrecord_plan")]
    operations = [
        migrations.AddField(
            model_name="stewardship",
            name="removal_asked",
            field=models.BooleanField(default=False),
        ),
    ]
