"""The comparison of the drill can fail: each thing that can be wrong is told as what it is."""

import unittest

from ledger import Comparison, Entry, compare

ENTRIES = [Entry("a", 1, 2), Entry("b", 2, 5), Entry("c", 6, 7), Entry("d", 1, None)]


class CompareTests(unittest.TestCase):
    """A record restored to the moment 4."""

    def look(self, found: list[str]) -> Comparison:
        """The comparison for what was found."""
        return compare(ENTRIES, found, 4)

    def test_exact(self) -> None:
        """What was under way may be either."""
        for found in (["a"], ["a", "b"], ["a", "d"], ["a", "b", "d"]):
            self.assertTrue(self.look(found).is_exact, found)
        self.assertEqual((self.look(["a"]).there, self.look(["a"]).not_there, self.look(["a"]).either), (1, 1, 2))

    def test_faults(self) -> None:
        """Lost, too late, unheard of, twice."""
        self.assertEqual(self.look(["b"]).lost, ["a"])
        self.assertEqual(self.look(["a", "c"]).too_late, ["c"])
        self.assertEqual(self.look(["a", "x"]).unheard_of, ["x"])
        self.assertEqual(self.look(["a", "a"]).twice, ["a"])
        for found in ([], ["b"], ["a", "c"], ["a", "x"], ["a", "a"]):
            self.assertFalse(self.look(found).is_exact, found)


if __name__ == "__main__":
    unittest.main()
