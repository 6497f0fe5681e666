"""Prints what DataFog's regular expressions find in the text files of a folder, a JSON object a line: type and text."""

import json
import os
import sys

from datafog.processing.text_processing.regex_annotator.regex_annotator import RegexAnnotator

TYPES = {"CREDIT_CARD": "payment-card", "PHONE": "phone", "EMAIL": "email"}
annotator = RegexAnnotator()

for folder, _, names in os.walk(sys.argv[1]):
    for name in sorted(names):
        with open(os.path.join(folder, name), encoding="utf-8", errors="replace") as file:
            found = annotator.annotate(file.read())
        for label, kind in TYPES.items():
            for text in found.get(label, []):
                print(json.dumps({"type": kind, "text": text}))
