"""Made-up values name what they measure as a report does, and are read as the product reads a report."""

from wres_bot.domain.measures import MeasureId, NoValue, identify_measure, read_reason


class Identified:
    code: str
    unit: str
    measure: str
    breakdown: str
    basis: str
    reason: str | None

    @property
    def measure_id(self) -> MeasureId | None:
        return identify_measure(self.code, self.unit, self.measure, "" if self.basis == "computed" else self.breakdown)

    @property
    def no_value(self) -> NoValue | None:
        return read_reason(self.reason)
