#!/usr/bin/env python3
"""schema_check.py SOURCE: the shipped JSON Schemas against our files, by a
validator that is not ours (python3-jsonschema).

Shipped files pass.  Every file of tests/bad/scenarios fails, either because it
is no JSON or by its schema, except those of by-rule.txt: their fault is one
that no schema can see, and they pass.  Status 77: the validator is missing.
"""
import json
import pathlib
import re
import sys

try:
    import jsonschema
except ImportError:
    print("skipped: python3-jsonschema is not installed")
    sys.exit(77)


def without_comments(text):
    """Take // comments out, but not the // inside a text."""
    part = re.compile(r'"(?:[^"\\\n]|\\.)*"|//[^\n]*')
    return part.sub(
        lambda m: m.group() if m.group().startswith('"') else "", text)


def no_key_twice(pairs):
    keys = [key for key, _ in pairs]
    for key in keys:
        if keys.count(key) > 1:
            raise ValueError(f'key "{key}" is given twice')
    return dict(pairs)


def kind_of(document):
    if not isinstance(document, dict):
        return "scenario"
    if "lists" in document or "vat" in document:
        return "prices"
    if "types" in document or "locations" in document:
        return "catalogue"
    if "worlds" in document or "starts" in document:
        return "model"
    return "scenario"


class Judge:
    def __init__(self, source):
        self.validators = {}
        for kind in ("scenario", "prices", "catalogue", "model"):
            path = source / "scenarios/schema" / f"{kind}.schema.json"
            schema = json.loads(path.read_text())
            jsonschema.Draft7Validator.check_schema(schema)
            self.validators[kind] = jsonschema.Draft7Validator(schema)

    def fault(self, path):
        """What is wrong with a file, or None."""
        try:
            document = json.loads(without_comments(path.read_text()),
                                  object_pairs_hook=no_key_twice)
        except ValueError as error:
            return f"not JSON: {error}"
        validator = self.validators[kind_of(document)]
        error = next(iter(validator.iter_errors(document)), None)
        return error and error.message[:200]


def main():
    source = pathlib.Path(sys.argv[1])
    judge = Judge(source)
    bad = source / "tests/bad/scenarios"
    by_rule = set((bad / "by-rule.txt").read_text().split())
    good = sorted(source.glob("scenarios/*.json")) \
        + sorted(source.glob("scenarios/prices/*.json")) \
        + sorted(source.glob("scenarios/catalogue/*.json")) \
        + sorted(bad.glob("parts/*.json"))
    broken = sorted(bad.glob("*.json"))
    wrong = 0
    for path in good:
        fault = judge.fault(path)
        if fault:
            print(f"{path}: is good, but: {fault}")
            wrong += 1
    for path in broken:
        fault = judge.fault(path)
        seen = fault is not None
        if seen == (path.stem in by_rule):
            print(f"{path}: " + (f"listed in by-rule.txt, but: {fault}"
                                 if seen else "passes its schema"))
            wrong += 1
    for name in by_rule - {path.stem for path in broken}:
        print(f"by-rule.txt: {name}: no such file")
        wrong += 1
    print(f"{len(good)} good and {len(broken)} bad files, {wrong} wrong")
    return 1 if wrong or len(good) < 15 or len(broken) < 80 else 0


sys.exit(main())
