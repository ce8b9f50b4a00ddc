"""Write ``kg/mentions/given_names.txt``: given names that nearly all who bear them share a gender of.

Needs the data of nomquamgender (MIT), which counts names in some three dozen sources from all over the world:
``pip install --no-deps nomquamgender==0.1.4``. The same data give the same bytes.
"""

import json
import re
import textwrap
from importlib.util import find_spec
from pathlib import Path

TARGET = Path(__file__).resolve().parent.parent / "kg" / "mentions" / "given_names.txt"
SOURCES, BEARERS, SURE = 10, 50, 0.95
"""A name stands in at least so many sources, has so many bearers and so large a share of them of one gender."""
HEADER = """# Given names, lower case without diacritics, of which at least {sure:.0%} of the bearers are of one gender.
# Written by scripts/build_given_names.py from the counts of nomquamgender 0.1.4,
# which is under the MIT licence, Copyright (c) 2022 Ian Van Buskirk.
"""


def main() -> None:
    """Read the counts and write the names."""
    spec = find_spec("nomquamgender")
    if spec is None or spec.origin is None:
        raise SystemExit("nomquamgender is missing: pip install --no-deps nomquamgender==0.1.4")
    counts = json.loads(Path(spec.origin).with_name("name_data.json").read_text(encoding="utf-8"))
    found: dict[str, list[str]] = {"female": [], "male": []}
    for name, (sources, bearers, share, *_) in sorted(counts.items()):
        known = sources >= SOURCES and bearers >= BEARERS and share is not None
        if known and re.fullmatch("[a-z]{2,}", name) and max(share, 1 - share) >= SURE:
            found["female" if share > 0.5 else "male"].append(name)
    parts = [HEADER.format(sure=SURE)]
    parts += [f"\n[{gender}]\n{textwrap.fill(' '.join(names), 119)}\n" for gender, names in found.items()]
    TARGET.write_text("".join(parts), encoding="utf-8")


if __name__ == "__main__":
    main()
