"""Rule tokenizer: text -> words, with the splitting habits of the English Web Treebank.

One ordered list of patterns, tried at each position as a single alternation (the first that
matches wins); the word is the capture group that took part, so context to the right can be
demanded without look-around. Every pattern is also valid for the Rust `regex` crate; the port
must join RULES with `|` in the same order, anchor the whole at the current position, skip
whitespace, and take the only participating group.
"""

import regex

# Parts of words, used in the rules below.
LETTER = r"[\p{L}\p{M}]"
# Soft hyphens, zero-width characters and byte-order marks do not end a word.
WORD = r"[\p{L}\p{M}\p{N}_\u00AD\u200B\u200C\u200D\u2060\uFEFF]"
APOSTROPHE = r"['’]"
# The word ends here: anything that is no letter, digit or underscore, or the end of the text.
END = r"(?:[^\p{L}\p{M}\p{N}_]|$)"
CLITIC = r"['’](?:s|S|m|M|d|D|re|RE|ve|VE|ll|LL)"

# Prefixes that stay joined to their word by the hyphen (all other hyphens are words).
PREFIXES = (
    "agro|ante|anti|arch|bi|bio|co|counter|cross|cyber|de|e|eco|ex|extra|hyper|infra|inter|intra|"
    "macro|mega|micro|mid|mini|mono|multi|neo|non|pan|para|post|pre|pro|proto|pseudo|psycho|"
    "quasi|re|semi|socio|sub|super|trans|tri|ultra|un|uni|x"
)
# One word, with inner apostrophes (o'clock, Shi'ite) and a joined prefix (pre-war).
CORE = rf"(?:(?i:{PREFIXES})-)?{WORD}+(?:{APOSTROPHE}{WORD}+)*"

# Abbreviations that keep their period wherever they stand.
ABBREVIATIONS = (
    "Mr|Mrs|Ms|Mx|Dr|Drs|Prof|Rev|Fr|Hon|St|Ste|Mt|Ft|Sen|Sens|Rep|Reps|Gov|Govs|Pres|Gen|Lt|Col|"
    "Maj|Capt|Cmdr|Cpl|Sgt|Pvt|Adm|Brig|Supt|Insp|Amb|Sec|Atty|Messrs|Mme|Mlle|Jr|Sr|Esq|"
    "Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept|Sep|Oct|Nov|Dec|Tues|Thurs|"
    "Inc|Corp|Co|Cos|Ltd|Bros|Assn|Dept|Univ|Ave|Blvd|Rd|"
    "vs|e\\.g|i\\.e|al|approx|dept|est|cf|ca|viz|a\\.k\\.a|Ph\\.D|M\\.Sc|B\\.Sc|LL\\.B|"
    "Ala|Ariz|Calif|Colo|Conn|Fla|Ga|Ky|Mich|Minn|Okla|Penn|Pa|Tenn|Tex|Va|Vt|Wis|Wyo"
)
# Abbreviations only before a number.
NUMBERED = "No|Nos|Art|art|Vol|vol|pp|p|Fig|fig|Sec|sec|Ch|ch|Rs|no"
UNITS = (
    "am|pm|AM|PM|a\\.m\\.|p\\.m\\.|km|kms|cm|mm|m|kg|g|mg|lb|lbs|oz|ft|mph|kph|kmh|hrs|hr|min|mins|"
    "sec|secs|bn|mn|tn|k|K|mw|MW|GW|kW|kWh|GB|MB|TB|Hz|MHz|GHz|bps|yrs|yr|ha|sq"
)
DOMAINS = "com|org|net|edu|gov|mil|int|info|biz|tv|io|co|uk|eu|de|fr|ru|cn|jp|in|au|ca|us|ir|il|tr|br|za|ng|ke|pk|bd"
FILES = "doc|DOC|docx|xls|XLS|xlsx|pdf|PDF|txt|TXT|ppt|PPT|zip|jpg|JPG|html|htm|csv"

