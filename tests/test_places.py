"""Places: which words name one, and which place of that name is meant."""

from __future__ import annotations

import math
from itertools import pairwise

import pytest
from conftest import ReadText
from hypothesis import given
from hypothesis import strategies as st

from consilience.model import PlaceMention
from consilience.model.place_names import loose_key, plain_name
from consilience.reading.gazetteer import open_gazetteer

NEAR = 161.0  # km


def named(places: tuple[PlaceMention, ...], name: str) -> PlaceMention:
    found = [p for p in places if p.name == name]
    assert found, f"{name} is not among {[p.name for p in places]}"
    return found[0]


def km(place: PlaceMention, lat: float, lon: float) -> float:
    assert place.lat is not None, place.reason
    assert place.lon is not None
    p, q = math.radians(place.lat), math.radians(lat)
    east = math.cos(p) * math.cos(q) * math.cos(math.radians(place.lon - lon))
    return 6371.0 * math.acos(min(1.0, math.sin(p) * math.sin(q) + east))


@pytest.mark.parametrize(
    ("text", "name", "lat", "lon"),
    [
        # The best known, where nothing speaks against it.
        ("The minister flew to Paris on Monday.", "Paris", 48.86, 2.35),
        ("The summit in Washington ended without a deal.", "Washington", 38.9, -77.04),
        ("Talks in Georgia resumed in Tbilisi on Friday.", "Georgia", 42.0, 43.5),
        # What stands behind the comma.
        ("A barn burned down in Paris, Texas, on Sunday.", "Paris", 33.66, -95.56),
        ("She was born in London, Ontario, in 1950.", "London", 42.98, -81.25),
        ("He lives in Athens, Ga., with his wife.", "Athens", 33.96, -83.38),
        ("Police in Portland, ME, said on Friday that he was safe.", "Portland", 43.66, -70.26),
        ("Storms hit Atlanta, Georgia, and killed two people.", "Georgia", 32.75, -83.5),
        ("The Rev. Ann Lee of Wabasha, Minn., wrote the book.", "Wabasha", 44.38, -92.03),
        # The other places of the report.
        ("Crews from Toledo and Bowling Green drove from Ohio to Lima on Friday.", "Lima", 40.74, -84.1),
        ("The army left Madrid and marched on Toledo. Spain was at war.", "Toledo", 39.86, -4.02),
        ("Macon, Savannah and Augusta lie in Georgia. Georgia voted on Tuesday.", "Georgia", 32.75, -83.5),
        ("Schools in Nashville, Murfreesboro and Lebanon closed. Tennessee had ten inches of snow.", "Lebanon", 36.2, -86.3),
        # Members of one list are of one kind.
        ("The law holds in Pennsylvania, New York and Ohio.", "New York", 43.0, -75.5),
        ("Fog closed airports in Chicago, New York and Boston.", "New York", 40.71, -74.0),
        # The kind that is said beside the name.
        ("Fighting went on in Homs province in Syria.", "Homs", 34.5, 37.2),
        ("The state of Washington sued the company.", "Washington", 47.5, -120.5),
        ("Voters in Butler, Preble and Warren counties in Ohio elect a judge.", "Warren", 39.43, -84.17),
        # Divisions, counties, seas, rivers, regions and continents.
        ("Floods in Khyber Pakhtunkhwa in Pakistan killed nine.", "Khyber Pakhtunkhwa", 34.5, 72.0),
        ("The deputies of Licking County searched a farm.", "Licking County", 40.1, -82.5),
        ("The ship sank in the Black Sea.", "Black Sea", 43.0, 34.0),
        ("He crossed the Euphrates at night.", "Euphrates", 35.5, 40.0),
        ("Two were killed in the West Bank on Friday.", "West Bank", 31.95, 35.25),
        # A country's own point is the gazetteer's.
        ("Brazil and China signed the treaty.", "China", 35.0, 105.0),
        # Transliterations.
        ("The convoy left Raqqa in Syria for Deir al-Zour.", "Deir al-Zour", 35.34, 40.14),
        ("The convoy left Raqqa in Syria for Deir Ezzor.", "Deir Ezzor", 35.34, 40.14),
        ("The convoy left Raqqa in Syria for Deir az-Zor.", "Deir az-Zor", 35.34, 40.14),
        # A side of a place is that place.
        ("Tanks rolled through northern Iraq.", "Iraq", 33.0, 44.0),
    ],
)  # fmt: skip
def test_where_a_name_is(read_text: ReadText, text: str, name: str, lat: float, lon: float) -> None:
    place = named(read_text(text).places, name)
    assert km(place, lat, lon) < NEAR, place


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("Paris Hilton said on Monday that she would appeal.", "Paris"),
        ("The Lebanese soldiers and the Canadians left at dawn.", "Lebanese"),
        ("The Lebanese soldiers and the Canadians left at dawn.", "Canadians"),
        ("The rebels took the capital on Friday.", "the capital"),
        ("Jack London wrote the novel in 1903.", "London"),
        ("The fee rose by US$40 on Monday.", "US$"),
    ],
)
def test_what_is_no_place(read_text: ReadText, text: str, word: str) -> None:
    assert not [p for p in read_text(text).places if word in p.name]


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("A spokesman for the Leeds City Council said the bridge would close.", "Leeds"),
        ("The University of Kentucky named a new president.", "Kentucky"),
        ("A deputy of the Boone County Sheriff's Office in Indiana found the car.", "Boone County"),
    ],
)
def test_the_place_inside_the_name_of_a_body(read_text: ReadText, text: str, name: str) -> None:
    place = named(read_text(text).places, name)
    assert place.lat is not None
    assert text[place.start : place.end] == name


