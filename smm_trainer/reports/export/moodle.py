"""The bank as Moodle XML: multiple-choice questions with several answers, in a category per language and form."""

from __future__ import annotations

import re
from collections.abc import Collection
from xml.etree import ElementTree as ET

from smm_trainer.course.scenario import Scenario
from smm_trainer.locale import Catalogue
from smm_trainer.reports.export.question import Question, questions


def moodle_xml(scenarios: Collection[Scenario]) -> str:
    """The file. It follows https://docs.moodle.org/en/Moodle_XML_format; texts are HTML, and escaped once more by the XML around it."""
    quiz = ET.Element("quiz")
    for words, own in questions(scenarios):
        category = ""
        for question in own:
            if (fresh := category_of(question, words)) != category:
                category = fresh
                quiz.append(_category(category))
            quiz.append(_question(question))
    ET.indent(quiz, "  ")
    return '<?xml version="1.0" encoding="UTF-8"?>\n' + ET.tostring(quiz, encoding="unicode") + "\n"


def category_of(question: Question, words: Catalogue) -> str:
    """Where a question goes in a bank of questions: below the course, by language and form.

    Neither blanks nor hyphens, at which some readers of GIFT stop; a slash in a name is written twice.
    """
    parts = ["SMM_Trainer", words("language.name") if words.language == question.language else question.language]
    if question.form:
        parts.append(words("export.form", form=question.form))
    return "/".join(["$course$/top", *(re.sub("[ -]", "_", part).replace("/", "//") for part in parts)])


def _text(parent: ET.Element, tag: str, text: str, **attributes: str) -> ET.Element:
    element = ET.SubElement(parent, tag, attributes)
    ET.SubElement(element, "text").text = text
    return element


def _category(path: str) -> ET.Element:
    element = ET.Element("question", type="category")
    _text(element, "category", path)
    return element


def _question(question: Question) -> ET.Element:
    element = ET.Element("question", type="multichoice")
    _text(element, "name", question.title)
    _text(element, "questiontext", question.campaign, format="html")
    _text(element, "generalfeedback", question.better, format="html")
    for tag, value in (("defaultgrade", "1"), ("penalty", "0"), ("hidden", "0"), ("idnumber", question.id)):
        ET.SubElement(element, tag).text = value
    # The five stand in their order everywhere, and "clean" behind them.
    for tag, value in (("single", "false"), ("shuffleanswers", "false"), ("answernumbering", "none"), ("showstandardinstruction", "0")):
        ET.SubElement(element, tag).text = value
    for tag in ("correctfeedback", "partiallycorrectfeedback", "incorrectfeedback"):
        _text(element, tag, "", format="html")
    for choice in question.choices:
        answer = ET.SubElement(element, "answer", fraction=choice.fraction, format="plain_text")
        ET.SubElement(answer, "text").text = choice.text
        _text(answer, "feedback", choice.feedback, format="plain_text")
    tags = ET.SubElement(element, "tags")
    for tag in question.tags:
        _text(tags, "tag", tag)
    return element
