"""Plain text and Markdown: encodings, binary files under a text's name, wrapped lines, Markdown's marks."""

from __future__ import annotations

import random
import textwrap

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.errors import UnreadableFile
from assistant.reading.text import decode, normalise, read_markdown, read_plain
from assistant.reading.wrapping import join_lines, starts_item, starts_turn, unwrap

PROSE = (
    "In foreign affairs the level of reception matters. The setting is a carrier, from which we can see the "
    "efforts of the host country, and this year the meetings between both sides have been a good sample of it."
)
HEADLINE = "Boats of every size may pass the strait again, says the harbour board of Osk"
FRENCH = "Le ministre a déclaré mardi que la coopération était « sans précédent » et la fête célébrée à Noël."
PORTUGUESE = "O ministro afirmou que a cooperação não é exceção; as nações irmãs têm razões históricas."
GERMAN = "Der Außenminister erklärte, die Zusammenarbeit sei „außergewöhnlich“ und würde fortgeführt."
SWEDISH = "Utrikesministern sade på tisdagen att samarbetet är nära. Frågan är vad som händer härnäst."
POLISH = "Minister powiedział we wtorek, że współpraca między oboma krajami jest wyjątkowa. Święta są później."
RUSSIAN = "Министр иностранных дел заявил во вторник, что сотрудничество между странами продолжится."
CHINESE = "外交部长周二表示，两国之间的合作是前所未有的。他说，谈判将继续进行。朝鲜领导人会见了俄罗斯外长。"
JAPANESE = "外務大臣は火曜日、両国の協力は前例のないものだと述べた。会談は続く予定である。"
KOREAN = "외무장관은 화요일 양국 간의 협력이 전례 없는 것이라고 말했다. 회담은 계속될 것이다."
QUOTED = "He said “the relationship is unusual” — and it doesn’t change. "


@pytest.mark.parametrize(
    ("text", "encoding"),
    [
        ("Plain words.", "ascii"),
        (FRENCH + CHINESE, "utf-8"),
        (FRENCH, "utf-8-sig"),
        (FRENCH + RUSSIAN, "utf-16"),
        (CHINESE, "utf-32"),
        (FRENCH, "latin-1"),
        (FRENCH, "cp1252"),
        (PORTUGUESE, "latin-1"),
        (GERMAN, "cp1252"),
        (SWEDISH, "latin-1"),
        (QUOTED, "cp1252"),
        ("A long English text with one café in it." + " Plain words follow." * 50, "latin-1"),
        (POLISH, "cp1250"),
        (POLISH, "iso8859-2"),
        (RUSSIAN, "cp1251"),
        (RUSSIAN, "koi8-r"),
        (CHINESE, "gb18030"),
        (QUOTED, "gb18030"),
        (CHINESE, "gbk"),
        (JAPANESE, "shift_jis"),
        (JAPANESE, "euc-jp"),
        (JAPANESE, "iso2022_jp"),
        (KOREAN, "cp949"),
    ],
)
def test_prose_in_a_common_encoding_is_decoded_to_its_characters(text: str, encoding: str) -> None:
    assert decode(text.encode(encoding), "a.txt") == text


@pytest.mark.parametrize("mark", [b"\xff\xfe", b"\xfe\xff"])
def test_both_byte_orders_of_utf_16_are_read_by_their_mark(mark: bytes) -> None:
    codec = "utf-16-le" if mark == b"\xff\xfe" else "utf-16-be"
    assert decode(mark + FRENCH.encode(codec), "a.txt") == FRENCH


def test_lines_that_end_as_on_an_old_mac_are_of_its_encoding() -> None:
    text = "The Price\n\n“It’s too dear,” said José – it was €3 in Málaga.\n"
    assert decode(text.replace("\n", "\r").encode("mac_roman"), "a.txt") == text.replace("\n", "\r")


def test_one_bad_byte_does_not_turn_a_utf_8_text_into_another_encoding() -> None:
    text = (FRENCH + CHINESE).encode()
    assert decode(text + b"\x93", "a.txt") == FRENCH + CHINESE + "\ufffd"


@pytest.mark.parametrize(
    "data",
    [
        b"%PDF-1.7 and the rest",
        b"PK\x03\x04rest",
        b"\x89PNG\r\n\x1a\n....",
        b"\x7fELF\x02\x01",
        b"{\\rtf1 text}",
        b"text with a \0 in it",
        b"\x01\x02\x03\x04 mostly control characters",
        b"\xff\xfe\x00",
    ],
    ids=["pdf", "zip", "png", "elf", "rtf", "nul", "controls", "half of utf-16"],
)
def test_binary_data_under_a_text_name_is_refused(data: bytes) -> None:
    with pytest.raises(UnreadableFile, match=r"^a\.txt is .*; .*save it as"):
        decode(data, "a.txt")