RULES = [
    # Addresses, handles and file names stay whole.
    r"((?i:https?|ftp)://[^\s<>\"“”]*[^\s<>\"“”.,;:!?)\]'’])",
    r"((?i:www)\.[^\s<>\"“”]*[^\s<>\"“”.,;:!?)\]'’])",
    r"([\p{L}\p{N}_.%+\-]+@[\p{L}\p{N}\-]+(?:\.[\p{L}\p{N}\-]+)+)",
    rf"((?:[A-Za-z0-9\-]+\.)+(?:{DOMAINS})(?:/[^\s<>\"“”]*[\p{{L}}\p{{N}}/])?){END}",
    rf"([\p{{L}}\p{{N}}_\-#]+\.(?:{FILES})){END}",
    r"([@#]\p{L}[\p{L}\p{N}_]*)",
    # Runs of marks.
    r"([:;=]-?[()DP])(?:\s|$)",
    r"(\.{2,}|…+|[!?]+|-{2,}|—+|–+|={2,}|\*{2,}|_{2,}|~{2,}|\+{2,}|<{2,}|>{2,}|''|``|’’|‘‘|‘’)",
    # Words that end in a period.
    rf"((?i:{PREFIXES})-(?:\p{{L}}\.){{2,}})",
    r"((?:\p{L}\.)+\p{L})(?:[^\p{L}\p{M}\p{N}_.]|$)",
    r"((?:\p{L}\.){2,})",
    rf"((?:{NUMBERED})\.)\s*\p{{N}}",
    rf"((?:{ABBREVIATIONS})\.)",
    r"((?i:etc)\.)\s*[\p{Ll},;:)]",
    r"(\p{Lu}\.)(?:\s*\p{Lu}|,)",
    # Numbers, dates, money.
    r"((?:Rs|Tk|RM|USD|EUR|GBP|INR|AED|KSh)\.?)[0-9]",
    r"((?:US|A|C|NZ|HK|S|NT|R|AU|CA|Z|U)\$)",
    rf"(\+?[0-9]{{1,3}}-[0-9]{{3}}-[0-9]{{3}}-[0-9]{{4}}|[0-9]{{3}}-[0-9]{{3}}-[0-9]{{4}}|[0-9]{{3}}-[0-9]{{4}}){END}",
    rf"([0-9]{{1,4}}-[0-9]{{1,2}}-[0-9]{{1,4}}){END}",
    rf"([0-9]+(?:[.,:][0-9]+)*)(?:{UNITS}){END}",
    rf"([0-9]+(?:,[0-9]{{3}})*(?:st|nd|rd|th|s|ST|ND|RD|TH)){END}",
    rf"(['’‘][0-9]{{2}}s?){END}",
    r"([0-9]+(?:[.,:/][0-9]+)+)(?:[^\p{L}\p{N}_]|$)",
    r"(\.[0-9]+)",
    # Contractions: first the part before, then (at the next position) the clitic itself.
    rf"({CLITIC}){END}",
    rf"(['’](?:em|til|tis|twas|cause|cuz|n)){END}",
    rf"(n['’]t|N['’]T){END}",
    rf"({LETTER}+?)(?:n['’]t|N['’]T){END}",
    rf"((?i:do|did|does|wo|would|could|should|is|was|were|has|have))nt{END}",
    rf"([Cc]an|CAN)(?:not|NOT){END}",
    rf"([Gg]on|[Ww]an)na{END}",
    rf"([Gg]ot)ta{END}",
    rf"({CORE}){CLITIC}{END}",
    # Plain words.
    r"(\p{Lu}+&\p{Lu}+)",
    rf"({CORE})",
    # Any other character, with the marks that combine with it.
    r"(\S\p{M}*)",
]

PATTERN = regex.compile("|".join(RULES))
SPACE = regex.compile(r"\s*")
PARAGRAPH = regex.compile(r"[^\n\r\u2028\u2029]+")


def words(text, start=0, end=None):
    """Offsets (start, end) in code points of the words of text[start:end]."""
    end = len(text) if end is None else end
    found = []
    at = SPACE.match(text, start, end).end()
    while at < end:
        match = PATTERN.match(text, at, end)
        stop = match.end(match.lastindex)
        found.append((at, stop))
        at = SPACE.match(text, stop, end).end()
    return found


def paragraphs(text):
    """Offsets of the words of each paragraph (a paragraph is a line that holds a word)."""
    found = [words(text, m.start(), m.end()) for m in PARAGRAPH.finditer(text)]
    return [p for p in found if p]
