# What was measured, beside the bars it must hold: a table for people, bench.json for programs.
import json


class Results:
    """The measurements in the order in which they were made."""

    def __init__(self):
        self.rows = []

    def at_least(self, name, value, bar, unit):
        """A value that must reach a bar."""
        self._add(name, value, bar, unit, value >= bar, "≥")

    def at_most(self, name, value, bar, unit):
        """A value that must stay below a bar."""
        self._add(name, value, bar, unit, value <= bar, "≤")

    def information(self, name, value, unit):
        """A value without a bar."""
        self._add(name, value, None, unit, True, "")

    @property
    def hold(self):
        """Whether every bar holds."""
        return all(row["holds"] for row, _ in self.rows)

    def table(self):
        """A line for each measurement."""
        lines = [("measurement", "value", "bar", "unit", "")]
        for row, sign in self.rows:
            bar = "" if row["bar"] is None else f"{sign} {row['bar']:g}"
            verdict = "" if row["bar"] is None else ("holds" if row["holds"] else "MISSED")
            lines.append((row["id"], f"{row['value']:g}", bar, row["unit"], verdict))
        widths = [max(len(line[column]) for line in lines) for column in range(5)]
        return "\n".join(
            f"{a:<{widths[0]}}  {b:>{widths[1]}}  {c:>{widths[2]}}  {d:<{widths[3]}}  {e}".rstrip()
            for a, b, c, d, e in lines)

    def write(self, path):
        """Writes them as JSON."""
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(json.dumps([row for row, _ in self.rows], indent=1) + "\n", encoding="utf-8")

    def _add(self, name, value, bar, unit, holds, sign):
        # Three significant digits are more than two runs have in common.
        shown = float(f"{value:.4g}")
        self.rows.append(({"id": name, "value": shown, "bar": bar, "unit": unit, "holds": bool(holds)}, sign))
