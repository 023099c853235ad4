#!/usr/bin/env python3
"""generate.py JAVA8 CLDR... >../month_names.inc

Writes the table of month names that month_names.c looks in.  JAVA8 is a folder
of the files FormatData*.java of OpenJDK 8, each CLDR the folder `main` of a
version of the npm package cldr-dates-full (SOURCES.md says which).  The table has every name as UTF-8 and
in the code page that Windows uses for its language, without the point behind it
that some have.

A name of different months in different languages has all of them, unless only
one of them is of a language that Java 8 had: those are the languages in which a
machine is set up.
"""
import json
import os
import re
import sys

PAGES = {
    "cp1250 iso8859_2": "bs cs hr hu pl ro sk sl sq",
    "cp1251 koi8_r": "be bg kk ky mk mn ru sr tg tt uk uz",
    "cp1253": "el",
    "cp1254": "az tr",
    "cp1255": "he iw",
    "cp1256": "ar fa ps ur",
    "cp1257": "et lt lv",
    "cp1258": "vi",
    "cp874": "th",
    "cp932": "ja",
    "cp936 cp950": "zh",
    "cp949": "ko",
}


def pages(language):
    for names, languages in PAGES.items():
        if language in languages.split():
            return names.split()
    return ["cp1252"]


def from_java(folder):
    for name in sorted(os.listdir(folder)):
        language = (name.removesuffix(".java") + "_en").split("_")[1]
        with open(os.path.join(folder, name), encoding="utf-8") as file:
            text = re.sub(r"\\u([0-9a-fA-F]{4})",
                          lambda m: chr(int(m[1], 16)), file.read())
        for body in re.findall(
                r'"(?:standalone\.)?MonthAbbreviations",\s*'
                r"new String\[\] ?\{(.*?)\}", text, re.S):
            names = re.findall(r'"(.*?)"', re.sub(r"//.*", "", body))
            for month, name in enumerate(names[:12]):
                yield language, month + 1, name


def from_cldr(folder):
    for locale in sorted(os.listdir(folder)):
        path = os.path.join(folder, locale, "ca-gregorian.json")
        if not os.path.exists(path):
            continue
        with open(path, encoding="utf-8-sig") as file:
            data = json.load(file)["main"][locale]
        months = data["dates"]["calendars"]["gregorian"]["months"]
        for form in ("format", "stand-alone"):
            for month, name in months[form]["abbreviated"].items():
                if month.isdigit():
                    yield locale.split("-")[0], int(month), name


def spellings(language, name):
    yield name.encode("utf-8")
    for page in pages(language):
        try:
            yield name.encode(page)
        except UnicodeEncodeError:
            pass


def main():
    table = {}  # bytes -> month -> languages
    common = set()
    sources = [from_java(sys.argv[1])] + [from_cldr(f) for f in sys.argv[2:]]
    for number, source in enumerate(sources):
        for language, month, name in source:
            if number == 0:
                common.add(language)
            name = name.rstrip(".")
            if not name.strip() or any(c in name for c in "[]\\\n\t"):
                continue
            for spelled in spellings(language, name):
                months = table.setdefault(spelled, {})
                months.setdefault(month, set()).add(language)
    print("/* Written by months/generate.py; see months/SOURCES.md. */")
    line = ""
    for spelled, months in sorted(table.items()):
        of_common = {m for m, ls in months.items() if ls & common}
        mask = sum(1 << (m - 1) for m in of_common or months)
        if len(of_common) > 1:
            print(f"ambiguous: {spelled} {months}", file=sys.stderr)
        text = "".join(
            chr(b) if 0x20 <= b < 0x7F and b not in b'"\\?' else f"\\{b:03o}"
            for b in spelled)
        entry = f'{{"{text}",{mask}}},'
        if len(line) + len(entry) > 119:
            print(line)
            line = ""
        line += entry
    print(line)


main()
