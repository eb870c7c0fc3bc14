"""The words a demo world is drawn from.

Everything here is invented. Letters are plain ASCII, so that text recognition with English data can read
them, and what can be asked for stands in one list only, so that an answer never turns up in a scene that does
not know it.
"""

from dataclasses import dataclass

FIRST_NAMES = tuple(
    """Agnes Balint Celeste Dario Edith Fergus Greta Hamid Imogen Jonas Katya Leopold Maren Nadia Otis Paloma
    Quentin Rosalind Stefan Tamsin Ulrich Verena Wesley Yasmin Zoltan Beatrix Corin Delphine Emeric
    Freya""".split()
)
LAST_NAMES = tuple(
    """Albrecht Brannigan Castellan Dunmore Eklund Farrow Grimaldi Hollis Ivanova Jarvinen Kowalczyk Lombardi
    Montague Norling Okonkwo Pemberton Quintana Rasmussen Sandoval Thackeray Ulvaeus Vandermeer Whitlock
    Yamada Zamora Ashdown Bergstrom Calloway Devereux Ellwood""".split()
)
COMPANIES = (
    "Halberd Paper", "Northgate Printing", "Bluefin Logistics", "Osprey Furniture", "Larkspur Catering",
    "Granite Insurance", "Tidewater Electric", "Copperfield Tools", "Meridian Travel",
    "Silverbirch Joinery", "Foxglove Interiors", "Redwood Hosting", "Harbour Cleaning", "Pinnacle Signage",
    "Amberley Textiles", "Cobalt Plumbing", "Falcon Couriers", "Greystone Roofing", "Mulberry Stationers",
    "Whitecliff Optics", "Stonebridge Legal", "Sunfield Solar", "Thornbury Glass", "Westerly Marine",
)  # fmt: skip
GOODS = (
    "oak shelving", "conference posters", "standing desks", "new office carpet", "projector screen",
    "coffee machine", "bicycle racks", "reception sofa", "window blinds", "kitchen cabinets",
    "meeting table", "label printer", "acoustic panels", "garden benches", "security cameras",
    "water filters", "desk lamps", "exhibition banners", "server cabinet", "drawing tablets",
    "winter jackets", "microphone set", "ventilation fans", "steel lockers",
)  # fmt: skip
EVENTS = (
    "budget review", "supplier call", "design workshop", "safety training", "hiring panel",
    "press briefing", "roadmap session", "contract negotiation", "quarterly forecast",
    "accessibility audit", "museum tour", "photo shoot", "fire drill", "strategy breakfast",
    "data protection talk", "user interview", "team retrospective", "partner demo", "warehouse inspection",
    "board rehearsal", "translation check", "mentor lunch",
)  # fmt: skip
ROOMS = (
    "Room Saffron", "Room Indigo", "Room Ochre", "Room Crimson", "Room Turquoise", "Room Magenta",
    "Room Emerald", "Room Lavender", "Room Ivory", "Room Scarlet", "Room Olive", "Room Cerulean",
    "Room Maroon", "Room Beige", "Room Coral", "Room Teal", "Room Mustard", "Room Lilac", "Room Bronze",
    "Room Violet",
)  # fmt: skip
REASONS = (
    "two of us are travelling that day", "the room was double booked", "the figures arrive a day late",
    "our guest missed her flight", "the heating is being repaired", "the auditors need the morning",
    "a key person is ill", "the agenda grew too long", "the street is closed for works",
    "the speaker changed",
)  # fmt: skip
CITIES = (
    "Ghent", "Lucerne", "Aarhus", "Bologna", "Krakow", "Leipzig", "Nantes", "Salzburg", "Tallinn",
    "Utrecht", "Valencia", "Antwerp", "Basel", "Cork", "Dresden", "Galway", "Innsbruck", "Lisbon",
    "Maastricht", "Porto", "Rotterdam", "Trieste", "Uppsala", "Vilnius",
)  # fmt: skip
RESTAURANTS = (
    "The Copper Kettle", "Casa Miranda", "The Blue Heron", "Trattoria Fiorella", "The Painted Door",
    "Le Petit Jardin", "Golden Lantern", "The Salty Anchor", "Osteria Bellavista", "The Hungry Badger",
    "Chez Colette", "The Tin Whistle", "Taverna Kalypso", "The Velvet Fig", "Brasserie Montclair",
    "The Rusty Plough", "Sakura Garden", "The Wandering Goat", "Cantina Rosalita", "The Quiet Oyster",
    "Maison Bertrand", "The Brass Monkey",
)  # fmt: skip
HOTELS = (
    "Hotel Bellevue", "Grand Esplanade", "Pension Waldhaus", "Hotel Corona", "The Millrace Inn",
    "Hotel Panorama", "Park View Lodge", "Hotel Excelsior", "The Old Customs House", "Hotel Aurora",
    "Seaside Pavilion", "Hotel Metropole", "The Gatehouse", "Hotel Splendide", "Villa Serena",
    "Hotel Majestic", "The Lighthouse Rooms", "Hotel Victoria", "Riverside Manor", "Hotel Ambassador",
    "The Weavers Arms",
)  # fmt: skip
PROJECTS = (
    "Kestrel", "Marigold", "Obsidian", "Pelican", "Quicksilver", "Sandpiper", "Tamarind", "Wolverine",
    "Zephyr", "Buttercup", "Chinook", "Dragonfly", "Everglade", "Firefly", "Gondola", "Hurricane",
    "Ironwood", "Jackdaw", "Limestone", "Monsoon", "Nightjar", "Periwinkle",
)  # fmt: skip
FOODS = (
    "walnuts", "shellfish", "mushrooms", "sesame", "peanuts", "mustard seeds", "celery", "aubergines",
    "strawberries", "goat cheese", "buckwheat", "coriander", "almonds", "mussels", "lentils", "raw onions",
    "anchovies", "kiwi fruit", "soya milk", "hazelnuts",
)  # fmt: skip
CANARIES = (
    "PINEAPPLE", "SAXOPHONE", "MARZIPAN", "TRAMPOLINE", "BROCCOLI", "KANGAROO", "ACCORDION", "FLAMINGO",
    "PORCUPINE", "TANGERINE", "UKULELE", "VOLCANO", "WALRUS", "XYLOPHONE", "ZEPPELIN", "ARMADILLO",
    "BAGPIPES", "CUCUMBER", "DOMINOES", "ELDERFLOWER",
)  # fmt: skip
REPOSITORIES = (
    "ledger", "timetable", "stockroom", "mailroom", "catalogue", "payroll", "atlas", "beacon", "harvest",
    "carousel", "compass", "turnstile", "archive", "greenhouse", "signpost", "workbench", "parcels",
    "orchard", "lookout", "quarry",
)  # fmt: skip
SMALL_TALK = (
    "Sounds good!", "See you at lunch", "Thanks, got it", "Photos from Sunday", "Happy birthday!",
    "On my way", "Can you call me later?", "The printer works again", "Good morning",
    "Typing with cold hands", "That was funny", "Who has the spare key?", "Back at my desk",
    "Running five minutes late", "Done, have a look", "No rush at all", "Nice weekend?", "Coffee?",
    "I will ask her", "Shared a link",
)  # fmt: skip
NEWSLETTERS = (
    ("City Library", "Your loan has been extended"), ("Facilities", "Lift out of service on Monday"),
    ("Weekly Science", "Why otters hold hands"), ("Parking Office", "New permits are ready"),
    ("Choir List", "Songs for the spring concert"), ("IT Service", "Planned maintenance this weekend"),
    ("Canteen", "Menu of the week"), ("Running Club", "Results of the park run"),
    ("Neighbours", "Lost cat found again"), ("Bookshop", "Five novels for long evenings"),
    ("Company News", "Welcome to our new colleagues"), ("Garden Centre", "Bulbs at half the price"),
    ("Film Society", "Tonight: a silent comedy"), ("Dentist", "Time for your check-up"),
    ("Recycling", "Paper is collected on Friday"), ("Travel Desk", "Changed rules for receipts"),
    ("Language School", "Seats left in the evening class"), ("Bike Shop", "Your bicycle is ready"),
    ("Theatre", "Season tickets are on sale"), ("Union", "Minutes of the last assembly"),
    ("Museum", "Late opening on Thursdays"), ("Post Office", "A parcel is waiting"),
)  # fmt: skip
OPEN_POINTS = (
    "Ask the printers for a sample on thicker paper.", "Find a second tester for the Polish texts.",
    "Measure how long the nightly export takes.", "Check whether the old logo is still in use anywhere.",
    "Write a page for people who join later.", "Collect the wishes of the support team.",
    "Compare the two providers once more.", "Tidy the shared folder before the summer.",
    "Agree on names for the new screens.", "Draft an answer to the complaint from last week.",
    "Book a photographer for the opening.", "Try the form on a small tablet.",
    "Look for a cheaper storage place.", "Count the licences we really need.",
    "Invite the night shift to the next round.", "Replace the broken badge reader.",
    "Plan a rehearsal with the new microphone.", "Translate the safety leaflet.",
    "Decide who looks after the plants.", "Remove the test accounts.",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Choice:
    """A decision: what it is about, what was chosen, what was turned down, words that prove it."""

    topic: str
    chosen: str
    rejected: str
    proof: tuple[str, ...]


DECISIONS = (
    Choice("payment provider", "a contract with Paylane", "building our own checkout", ("Paylane",)),
    Choice(
        "map data", "OpenStreetMap tiles", "the licensed road atlas", ("OpenStreetMap", "Open Street Map")
    ),
    Choice("packaging", "recycled cardboard", "plastic trays", ("cardboard",)),
    Choice("opening hours", "a late shift in summer", "shorter evenings", ("late shift",)),
    Choice("print run", "four hundred copies", "a digital edition only", ("four hundred", "400")),
    Choice("delivery van", "an electric van on lease", "buying a used diesel", ("electric van",)),
    Choice("chart library", "Vega for all charts", "drawing them by hand", ("Vega",)),
    Choice("help desk", "a call-back service", "a chat robot", ("call-back", "callback", "call back")),
    Choice("floor plan", "glass walls on the second floor", "one open hall", ("glass walls",)),
    Choice("database", "PostgreSQL on two machines", "a rented cluster", ("PostgreSQL",)),
    Choice("newsletter", "one issue every fortnight", "a daily digest", ("fortnight",)),
    Choice("ticket price", "free entry for students", "one price for everybody", ("students",)),
    Choice("office plants", "ferns from the nursery", "artificial palms", ("ferns", "fern")),
    Choice("subtitle font", "Atkinson in two weights", "the system typeface", ("Atkinson",)),
    Choice("bottling", "returnable glass jars", "aluminium cans", ("jars", "jar")),
    Choice("website host", "a provider in Iceland", "our own basement", ("Iceland",)),
    Choice("summer party", "a boat on the canal", "the roof terrace", ("boat",)),
    Choice("survey method", "telephone interviews", "a web form", ("telephone",)),
    Choice("cover picture", "the linocut of the harbour", "a stock photograph", ("linocut",)),
    Choice("login", "passkeys for all staff", "monthly passwords", ("passkeys", "passkey")),
    Choice("heating", "a heat pump in the yard", "a new gas boiler", ("heat pump",)),
)


@dataclass(frozen=True, slots=True)
class Bug:
    """A fault in a program: the module, the error its test prints, its cause, words that prove it."""

    module: str
    error: str
    cause: str
    proof: tuple[str, ...]


BUGS = (
    Bug("invoice import", "AssertionError: 11 != 12", "dates were read in local time", ("local time",)),
    Bug("seat booking", "KeyError: 'row'", "rows of the balcony have no number", ("balcony",)),
    Bug(
        "price rounding",
        "AssertionError: 0.99 != 1.00",
        "cents were cut off by integer division",
        ("division",),
    ),
    Bug("photo upload", "TimeoutError: no reply", "the thumbnail thread waited for itself", ("thread",)),
    Bug("street search", "AssertionError: [] != [1]", "accents were stripped twice", ("accents",)),
    Bug(
        "holiday table",
        "ValueError: day out of range",
        "leap years were not counted",
        ("leap year", "leap years"),
    ),
    Bug(
        "label print",
        "IndexError: list index out of range",
        "empty address lines were kept",
        ("empty address",),
    ),
    Bug("user export", "UnicodeDecodeError: byte 0xe9", "the file was opened as ASCII", ("ASCII",)),
    Bug(
        "stock count",
        "AssertionError: 7 != 8",
        "returned parcels were booked twice",
        ("booked twice", "returned"),
    ),
    Bug(
        "route planner",
        "RecursionError: depth exceeded",
        "roundabouts lead back to themselves",
        ("roundabouts",),
    ),
    Bug(
        "mail filter",
        "re.error: unbalanced bracket",
        "brackets in subjects were not escaped",
        ("escaped", "escape"),
    ),
    Bug("tariff lookup", "AttributeError: 'NoneType'", "night tariffs have no end date", ("night tariffs",)),
    Bug(
        "queue worker",
        "AssertionError: 2 != 1",
        "jobs were retried after a success",
        ("retried", "after a success"),
    ),
    Bug("login form", "AssertionError: 403 != 200", "the cookie lost its path", ("cookie",)),
    Bug("report layout", "OverflowError: page too wide", "margins were given in inches", ("inches",)),
    Bug(
        "sensor feed",
        "ZeroDivisionError: division by zero",
        "a sleeping sensor sends nothing",
        ("sleeping sensor",),
    ),
    Bug(
        "menu cache",
        "AssertionError: 'old' != 'new'",
        "the cache key ignored the language",
        ("cache key",),
    ),
    Bug(
        "tax report",
        "AssertionError: 19 != 20",
        "the reduced rate was hard coded",
        ("reduced rate", "hard coded"),
    ),
    Bug("bus schedule", "ValueError: hour must be in 0..23", "night buses run past midnight", ("midnight",)),
    Bug(
        "chat history",
        "sqlite3.OperationalError: locked",
        "two writers shared a connection",
        ("two writers",),
    ),
    Bug(
        "voucher check", "AssertionError: True is not False", "expired vouchers kept their flag", ("expired",)
    ),
)


@dataclass(frozen=True, slots=True)
class Guide:
    """A checklist somebody wrote down: what it is for and its steps in order."""

    task: str
    steps: tuple[str, ...]


GUIDES = (
    Guide(
        "publish a release",
        (
            "Freeze the branch",
            "Run the long tests",
            "Write the change notes",
            "Tag the version",
            "Tell the support team",
        ),
    ),
    Guide(
        "open the exhibition",
        (
            "Switch on the spotlights",
            "Unlock the side entrance",
            "Count the audio guides",
            "Fill the leaflet stand",
            "Greet the first group",
        ),
    ),
    Guide(
        "onboard a colleague",
        (
            "Order a badge",
            "Prepare the laptop",
            "Show the fire exits",
            "Introduce the team",
            "Plan the first review",
        ),
    ),
    Guide(
        "restore a backup",
        (
            "Stop the workers",
            "Mount the spare disk",
            "Copy the snapshot",
            "Verify the checksums",
            "Start the workers again",
        ),
    ),
    Guide(
        "close the workshop",
        ("Empty the glue pots", "Oil the band saw", "Sweep the floor", "Lower the shutters", "Set the alarm"),
    ),
    Guide(
        "send the newsletter",
        (
            "Proofread the lead story",
            "Shrink the pictures",
            "Send a trial issue",
            "Wait for two approvals",
            "Schedule the dispatch",
        ),
    ),
    Guide(
        "brew the test batch",
        (
            "Rinse the kettle",
            "Weigh the malt",
            "Heat to sixty-six degrees",
            "Stir every ten minutes",
            "Cool it overnight",
        ),
    ),
    Guide(
        "migrate a customer",
        (
            "Export the old records",
            "Map the custom fields",
            "Import into staging",
            "Compare the totals",
            "Switch the address over",
        ),
    ),
    Guide(
        "prepare the stage",
        (
            "Tape down the cables",
            "Check every microphone",
            "Focus the lights",
            "Mark the entrances",
            "Call the actors",
        ),
    ),
    Guide(
        "audit the accounts",
        (
            "Collect the bank letters",
            "Sample thirty bookings",
            "Trace each to a receipt",
            "Note the exceptions",
            "Sign the summary",
        ),
    ),
    Guide(
        "repair a bicycle",
        (
            "Clean the chain",
            "True the front wheel",
            "Replace the brake pads",
            "Grease the headset",
            "Ride once round the block",
        ),
    ),
    Guide(
        "ship an order",
        (
            "Print the picking list",
            "Collect the items",
            "Pad the corners",
            "Weigh the box",
            "Stick on the label",
        ),
    ),
)
