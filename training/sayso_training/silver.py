"""Silver labels: dates and sums of money found by exact patterns over words.

Only unambiguous expressions; both the training data and the model's idea of DATE and MONEY come
from here wherever no annotation says otherwise.
"""

import re

MONTH = (
    "(?:January|February|March|April|May|June|July|August|September|October|November|December|"
    r"Jan\.?|Feb\.?|Mar\.|Apr\.?|Aug\.?|Sept?\.?|Oct\.?|Nov\.?|Dec\.?)"
)
MONTH_SURE = MONTH.replace("March|", "").replace("May|", "")
WEEKDAY = "(?:Monday|Tuesday|Wednesday|Thursday|Friday|Saturday|Sunday)"
DAY = "(?:[12]?[0-9]|3[01])(?:st|nd|rd|th)?"
YEAR = "(?:1[6-9][0-9][0-9]|20[0-9][0-9])"
SMALL = "(?:one|two|three|four|five|six|seven|eight|nine|ten|[0-9]+|several|a few|a|an)"
UNIT = "(?:day|week|month|year|decade)s?"

DATE = re.compile(
    "(?:" + "|".join(
        [
            rf"(?:{WEEKDAY} ,? ?)?{MONTH} {DAY}(?: , {YEAR}| {YEAR})?(?! ?[0-9])",
            rf"(?:{WEEKDAY} ,? ?)?(?:the )?{DAY}(?: of)? {MONTH}(?: ,? ?{YEAR})?",
            rf"(?:early |late |mid )?{MONTH}(?: of| ,)? {YEAR}",
            rf"(?:last|next|this|early|late|mid|since|in|until|by) {MONTH}(?: {YEAR})?",
            rf"{MONTH_SURE}",
            rf"(?:last |next |this |early |late )?{WEEKDAY}(?: morning| afternoon| evening| night)?",
            r"(?:the day )?(?:before yesterday|after tomorrow)",
            r"(?:[Yy]esterday|[Tt]omorrow|[Tt]oday|[Tt]onight)(?: morning| afternoon| evening| night)?",
            r"(?:[Ll]ast|[Nn]ext|[Tt]his) (?:week|month|year|weekend|decade|century|summer|winter|autumn|spring|fall|quarter)",
            rf"(?:[Ll]ast|[Nn]ext|[Tt]his) {UNIT} 's",
            rf"{SMALL} {UNIT} (?:ago|earlier|later)",
            r"(?:the )?(?:early |late |mid )?(?:mid-)?(?:19|20)[0-9]0s",
            r"[0-9]{4}-[0-9]{2}-[0-9]{2}",
            r"[0-9]{1,2}/[0-9]{1,2}/(?:19|20)?[0-9]{2}",
        ]
    ) + r")(?= |$)"
)
# A bare year counts only after one of these words.
BARE_YEAR = re.compile(rf"(?:[Ii]n|[Ss]ince|[Uu]ntil|[Bb]y|[Ff]rom|of|before|after|early|late|mid) ({YEAR})(?= |$)")
LEADING = re.compile(r"^(?:since|in|until|by) ")

SYMBOL = r"(?:[A-Z]{1,2}\$|[$£€¥₹₦₽₺₩])"
NUMBER = r"(?:[0-9][0-9.,]*|a|one|two|three|four|five|six|seven|eight|nine|ten|several|hundreds of|tens of)"
SCALE = r"(?: (?:thousand|million|billion|trillion|bn|m|mn|tn|lakh|crore|thousands|millions|billions))*"
CURRENCY = (
    r"(?:(?:U\.S\.|US|American|Canadian|Australian|Hong Kong|Singapore|Taiwan) )?"
    r"(?:dollars?|euros?|pounds?(?: sterling)?|yen|yuan|rupees?|rubles?|roubles?|rials?|riyals?|dirhams?|pesos?|lira|"
    r"naira|rand|shillings?|francs?|cents|won|baht|USD|EUR|GBP)"
)
MONEY = re.compile(
    rf"(?:{SYMBOL} [0-9][0-9.,]*{SCALE}|(?:Rs\.?|USD|EUR|GBP|AED) [0-9][0-9.,]*{SCALE}|"
    rf"{NUMBER}{SCALE} {CURRENCY})(?= |$)"
)


def find(words):
    """Spans (first word, last word + 1, type) of dates and sums of money, none overlapping."""
    text, starts = "", {}
    for i, word in enumerate(words):
        starts[len(text)] = i
        text += word + " "
    text = text.rstrip(" ")
    ends = {at + len(words[i]): i + 1 for at, i in starts.items()}
    spans, taken = [], set()

    def add(start, end, kind):
        while start < end and start not in starts:
            start += 1
        if start in starts and end in ends:
            first, last = starts[start], ends[end]
            if first < last and not taken.intersection(range(first, last)):
                spans.append((first, last, kind))
                taken.update(range(first, last))

    for match in MONEY.finditer(text):
        if match.start() in starts:
            add(match.start(), match.end(), "MONEY")
    for start, i in starts.items():
        if i in taken:
            continue
        match = DATE.match(text, start)
        if match and match.end() > match.start():
            lead = LEADING.match(match.group(0))
            add(match.start() + (lead.end() if lead else 0), match.end(), "DATE")
            continue
        match = BARE_YEAR.match(text, start)
        if match:
            add(match.start(1), match.end(1), "DATE")
    return sorted(spans)
