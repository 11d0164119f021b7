"""Words of quantities: what bounds a number, units, and nouns whose number is no count."""

from __future__ import annotations

LOWER = ("more than", "at least", "over", "no fewer than", "no less than", "not less than", "upwards of", "upward of",
         "in excess of", "exceeding", "above", "a minimum of", "greater than", "well over", "just over", "well above",
         "a little over", "slightly more than", "slightly over", "a little more than", "north of")  # fmt: skip  # fmt: skip
UPPER = ("up to", "as many as", "as much as", "fewer than", "less than", "under", "nearly", "almost", "no more than",
         "not more than", "at most", "below", "just under", "well under", "a maximum of", "slightly less than")  # fmt: skip  # fmt: skip
ABOUT = ("about", "around", "roughly", "approximately", "some", "an estimated", "estimated", "close to", "circa",
         "approx.", "approx", "~", "an approximate", "somewhere around", "in the region of", "the estimated")  # fmt: skip  # fmt: skip
BOUNDS = sorted(
    [
        (tuple(p.split()), kind)
        for kind, ps in (("low", LOWER), ("high", UPPER), ("about", ABOUT))
        for p in ps
    ],
    key=lambda b: -len(b[0]),
)
CURRENCIES = {
    "$": "USD", "us$": "USD", "€": "EUR", "£": "GBP", "¥": "JPY", "₹": "INR", "rs": "INR", "rs.": "INR", "a$": "AUD",
    "c$": "CAD", "₦": "NGN", "₽": "RUB", "₪": "ILS", "₩": "KRW", "r$": "BRL", "s$": "SGD", "hk$": "HKD", "nz$": "NZD",
}  # fmt: skip  # fmt: skip
CURRENCY_WORDS = {
    "dollar": "USD", "euro": "EUR", "yen": "JPY", "rupee": "INR", "rouble": "RUB", "ruble": "RUB", "yuan": "CNY",
    "naira": "NGN", "rand": "ZAR", "peso": "MXN", "franc": "CHF", "shekel": "ILS", "lira": "TRY", "cent": "cent",
}  # fmt: skip  # fmt: skip
PERCENT = {"%", "percent", "pc"}
MEASURES = frozenset(
    """
    acre barrel centimeter centimetre cm degree feet foot ft gallon gigawatt gram hectare inch kg kilo
    kilogram kilometer kilometre kilowatt km knot kph lb liter litre m megawatt meter metre mile
    millimeter millimetre mm mph mw ounce point pound ton tonne volt yard
    """.split()
)
DURATIONS = frozenset(
    """
    century day decade hour minute month night quarter second time week weekend year
    """.split()
)
NUMBERED = frozenset(  # nouns whose number is a name, not a count
    """
    act amendment apartment area article bill box case category channel chapter class day district
    division episode exit flight form game gate grade group highway interstate level line lot model no
    no. number page part phase platform precinct protocol resolution road room round route rule scene
    season section stage station suite terminal title type unit version volume ward week world zone
    """.split()
)
OF_PEOPLE = frozenset(  # verbs whose bare number counts people
    """
    arrest detain displace evacuate hospitalise hospitalize hurt injure kill rescue wound
    """.split()
)