@pytest.mark.parametrize("size", [64, 256, 5000])
@pytest.mark.parametrize("lowest", [0, 32, 128])
def test_random_bytes_are_refused(size: int, lowest: int) -> None:
    rng = random.Random(size + lowest)
    for _ in range(10):
        with pytest.raises(UnreadableFile):
            decode(bytes(rng.randrange(lowest, 256) for _ in range(size)), "a.txt")


@given(st.text())
def test_normalised_text_is_encodable_and_has_one_kind_of_newline(text: str) -> None:
    result = normalise(text + "\ud800\r\n\0")
    assert not set(result) & set("\0\r\x85\u2028\ufeff\x1b")
    assert normalise(result) == result
    result.encode()


def test_codes_for_a_terminal_leave_with_what_belongs_to_them_and_nothing_else() -> None:
    logged = "\x1b]0;a\x07\x1b[32mThe gauge\x1b[0m at \x1b]8;;http://a.b\x1b\\Osk\x1b]8;;\x1b\\ stood\x1b[K high.\x1b(B"
    assert normalise(logged) == "The gauge at Osk stood high."
    assert normalise("See [1m] and \x1b]no end of it\nhere \x1b.") == "See [1m] and ]no end of it\nhere ."


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("Zhi News: Mr. Wu, what is new?", True),
        ("Guest Commentator Wu Wei: It is this.", True),
        ("Q: Why?", True),
        ("Wu Wei:", True),
        ("Chair of the Board: Yes.", True),
        ("记者：您好", True),
        ("Neil Obi  00:31", True),
        ("They left Osk at 10:30", False),
        ("He said on Tuesday: it is over.", False),
        ("It was 10:30 when they came", False),
        ("https://example.com", False),
        ("in short: no", False),
        ("No colon at all", False),
        (":", False),
        ("", False),
    ],
)
def test_a_label_at_the_start_of_a_line_is_known_by_its_form(line: str, expected: bool) -> None:
    assert starts_turn(line) is expected


def test_a_paragraph_that_begins_with_an_initial_is_no_list_item() -> None:
    assert not starts_item("A. Smith said so.")
    assert all(map(starts_item, ["- one", "• one", "12. twelve", "(3) three", "b) second"]))


@given(st.integers(60, 110))
def test_wrapped_paragraphs_are_joined_again(width: int) -> None:
    whole = f"A Heading\n\n{PROSE}\n\nZhi News: {PROSE}\nWu Wei: {PROSE}\n\n{PROSE} {PROSE}"
    wrapped = "\n".join(textwrap.fill(line, width) for line in whole.split("\n"))
    assert unwrap(wrapped) == whole


@pytest.mark.parametrize("label", ["[00:01:40] OBI: ", "00:31 OBI: ", "OBI (00:31): ", "Neil Obi  00:31\n"])
def test_wrapped_turns_with_the_time_beside_the_name_are_joined_apart(label: str) -> None:
    whole = f"{label}{PROSE}\n{label}{PROSE}"
    wrapped = "\n".join(textwrap.fill(line, 72) for line in whole.split("\n"))
    assert unwrap(wrapped) == whole


@pytest.mark.parametrize("signed", ["by Emre Tunaboylu", "6 February 2024", "By Emre Tunaboylu\n6 February 2024"])
def test_a_byline_or_a_date_is_not_joined_to_the_headline_above(signed: str) -> None:
    whole = f"{HEADLINE}\n{signed}\n\n{PROSE}"
    assert unwrap("\n".join(textwrap.fill(line, 77) for line in whole.split("\n"))) == whole


def test_a_paragraph_may_end_in_a_date_or_a_name() -> None:
    for end in ("6 February 2024.", "by Emre Tunaboylu.", "by Emre Tunaboylu, who has since left the town."):
        whole = f"{PROSE}\n\nThe harbour at Osk was opened to all ships, whatever their size, early on {end}"
        assert unwrap("\n".join(textwrap.fill(line, 77) for line in whole.split("\n"))) == whole


@pytest.mark.parametrize(
    "last",
    [
        "The harbour at Osk was opened to all the ships, whatever their size, on\n6 February 2024",
        "The harbour at Osk was opened to ships of whatever size on a Wednesday,\n6 February 2024",
        "What the town read that day about the harbour was written, in haste and\nby Emre Tunaboylu",
    ],
)
def test_the_last_line_of_a_sentence_without_a_stop_is_no_signature(last: str) -> None:
    whole = last.replace("\n", " ")
    assert unwrap(f"{textwrap.fill(PROSE, 75)}\n\n{last}") == f"{PROSE}\n\n{whole}"


def test_a_byline_written_large_goes_on_with_no_headline() -> None:
    whole = f"What the harbour at Osk is for, and what the town has to live on\nBy Emre Tunaboylu\n\n{PROSE}"
    assert unwrap("\n".join(textwrap.fill(line, 75) for line in whole.split("\n"))) == whole


