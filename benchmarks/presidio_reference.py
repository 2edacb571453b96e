"""Presidio's pattern recognisers on the posts of standard input; prints seconds. Runs in its own environment."""

import json
import sys
import time

import spacy
from presidio_analyzer import AnalyzerEngine, RecognizerRegistry
from presidio_analyzer.nlp_engine import SpacyNlpEngine
from presidio_analyzer.predefined_recognizers import (
    CreditCardRecognizer,
    EmailRecognizer,
    FiPersonalIdentityCodeRecognizer,
    IbanRecognizer,
    IpRecognizer,
    PhoneRecognizer,
    UrlRecognizer,
)

RECOGNISERS = (
    FiPersonalIdentityCodeRecognizer,
    IbanRecognizer,
    EmailRecognizer,
    PhoneRecognizer,
    UrlRecognizer,
    CreditCardRecognizer,
    IpRecognizer,
)


class Blank(SpacyNlpEngine):
    """A tokeniser for Finnish and nothing else: no model is loaded and no network asked."""

    def __init__(self) -> None:
        super().__init__(models=[{"lang_code": "fi", "model_name": "blank"}])
        self.nlp = {"fi": spacy.blank("fi")}

    def load(self) -> None:
        pass


def main() -> None:
    posts = json.load(sys.stdin)
    registry = RecognizerRegistry(supported_languages=["fi"])
    for each in RECOGNISERS:
        if each is PhoneRecognizer:
            registry.add_recognizer(each(supported_language="fi", supported_regions=["FI"]))
        else:
            registry.add_recognizer(each(supported_language="fi"))
    engine = AnalyzerEngine(
        registry=registry,
        nlp_engine=Blank(),
        supported_languages=["fi"],
        log_decision_process=False,
    )
    engine.analyze(posts[0], language="fi")
    begun = time.perf_counter()
    found = sum(len(engine.analyze(post, language="fi")) for post in posts)
    print(json.dumps({"seconds": time.perf_counter() - begun, "found": found}))


if __name__ == "__main__":
    main()
