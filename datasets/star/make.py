"""Map Project STAR (source/star_long.csv) into the shape of a pilot folder.

Run in this folder: python3 make.py. Standard library only; the output does not depend on the machine.
"""

import csv
from pathlib import Path

HERE = Path(__file__).resolve().parent
ARMS = {"small": "experimental", "regular": "control"}
SEXES = {"female": "f", "male": "m"}
FREE_LUNCH = {"free": 1, "non-free": 0}

# grade -> (calendar year in which the school year begins, age band)
GRADES = {"k": (1985, 5), "1": (1986, 6), "2": (1987, 7), "3": (1988, 8)}
OUTCOMES = ("math", "read")


def school_year(grade):
    start = GRADES[grade][0]
    return f"{start}-{(start + 1) % 100:02d}"


def term(grade):
    """Nominal first and last day of a school year and nominal day of the spring tests."""
    start = GRADES[grade][0]
    return f"{start}-09-01", f"{start + 1}-05-31", f"{start + 1}-04-15"


def school_code(row):
    return f"S{int(row['school']):02d}"


def group_code(row):
    return f"{school_code(row)}-{row['grade'].upper()}-{row['class_type']}"


def child_code(row):
    return f"STAR-{int(row['child']):05d}"


def kept_rows():
    """Rows of small and regular classes whose child has a sex, in the order of the source."""
    with open(HERE / "source" / "star_long.csv", encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    return [row for row in rows if row["class_type"] in ARMS and row["gender"] in SEXES]


def write(name, header, rows):
    with open(HERE / name, "w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(header)
        writer.writerows(rows)


def preschools(rows):
    return [[code, f"STAR school {code[1:]}", "US-TN", "", "", ""] for code in sorted({school_code(row) for row in rows})]


def groups(rows):
    keys = sorted({(school_code(row), list(GRADES).index(row["grade"]), row["class_type"]) for row in rows})
    for school, position, class_type in keys:
        grade = list(GRADES)[position]
        code = f"{school}-{grade.upper()}-{class_type}"
        yield [code, school, school_year(grade), GRADES[grade][1], "en", ARMS[class_type], "", ""]


def children(rows):
    sex = {child_code(row): SEXES[row["gender"]] for row in rows}
    return [[child, sex[child], "", "", "not_applicable", ""] for child in sorted(sex)]


def enrolments(rows):
    return [[child_code(row), group_code(row), *term(row["grade"])[:2]] for row in rows]


def scores(rows):
    for row in rows:
        key = [child_code(row), school_year(row["grade"]), "final", term(row["grade"])[2]]
        for outcome in OUTCOMES:
            if row[outcome]:
                yield [*key, outcome, row[outcome]]
        if row["lunch"] in FREE_LUNCH:
            yield [*key, "free_lunch", FREE_LUNCH[row["lunch"]]]


def main():
    rows = kept_rows()
    write("regions.csv", ["region", "name_kk", "name_ru", "name_en", "kind"],
          [["US-TN", "Теннесси", "Теннесси", "Tennessee", "state"]])
    write("preschools.csv", ["preschool", "name", "region", "district", "locality", "ownership"], preschools(rows))
    write("groups.csv",
          ["group", "preschool", "school_year", "age_band", "language", "arm", "directions", "educator"], groups(rows))
    write("children.csv", ["child", "sex", "birth_month", "special_needs", "consent", "consent_date"], children(rows))
    write("enrolments.csv", ["child", "group", "entered", "left"], enrolments(rows))
    write("scores.csv", ["child", "school_year", "official_wave", "observed_on", "outcome", "value"], scores(rows))


if __name__ == "__main__":
    main()