def test_wrapped_list_items_stay_apart() -> None:
    items = f"- {PROSE}\n- {PROSE}"
    wrapped = "\n".join(textwrap.fill(item, 72, subsequent_indent="  ") for item in items.split("\n"))
    assert unwrap(wrapped) == items


@pytest.mark.parametrize(
    "text",
    [
        f"{PROSE}\n{PROSE}\n{PROSE}",
        "- one item of a list that is fairly long, as items go\n- another item, about as long as the one\n- third",
        "Roses are red,\nviolets are blue,\nlines are short.",
        "Minister Visits Wonsan for Talks With the North Korean Leader\nLavrov Received at the Goma Coast Tourist Area",
        "COUNCIL OF THE SOUTHERN LAKES (NORTH BANK)\nRecord of the sitting of 11 June: the new jetty\n(Extract.)",
        "Comment by the agency's correspondent for the south, Ida Holm\n(not part of the statement)",
        "One whole sentence stands on this line and ends here.\nAnother one stands on this line and also ends here.",
        "a line\n \n",
        "\n",
        "",
    ],
    ids=[
        "paragraph a line",
        "list",
        "poem",
        "headlines",
        "in brackets below",
        "note in brackets",
        "sentence a line",
        "trailing space",
        "newline",
        "empty",
    ],
)
def test_lines_that_are_not_clearly_wrapped_are_left_alone(text: str) -> None:
    assert unwrap(text) == text


@given(st.text(alphabet="ab Z.:-\n\t中", max_size=200))
def test_joining_lines_changes_nothing_but_white_space(text: str) -> None:
    assert "".join(unwrap(text).split()) == "".join(text.split())


def test_lines_of_a_script_without_spaces_are_joined_without_one() -> None:
    assert join_lines(["外交部长", "周二表示 ", " and so"]) == "外交部长周二表示 and so"


def test_markdown_marks_are_gone_and_the_words_stay() -> None:
    source = """# Head *one*

**Zhi News:** Mr. Wu, what is
new in [this](http://a.b "t")?
**Wu Wei:** It ![a picture](x.png) matters \\*much\\*, R&amp;D <b>too</b>.  
Broken on purpose.

- one
- two
  goes on
  - inner

1. `first`

> Quoted *words*
> go on.

| Year | Visits |
|------|--------|
| 2023 | **5**  |

```py
x = 1
y = 2
```

<div><p>Raw &lt;text&gt;</p><p>here</p><script>alert(1)</script></div>

***
"""
    parsed = read_markdown(source.encode(), "a.md")
    assert parsed.metadata.title == "Head one"
    assert parsed.text.split("\n") == [
        "Head one",
        "",
        "Zhi News: Mr. Wu, what is new in this?",
        "Wu Wei: It matters *much*, R&D too.",
        "Broken on purpose.",
        "",
        "one",
        "two goes on",
        "inner",
        "",
        "first",
        "",
        "Quoted words go on.",
        "",
        "Year\tVisits",
        "2023\t5",
        "",
        "x = 1",
        "y = 2",
        "",
        "Raw <text>",
        "here",
    ]


@pytest.mark.parametrize("unit", ["[", "![", "<script", "<!--", ">", "*a **b ", "| a "])
def test_markdown_made_to_be_slow_is_read_all_the_same(unit: str) -> None:
    read_markdown((unit * 20_000).encode(), "a.md")


@given(st.text(alphabet="#*_[]()<>!&|-`~\\\n ab:/", max_size=120))
def test_any_markdown_is_read(source: str) -> None:
    assert "\r" not in read_markdown(source.encode(), "a.md").text


def test_footnotes_and_details_in_markdown_are_text_without_their_marks() -> None:
    notes = "[^a]: In May.\n[^2]: In June,\n    in Osk.\n\n<details><summary>More</summary>Less.</details>"
    source = f"It froze.[^a] It thawed.[^2]\n\n{notes}"
    expected = ["It froze. It thawed.", "", "In May.", "", "In June, in Osk.", "", "More", "Less."]
    assert read_markdown(source.encode(), "a.md").text.split("\n") == expected


def test_front_matter_of_a_plain_text_is_metadata_and_not_text() -> None:
    parsed = read_plain(b"---\r\ntitle: The title\r\nauthors: [Ann Lee, Bo Chen]\r\n---\r\nWords.\r\n", "a.txt")
    assert (parsed.metadata.title, parsed.metadata.author, parsed.text) == ("The title", "Ann Lee, Bo Chen", "Words.")


def test_a_plain_text_whose_title_has_a_hash_loses_its_hashes() -> None:
    text = "# The long wait\n\nThe fish left.\n\n## In spring\n\nNobody knows why. #fish"
    found = read_plain(text.encode(), "a.txt").text
    assert found == "The long wait\n\nThe fish left.\n\nIn spring\n\nNobody knows why. #fish"
    assert read_plain(b"Five boats.\n# 1 is red.", "a.txt").text == "Five boats.\n# 1 is red."