def test_a_body_is_not_where_an_event_happens(read_text: ReadText) -> None:
    reading = read_text("Nine villagers were killed by the U.S. Army in Mosul on Friday.")
    places = {reading.places[e.place].name for e in reading.events if e.place is not None}
    assert "U.S." not in places


def test_the_outlets_home_decides_where_the_text_does_not(read_text: ReadText) -> None:
    text = "SALEM - A man was arrested on Friday after a chase through Salem, police said."
    oregon = named(read_text(text, outlet="Oregon Journal").places, "Salem")
    assert km(oregon, 44.94, -123.04) < NEAR
    massachusetts = named(read_text(text, outlet="The Boston Globe").places, "Salem")
    assert km(massachusetts, 42.52, -70.9) < NEAR


def test_places_that_are_as_likely_are_not_chosen_between(read_text: ReadText) -> None:
    place = named(read_text("A man was robbed in Springfield on Friday.").places, "Springfield")
    assert place.lat is None
    assert place.reason == "Two places of this name are as likely."


def test_a_seat_of_power_is_no_town(read_text: ReadText) -> None:
    reading = read_text("Reporters waited outside the White House in Washington until the aides came out.")
    assert [p.country for p in reading.places if p.name == "White House"] in ([], [None])


def test_an_unknown_place_says_so(read_text: ReadText) -> None:
    place = named(read_text("The villagers of Qwrtzheim in Germany fled.").places, "Qwrtzheim")
    assert (place.lat, place.lon, place.geonameid) == (None, None, None)
    assert place.reason == "The gazetteer does not have it."


def test_a_list_whose_last_name_holds_a_point(read_text: ReadText) -> None:
    text = "St. Louis counted its dead. Homicides rose in Boston, Chicago, St. Louis, and other cities."
    places = read_text(text).places
    assert [named(places, name).country for name in ("St. Louis", "Boston", "Chicago")] == ["US"] * 3


def test_a_town_that_the_state_behind_it_does_not_have(read_text: ReadText) -> None:
    places = read_text("He drove from Timbuktu, Okla., to the river.").places
    assert named(places, "Timbuktu").reason == "The gazetteer has no place of this name there."


def test_reading_twice_gives_the_same(read_text: ReadText) -> None:
    text = "Rivers rose in Columbia, Springfield, Manchester, Lebanon and Salem. Missouri sent boats to Columbia."
    assert read_text(text).places == read_text(text).places


@pytest.mark.parametrize("name", ["Deir Ezzor", "Deir az-Zor", "Deir al-Zour", "Dayr az Zawr"])
def test_transliterations_share_a_place(name: str) -> None:
    assert "Deir ez-Zor" in {t.name for t in open_gazetteer().named(name)}


@pytest.mark.parametrize(
    ("one", "other"),
    [("St. Paul", "Saint Paul"), ("Bogotá", "BOGOTA"), ("Sana'a", "Sanaa"), ("Ad-Dawr", "ad dawr")],
)
def test_plain_names(one: str, other: str) -> None:
    assert plain_name(one) == plain_name(other)


def test_short_names_have_no_loose_key() -> None:
    assert loose_key("Bonn") is None


@pytest.mark.parametrize("people", ["Syrian", "Syrians", "Lebanese", "Turk"])
def test_peoples_point_to_their_country(people: str) -> None:
    assert len(open_gazetteer().people(people)) == 1


@given(st.text(max_size=60))
def test_any_name_can_be_looked_up(name: str) -> None:
    for place in open_gazetteer().named(name):
        assert -90 <= place.lat <= 90
        assert -180 <= place.lon <= 180


@given(
    st.lists(
        st.sampled_from(
            ["Paris", "Texas", "U.S.", "Springfield", "Ohio", "Lake Erie", "Kyiv", "Leeds City Council", "the", "in", "and"]
        ) | st.text(max_size=8),
        max_size=14,
    ),
    st.sampled_from([", ", " ", "-", " and ", "\n"]),
)  # fmt: skip
def test_spans_are_the_names(read_text: ReadText, words: list[str], between: str) -> None:
    text = between.join(words).replace("\r", "\n")
    places = read_text(text).places
    for place in places:
        assert text[place.start : place.end] == place.name
        assert (place.lat is None) == (place.reason is not None)
    assert all(a.end <= b.start for a, b in pairwise(places))
