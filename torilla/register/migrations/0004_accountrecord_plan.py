from django.db import migrations, models


class Migration(migrations.Migration):
    """What the first weeks hold comes with the application into the record."""

    dependencies = [("register", "0003_agreements_lines_credentials")]

    operations = [
        migrations.AddField(
            model_name="accountrecord",
            name="plan",
            field=models.TextField(blank=True, default=""),
            preserve_default=False,
        ),
    ]
