"""Headlines, bylines and dates as texts print them."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.reading.document import read_document
from assistant.reading.head import find_head
from assistant.reading.segments import find_segments

PROSE = "The fish left in spring, and two canneries were shut. Nobody knows why."
REPORTING = "(Reporting by Ida Holm in Orle and Tom Vos in Port Osk"


@pytest.mark.parametrize(
    ("text", "title", "author", "date"),
    [
        (f"The long wait\n\nBy Ida Holm\n\n{PROSE}", "The long wait", "Ida Holm", None),
        (f"The long wait\nBy Ida Holm\n12 May 2021\n\n{PROSE}", "The long wait", "Ida Holm", "12 May 2021"),
        (f"By Dr. Ida Holm, Harbour Correspondent\n\n{PROSE}", None, "Ida Holm", None),
        (f"The long wait\n\nIda Holm | 3 May 2020\n\n{PROSE}", "The long wait", "Ida Holm", "3 May 2020"),
        (f"“Nobody Knows Why”\n\nBy Ida Holm\n\n{PROSE}", "“Nobody Knows Why”", "Ida Holm", None),
        (f"OPINION\nThe long wait\nIDA HOLM\nMay 5, 2023\n\n{PROSE}", "The long wait", "Ida Holm", "May 5, 2023"),
        (f"The long wait\nBY JO O’BRIEN-VALE\n\n{PROSE}", "The long wait", "Jo O’Brien-Vale", None),
        (f"OBITUARIES\n\nA keeper of boats\n\n{PROSE}", "A keeper of boats", None, None),
        (f"The long wait\nIda Holm, staff writer\n\n{PROSE}", "The long wait", "Ida Holm", None),
        (f"The long wait\nIda Holm, harbour columnist, Orle Post, 3 May 2020\n\n{PROSE}",
         "The long wait", "Ida Holm", "3 May 2020"),
        (f"The long wait\nFrom our correspondent in Orle\n\n{PROSE}", "The long wait", None, None),
        (f"The long wait\nIDA HOLM\nHARBOUR EDITOR\n\n{PROSE}", "The long wait", "Ida Holm", None),
        (f"The long wait\n\n3 May 2020\nIda Holm\n\n{PROSE}", "The long wait", "Ida Holm", "3 May 2020"),
        (f"The long wait\n\nPublished 3 May 2020 by Ida Holm\n\n{PROSE}", "The long wait", "Ida Holm", "3 May 2020"),
        (f"Fact check: Did the dam drive all of the fish away?\n\n{PROSE}",
         "Fact check: Did the dam drive all of the fish away?", None, None),
        (f"Did the dam at Orle drive all of the fish away?\n\n{PROSE}",
         "Did the dam at Orle drive all of the fish away?", None, None),
        (f"Did you see it at once?\n\n{PROSE}\n\nAnd what did you do?\n\n{PROSE}", None, None, None),
        (f"TRANSCRIPT OF PRESS CONFERENCE\nMarket Buildings, Orle\n3 May 2020\n\nMINISTER: {PROSE}",
         "TRANSCRIPT OF PRESS CONFERENCE", None, "3 May 2020"),
        (f"Analysis: Why the fish left\nby Ida Holm\n\n{PROSE}", "Analysis: Why the fish left", "Ida Holm", None),
        (f"The long wait\nPort Orle, 3 May 2020 (Coast Press)\n\n{PROSE}", "The long wait", None, "3 May 2020"),
        (f"THE MORNING LINE\nRadio Orle, at seven\n\nIda Holm: {PROSE}", "THE MORNING LINE", None, None),
        (f"Rates held, it is “not over”\n\n{PROSE}", "Rates held, it is “not over”", None, None),
        (f"Is it safe?\nBy Ida Holm and Tom Vos\n\n{PROSE}", "Is it safe?", "Ida Holm and Tom Vos", None),
        (f"Ida Holm on silence\n\nInterview by Tom Vos\n\nQ: Why?\nA: {PROSE}", "Ida Holm on silence", "Tom Vos", None),
        (f"Letter to the editor\n\nSir, {PROSE}\n\nYours faithfully,\nIda Holm, Orle", None, "Ida Holm", None),
        (f"The long wait\n\n{PROSE}\n\n— Ida Holm", "The long wait", "Ida Holm", None),
        (f"The long wait\n\nBy Ida Holm in Orle and Osk\n\n{PROSE}", "The long wait", "Ida Holm", None),
        (f"Q\n\n{PROSE}\n\n(Reporting by Ida Holm; editing by Bo Lin)", "Q", "Ida Holm", None),
        (f"Q\n\n{PROSE}\n\n{REPORTING}; editing by Rosa Maria Dahl-Brun)", "Q", "Ida Holm and Tom Vos", None),
        (f"The long wait\n\nBy STAFF WRITER\n\n{PROSE}", "The long wait", None, None),
        (f"The quay\nPublished: 3 May 2021\n\n{PROSE}", "The quay", None, "3 May 2021"),
        (f"Ida Holm: The fish left\nBy Tom Vos\n\n{PROSE}", "Ida Holm: The fish left", "Tom Vos", None),
        (f"COMMENT\n\nIda Holm: The fish left\n3 May 2021\n\n{PROSE}", "Ida Holm: The fish left", None, "3 May 2021"),
        (f"Ida Holm: The fish left\nEditor: Bo Lin\n\nIda Holm: {PROSE}", "Ida Holm: The fish left", None, None),
        (f"Ida Holm: The fish left\n\n{PROSE}", "Ida Holm: The fish left", None, None),
        (f"Tide and Timber: A Life\n\nQ: Why?\nA: {PROSE}", "Tide and Timber: A Life", None, None),
        (f"Ida Holm: The fish left\n\nTom Vos: Why?\n\nIda Holm: {PROSE}", None, None, None),
        (f"Ida Holm: The fish left.\n\n{PROSE}", None, None, None),
        (f"Summary: The fish left\n\n{PROSE}", None, None, None),
        (f"NEWS\nFor immediate release: 3 May 2021\nThe fish left\n\n{PROSE}", "The fish left", None, "3 May 2021"),
        (f"Orle Institute\nFOR RELEASE: 3 May 2021\n\nThe fish left\n\n{PROSE}", "The fish left", None, "3 May 2021"),
        (f"The fish left\nFor immediate release – 3 May 2021\n\n{PROSE}", "The fish left", None, "3 May 2021"),
        (f"FOR IMMEDIATE RELEASE\nContact: Bo Lin\n\nThe fish left\n\n{PROSE}", "The fish left", None, None),
        (f"Interview: A long wait\n\nBy Ida Holm\nOrle Quarterly\n\n{PROSE}", None, "Ida Holm", None),
        (f"Minutes of the board of 3 May 2021\n\n{PROSE}", "Minutes of the board of 3 May 2021", None, "3 May 2021"),
        (f"{PROSE}\n{PROSE}", None, None, None),
        (f"Ida Holm: {PROSE}\nTom Vos: Why?", None, None, None),
        (f"How did you begin?\n\n{PROSE}", None, None, None),
        (f"By Monday nobody was left in the village of Orle.\n\n{PROSE}", None, None, None),
    ],
)  # fmt: skip
def test_what_stands_around_a_text(text: str, title: str | None, author: str | None, date: str | None) -> None:
    head = find_head(text)
    assert (head.title, head.author, head.date) == (title, author, date)


@pytest.mark.parametrize("opening", ["Sir,", "Dear Editor,", "To the editor:", "LETTER", "Sir, the fees are high."])
@pytest.mark.parametrize(
    "signature",
    ["Ida Holm\nOrle", "Ida Holm\n12 Stoke Lane, Orle", "Ida Holm, Orle", "Yours etc.,\n\nDr. Ida Holm\nOrle, by Osk"],
)
def test_whoever_signs_a_letter_is_its_author(opening: str, signature: str) -> None:
    text = f"{opening}\n\n{PROSE}\n\n{signature}"
    count = sum(bool(line) for line in text.split("\n"))
    head = find_head(text)
    assert head.author == "Ida Holm" and count - 1 in head.lines


@pytest.mark.parametrize(
    "text",
    [
        pytest.param(f"Harbour fees\n\n{PROSE}\n\nIda Holm\nPort Osk", id="no letter"),
        pytest.param(f"Sir,\n{PROSE}\nIda Holm\nOrle\n\nSir,\n{PROSE}\nTom Vos\nOsk", id="several letters"),
        pytest.param(f"Sir,\n{PROSE}\nThe editor replies: {PROSE}", id="unsigned"),
    ],
)
def test_a_name_at_the_end_of_what_is_not_one_letter_signs_nothing(text: str) -> None:
    assert find_head(text).author is None


@pytest.mark.parametrize(
    ("line", "author", "date"),
    [
        ("Posted by Ida Holm on May 3, 2020", "Ida Holm", "May 3, 2020"),
        ("Posted on May 3, 2020 by Ida Holm", "Ida Holm", "May 3, 2020"),
        ("An essay by Ida Holm // 3.5.2020", "Ida Holm", "3.5.2020"),
        ("Interview by Ida Holm. Photos: Bo Lin.", "Ida Holm", None),
        ("Last updated: Tuesday, 5 May 2020 | 5:14 PM", None, "Tuesday, 5 May 2020"),
        ("Sunday, May 3rd, 2020", None, "Sunday, May 3rd, 2020"),
        ("2020/05/03", None, "2020/05/03"),
        ("Posted by Ida Mosun, 3 May 2020", "Ida Mosun", "3 May 2020"),
        ("Opinion, by Ida Holm", "Ida Holm", None),
        ("COMMENT | By Ida Holm", "Ida Holm", None),
        ("By The Editorial Board", "The Editorial Board", None),
        ("Ida Holm in Port Osk\n3 May 2020", "Ida Holm", "3 May 2020"),
        ("Reviewed by Ida Holm\n\nMud\n\nBy Tom Vos (Orle Press, £12)", "Ida Holm", None),
    ],
)
def test_forms_of_bylines_and_dates(line: str, author: str | None, date: str | None) -> None:
    head = find_head(f"The long wait\n\n{line}\n\n{PROSE}")
    assert (head.title, head.author, head.date) == ("The long wait", author, date)


def test_each_of_several_articles_is_signed_by_its_own_byline() -> None:
    rest = f"Fares rise\n\nNobody was asked about it on the quay.\n\nBy Tom Vos\n3 May 2021\n\n{PROSE}"
    text = f"The long wait\n\nBy Ida Holm\n\n{PROSE}\n\n***\n\n{rest}"
    spoken = [segment.speaker for segment in find_segments(text) if text[segment.start :].startswith("Nobody knows")]
    assert find_head(text).author == "Ida Holm" and spoken == [None, "Tom Vos"]  # the first is the byline's


@pytest.mark.parametrize(
    "line", ["By Tom Vos\n\nThe old quay\n", "By Tom Vos (Orle Press, £12)\n", "by Tom Vos\nand his brother."]
)
def test_what_signs_the_text_above_or_a_book_opens_no_article(line: str) -> None:
    assert not find_head(f"The long wait\n\nBy Ida Holm\n\n{PROSE}\n\n{line}\n{PROSE}").parts


def test_below_what_a_page_prints_on_top_is_the_head() -> None:
    page = "Skip to content\nHome\nNews\nWe use cookies to make this page work as it should.\nSign in"
    head = find_head(
        f"{page}\n\nThe long wait\n\nBy Ida Holm\nHarbour correspondent\n3 May 2021\n\n" + f"{PROSE}\n\n" * 8
    )
    assert (head.title, head.author, head.date) == ("The long wait", "Ida Holm", "3 May 2021")
    assert not head.parts


def test_a_plain_file_has_the_title_the_author_and_the_date_that_it_prints(tmp_path: Path) -> None:
    path = tmp_path / "download-17.txt"
    path.write_text(f"The long wait\nBy Ida Holm\n12 May 2021\n\n{PROSE}\n", encoding="utf-8")
    document, segments = read_document(path)
    assert (document.title, document.author, document.date) == ("The long wait", "Ida Holm", "12 May 2021")
    assert [segment.furniture for segment in segments] == [True, True, True, False, False]
    path.with_suffix(".yaml").write_text("title: Another\nauthor: Rosa Dahl\n")
    stated, _ = read_document(path)
    assert (stated.title, stated.author, stated.date) == ("Another", "Rosa Dahl", "12 May 2021")


@given(st.text(max_size=300))
def test_any_text_has_a_head(text: str) -> None:
    count = sum(bool(line.strip()) for line in text.split("\n"))
    assert all(0 <= number < count for number in find_head(text).lines)


def test_a_line_of_hyphens_and_capitals_is_read_at_once() -> None:
    assert find_head("A-" * 100).author is None  # trying every way to part it into words would take years


def test_names_in_small_letters_reviews_and_a_note_below_sign_a_text() -> None:
    told = "\n\nThe fish left the bay in May. Nobody in the town knows why they did."
    assert (
        find_head(f"The bay\n\nBy Nadia el-Sayed and Leif Aune in Osk{told}").author == "Nadia el-Sayed and Leif Aune"
    )
    assert find_head(f"The bay\nBook review by Ana Brito{told}").author == "Ana Brito"
    assert find_head(f"The bay\n\nAna Brito{told}\n\nAna Brito teaches law in Osk.").author == "Ana Brito"
    assert find_head(f"The bay\n\nPort Osk{told}").author is None


def test_whoever_reviews_a_book_signs_and_not_who_wrote_it() -> None:
    head = find_head(f"THE LONG QUAY\nBy Rosa Dahl\nOrle Press, 310 pages, £12\n\nReviewed by Ida Holm\n\n{PROSE}\n")
    assert head.author == "Ida Holm"
