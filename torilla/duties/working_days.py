"""Working days of a Finnish municipality: Monday to Friday without holidays and the eves that are free."""

from datetime import date

from holidays import country_holidays


def working_days_after(day: date, number: int) -> date:
    """The day that is `number` working days after `day`; after a Friday one is the next Monday."""
    return country_holidays("FI").get_nth_working_day(day, number)
