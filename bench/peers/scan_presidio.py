"""Prints what Presidio finds in the text files of a folder, a JSON object a line: type and text.

Only the recognizers for what the corpora hold, and a blank language model: no names of people are looked for,
which is the slow part of Presidio and needs a model that this benchmark does not download.
"""

import json
import os
import sys

import spacy
from presidio_analyzer import AnalyzerEngine, RecognizerRegistry
from presidio_analyzer.nlp_engine import SpacyNlpEngine
from presidio_analyzer.predefined_recognizers import CreditCardRecognizer, EmailRecognizer, PhoneRecognizer, SgFinRecognizer

TYPES = {"SG_NRIC_FIN": "sg-nric", "CREDIT_CARD": "payment-card", "PHONE_NUMBER": "phone", "EMAIL_ADDRESS": "email"}
LINES = 50


class BlankEngine(SpacyNlpEngine):
    def __init__(self):
        super().__init__()
        self.nlp = {"en": spacy.blank("en")}


registry = RecognizerRegistry()
for recognizer in (CreditCardRecognizer(), EmailRecognizer(), PhoneRecognizer(supported_regions=("SG",)), SgFinRecognizer()):
    registry.add_recognizer(recognizer)
analyzer = AnalyzerEngine(registry=registry, nlp_engine=BlankEngine(), supported_languages=["en"])

for folder, _, names in os.walk(sys.argv[1]):
    for name in sorted(names):
        with open(os.path.join(folder, name), encoding="utf-8", errors="replace") as file:
            lines = file.readlines()
        for start in range(0, len(lines), LINES):
            text = "".join(lines[start : start + LINES])
            for result in analyzer.analyze(text=text, language="en", entities=list(TYPES)):
                print(json.dumps({"type": TYPES[result.entity_type], "text": text[result.start : result.end]}))
