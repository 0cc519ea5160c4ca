"""Check the actor lexicons: columns, country codes, sectors, dates, duplicate lines.

Run from the repository root: python3 lexicons/check_actors.py
Prints each problem as file:line: message and exits 1 when there is any.
"""

import pathlib
import re
import sys

HERE = pathlib.Path(__file__).resolve().parent

COLUMNS = {
    "actors/countries.tsv": "code name aliases demonyms capital metonyms note",
    "actors/regions.tsv": "name country kind note",
    "actors/international.tsv": "name aliases code sector kind note",
    "actors/organizations.tsv": "name aliases kind country sector other_sectors from to note",
    "actors/forces.tsv": "pattern sector country_from note",
    "actors/office_holders.tsv": "name aliases country sector role from to",
    "actors/agents.tsv": "lemma sectors kind yes no",
    "epithets/epithets.tsv": "text resolves_to country kind note yes",
}
MINIMUM = {
    "actors/countries.tsv": 249,
    "actors/regions.tsv": 300,
    "actors/international.tsv": 170,
    "actors/organizations.tsv": 450,
    "actors/forces.tsv": 110,
    "actors/office_holders.tsv": 1100,
    "actors/agents.tsv": 350,
    "epithets/epithets.tsv": 60,
}
# PLOVER's sectors, with IGO and NGO beside them for bodies whose code already says so.
SECTORS = set(
    "COP GOV JUD LEG MIL PRM PTY REB SPY UAF UNK AGR BUS CRM CVL EDU ELI JRN LAB MED REF OPP PRE REL SOC IGO NGO".split()
)
STATELESS = set("UNO EUR IGO NGO MNC IMG ISM".split())
KINDS = set("person group organization country place role".split())
DATE = re.compile(r"^\d{4}(-(0[1-9]|1[0-2])(-(0[1-9]|[12]\d|3[01]))?)?$")
# A name may stand on several lines only where lines differ by office and dates.
KEY = {
    "actors/countries.tsv": (0,),
    "actors/regions.tsv": (0,),
    "actors/international.tsv": (0,),
    "actors/organizations.tsv": (0, 3, 6),
    "actors/forces.tsv": (0,),
    "actors/office_holders.tsv": (0, 2, 4, 5),
    "actors/agents.tsv": (0,),
    "epithets/epithets.tsv": (0, 2),
}


def values(cell):
    """The values of one cell, which are separated by ' | '."""
    return cell.split(" | ") if cell else []


def read(path):
    """Yield (line number, cells) for each line that is not a comment; the header first."""
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
        if not line.startswith("#"):
            yield number, line.split("\t")


def check(name, codes, problems):
    """Append the problems of one lexicon file to `problems`; return its number of lines."""
    path = HERE / name
    rows = list(read(path))
    header = COLUMNS[name].split()
    seen = {}

    def report(number, message):
        problems.append(f"{name}:{number}: {message}")

    if rows[0][1] != header:
        report(rows[0][0], f"header is {rows[0][1]}")
        return 0
    for number, cells in rows[1:]:
        if len(cells) != len(header):
            report(number, f"{len(cells)} columns, not {len(header)}")
            continue
        row = dict(zip(header, cells))
        if not cells[0]:
            report(number, "empty first column")
        for column, cell in row.items():
            if cell != cell.strip() or "  " in cell:
                report(number, f"stray space in {column}: {cell!r}")
            # 'and' or commas inside one value are fine; an unspaced bar is a lost separator.
            if column not in ("note", "yes", "no") and re.search(r"\S\||\|\S|\|\s*$", cell):
                report(number, f"separator in {column}: {cell!r}")
            listed = values(cell)
            if column not in ("note", "yes", "no") and len(set(listed)) != len(listed):
                report(number, f"value twice in {column}: {cell!r}")
        for column in ("code", "country", "country_from"):
            code = row.get(column, "")
            if name == "actors/forces.tsv" or not code:
                continue
            if code not in codes and code not in STATELESS:
                report(number, f"country {code!r}")
        for column in ("sector", "sectors", "other_sectors"):
            for sector in values(row.get(column, "")):
                if sector not in SECTORS:
                    report(number, f"sector {sector!r}")
        for metonym in values(row.get("metonyms", "")):
            if metonym.rpartition(":")[2] not in SECTORS:
                report(number, f"metonym {metonym!r}")
        for column in ("from", "to"):
            date = row.get(column, "")
            if date and not DATE.match(date):
                report(number, f"date {date!r}")
        if row.get("from") and row.get("to") and row["to"][: len(row["from"])] < row["from"][: len(row["to"])]:
            report(number, f"ends before it begins: {row['from']}..{row['to']}")
        if row.get("kind") and name not in ("epithets/epithets.tsv", "actors/regions.tsv") and row["kind"] not in KINDS:
            report(number, f"kind {row['kind']!r}")
        if row.get("aliases") and row.get("name") in values(row["aliases"]):
            report(number, f"alias repeats the name {row['name']!r}")
        key = tuple(cells[i] for i in KEY[name])
        if key in seen:
            report(number, f"same as line {seen[key]}: {key}")
        seen.setdefault(key, number)
    if len(rows) - 1 < MINIMUM[name]:
        report(1, f"{len(rows) - 1} lines, fewer than {MINIMUM[name]}")
    return len(rows) - 1


def main():
    problems = []
    codes = {cells[0] for _, cells in read(HERE / "actors/countries.tsv")} - {"code"}
    for name in COLUMNS:
        if not (HERE / name).exists():
            problems.append(f"{name}: missing")
            continue
        print(f"{name}: {check(name, codes, problems)} lines")
    print("\n".join(problems))
    return 1 if problems else 0


if __name__ == "__main__":
    sys.exit(main())
