"""The invented council's office areas, teams, and the streets that its families live in."""

AREAS = {
    "North and East": {
        "Stevenage": ("SG1", "SG2"), "Hitchin": ("SG4", "SG5"), "Letchworth": ("SG6",), "Baldock": ("SG7",),
        "Royston": ("SG8",), "Buntingford": ("SG9",), "Ware": ("SG12",), "Hertford": ("SG13", "SG14"),
        "Bishop’s Stortford": ("CM23",),
    },
    "Mid": {
        "Hatfield": ("AL10", "AL9"), "Welwyn Garden City": ("AL7", "AL8"), "St Albans": ("AL1", "AL3"),
        "Harpenden": ("AL5",), "Potters Bar": ("EN6",), "Cheshunt": ("EN8",), "Hoddesdon": ("EN11",),
        "Borehamwood": ("WD6",),
    },
    "South and West": {
        "Watford": ("WD17", "WD18", "WD24"), "Hemel Hempstead": ("HP1", "HP2", "HP3"), "Berkhamsted": ("HP4",),
        "Tring": ("HP23",), "Rickmansworth": ("WD3",), "Abbots Langley": ("WD5",), "Kings Langley": ("WD4",),
        "Bushey": ("WD23",), "Croxley Green": ("WD3",),
    },
}  # fmt: skip

STREETS = (
    "Aldersgrove", "Ashcombe", "Barleycroft", "Beechmere", "Birchfield", "Blackthorn", "Bramblehurst", "Briarwood",
    "Campion", "Chalkdell", "Chestnut", "Clover", "Coopers", "Cornmill", "Cowslip", "Dellfield", "Drovers",
    "Elderberry",
    "Fallowfield", "Farrier", "Fernleigh", "Foxglove", "Garrick", "Goldcrest", "Gorse", "Hazelwood", "Heronsgate",
    "Holly", "Hornbeam", "Juniper", "Kestrel", "Kingfisher", "Lapwing", "Larkspur", "Linnet", "Long Meadow", "Mallard",
    "Maltings", "Maple", "Martlet", "Meadowsweet", "Millrace", "Nightingale", "Oakmere", "Orchard", "Osprey",
    "Partridge", "Peartree", "Pinewood", "Plover", "Primrose", "Quarry", "Redwing", "Rookery", "Rowan", "Saddlers",
    "Sandpit", "Skylark", "Sorrel", "Speedwell", "Starling", "Swallow", "Sycamore", "Tanners", "Teasel", "Thistle",
    "Tilehouse", "Tithe Barn", "Turnpike", "Wagtail", "Warren", "Watermill", "Wheatear", "Whitethorn", "Willow",
    "Wisteria", "Woodlark", "Yarrow",
)  # fmt: skip
KINDS = ("Road", "Close", "Way", "Drive", "Avenue", "Green", "Court", "Gardens", "Lane", "Crescent", "Walk", "Rise")
BLOCKS = ("Chiltern House", "Gade Court", "Lea Court", "Mimram House", "Colne House", "Ver Court", "Beane House")
LETTERS = "ZYXWUTSRQPNLJHGFEDBA"
"""Inward codes are 0 and two of these: a form that is not given out here."""
