# SPDX-License-Identifier: EUPL-1.2
"""One part that was measured by itself stands at the end of the results, once."""

from benchmarks.__main__ import keep_apart

WHOLE = "# Results\n\nA machine.\n\n## The tree\n\n| a |\n"


def test_a_part_measured_again_takes_the_place_of_the_earlier_time(tmp_path):
    results = tmp_path / "RESULTS.md"
    results.write_text(WHOLE)
    for name, figure in (("pages", 1), ("w3", 2), ("pages", 3)):
        keep_apart(results, name, f"# Results\n\nToday.\n\n## {name.upper()}\n\n| {figure} |\n")
    told = results.read_text()
    assert told.startswith(WHOLE)
    assert told.count("## Measured apart: pages\n\nToday.\n\n### PAGES\n\n| 3 |\n") == 1
    assert told.index("### W3") < told.index("### PAGES")
    assert "| 1 |" not in told
