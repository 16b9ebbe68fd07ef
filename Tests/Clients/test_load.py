"""The longest time without an acknowledgement is what a failover is judged by."""

import unittest

from load import Count


class SilenceTests(unittest.TestCase):
    """Of acknowledgements at some moments."""

    def test_silence(self) -> None:
        """Between two of them, before the first, after the last, and with none at all."""
        count = Count(acknowledged=[12.0, 1.0, 2.0, 3.0, 11.0])
        self.assertEqual(count.silence(0, 13), 8)
        self.assertEqual(count.silence(-20, 13), 21)
        self.assertEqual(count.silence(0, 40), 28)
        self.assertEqual(count.silence(4, 10), 6)


if __name__ == "__main__":
    unittest.main()
