# SPDX-License-Identifier: EUPL-1.2
"""Print the table of false alarms and delays: `python -m benchmarks.erosion [histories]`."""

import os
import sys

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "benchmarks.settings")
django.setup()

from benchmarks.erosion.measuring import FIRST, MONTHS, USUAL, YOUNG, delays, false_alarms  # noqa: E402

SEEDS = {"healthy": 2016, "planted": 2020}


def main(number: int) -> None:
    """Print what was found in so many healthy histories, and in a fifth as many with each pattern."""
    years = number * (MONTHS - USUAL) / 12
    print(f"{number} healthy histories of {MONTHS} months, {years:.0f} years judged; seeds {SEEDS}")
    print("| signal | band | alarms begun | a year | months of look begun | seen when planted | median months |")
    print("|---|---|---|---|---|---|---|")
    for tight in (False, True):
        for signal, rate in false_alarms(SEEDS["healthy"], number, tight=tight).items():
            late = delays(SEEDS["planted"], max(number // 5, 1), signal, tight=tight)
            band = "after a fall" if tight else "usual"
            print(f"| {signal.value} | {band} | {rate.alarms} | {rate.alarms / rate.years:.3f} | {rate.looks} "
                  f"| {late.seen:.0%} of {late.histories} | {late.median:.0f} |")  # fmt: skip
    young = int(years * 12 / (YOUNG - FIRST))
    print(f"\n{young} healthy first years of {YOUNG} months, {young * (YOUNG - FIRST) / 12:.0f} years judged")
    print("| signal | alarms begun | a year |")
    print("|---|---|---|")
    for signal, rate in false_alarms(SEEDS["healthy"], young, months=YOUNG, usual=FIRST).items():
        print(f"| {signal.value} | {rate.alarms} | {rate.alarms / rate.years:.3f} |")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 500)
