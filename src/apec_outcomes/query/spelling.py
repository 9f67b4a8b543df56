"""Common forms of words for searches: one for British and American spelling, singular and plural.

The rules are few and consider each word alone. Other inflections, such as *agreed* and *agreement*, differ.
"""

import re
from functools import cache, lru_cache

__all__ = ["common_form", "common_text", "spellings"]

_LONGEST_WORD = 40

# From British to American spellings. The groups of each pattern are kept.
_OUR = (
    "arm|behavi|cand|clam|col|demean|endeav|enam|fav|ferv|flav|glam|harb|hon|hum|lab|neighb|od|parl|ranc|rig|"
    "rum|sav|savi|splend|succ|tum|val|vap|vig"
)
_DOUBLED = (
    "cancel|channel|counsel|dial|equal|fuel|initial|label|level|marvel|model|panel|pencil|program|quarrel|"
    "rival|signal|total|travel|tunnel"
)
_RE = "calib|cent|fib|lit|lust|(?:centi|kilo|milli|nano)?met|somb|spect|theat"
_SUFFIXES = "(?:e|es|ed|er|ers|ing|ings|able|ation|ations|ational|ationally)s?"
_AMERICAN = (
    (rf"((?:mis)?(?:{_OUR})o)u(r.*)", r"\1\2"),
    (rf"(.{{3,}}i)s({_SUFFIXES})", r"\1z\2"),
    (r"((?:anal|catal|electrol|hydrol|paral)y)s(e|ed|er|ers|ing)", r"\1z\2"),
    (rf"({_DOUBLED})[lm]((?:ed|er|ers|ing|ings|ist|or|ors|ous)s?)", r"\1\2"),
    (rf"({_RE})re(s?)", r"\1er\2"),
    (r"((?:anal|catal|dial|epil|monol|prol|travel)og)ue(s?)", r"\1\2"),
    (r"((?:def|lic|off|pret)en)c(es?)", r"\1s\2"),
)


def _pairs(text: str) -> dict[str, str]:
    """Return the second word of each pair by the first."""
    return {first: second for first, _, second in (pair.partition("/") for pair in text.split())}


_PAIRS = _pairs("""
    acknowledgement/acknowledgment aeroplane/airplane aesthetic/esthetic afterwards/afterward ageing/aging
    aluminium/aluminum amongst/among anaemia/anemia anaesthetic/anesthetic archaeology/archeology
    artefact/artifact centred/centered cheque/check diarrhoea/diarrhea draught/draft
    encyclopaedia/encyclopedia enrol/enroll enrolment/enrollment foetus/fetus fulfil/fulfill
    fulfilment/fulfillment grey/gray gynaecology/gynecology haemorrhage/hemorrhage instalment/installment
    judgement/judgment kerb/curb learnt/learned manoeuvre/maneuver mould/mold oestrogen/estrogen
    orthopaedic/orthopedic paediatric/pediatric plough/plow practise/practice practised/practiced
    practising/practicing programme/program sceptic/skeptic sceptical/skeptical skilful/skillful
    sulphur/sulfur towards/toward tyre/tire whilst/while
""")
_BRITISH = {american: british for british, american in _PAIRS.items()}

# From American to British spellings, for searches by the beginning of a word.
_BACK = (
    (rf"((?:mis)?(?:{_OUR})o)(r.*)", r"\1u\2"),
    (rf"(.{{3,}}i)z({_SUFFIXES})", r"\1s\2"),
    (r"((?:anal|catal|electrol|hydrol|paral)y)z(e|ed|er|ers|ing)", r"\1s\2"),
    (rf"({_RE})er(s?)", r"\1re\2"),
    (r"((?:anal|catal|dial|epil|monol|prol|travel)og)(s?)", r"\1ue\2"),
    (r"((?:def|lic|off|pret)en)s(es?)", r"\1c\2"),
)
_PLURALS = _pairs("""
    alumni/alumnus analyses/analysis appendices/appendix bacteria/bacterium businessmen/businessman
    businesswomen/businesswoman chairmen/chairman children/child consortia/consortium craftsmen/craftsman
    crises/crisis criteria/criterion curricula/curriculum diagnoses/diagnosis emphases/emphasis feet/foot
    fishermen/fisherman foci/focus fora/forum gurus/guru halves/half hypotheses/hypothesis indices/index
    knives/knife leaves/leaf lives/life matrices/matrix memoranda/memorandum men/man menus/menu
    moratoria/moratorium phenomena/phenomenon quizzes/quiz referenda/referendum shelves/shelf
    spokesmen/spokesman stimuli/stimulus symposia/symposium syntheses/synthesis theses/thesis
    vertices/vertex wives/wife wolves/wolf women/woman workmen/workman
""")
# Words in -s that are no plurals, or whose meaning differs without it.
_KEPT = frozenset(
    (
        *("alias", "always", "atlas", "bias", "canvas", "customs", "does", "goods", "headquarters", "lens"),
        *("means", "news", "overseas", "pancreas", "perhaps", "series", "species"),
    )
)
# The few words in -ics that are plurals.
_TOPICS = frozenset(
    (
        *(
            "basics",
            "ceramics",
            "characteristics",
            "clinics",
            "critics",
            "epidemics",
            "fabrics",
            "heuristics",
        ),
        *("lyrics", "mechanics", "metrics", "mosaics", "pandemics", "plastics", "republics", "sceptics"),
        *("skeptics", "tactics", "topics", "tropics"),
    )
)


@lru_cache(maxsize=16384)
def _common_form(word: str) -> str:
    # Cached, as the same words recur in queries and texts.
    return _singular(_respelt(word, _PAIRS, _AMERICAN))


def common_form(word: str) -> str:
    """Return the form that a folded word shares with its other spellings and its plural.

    >>> common_form("organisations") == common_form("organization"), common_form("labour")
    (True, 'labor')
    >>> common_form("policies"), common_form("economics")
    ('policy', 'economics')
    """
    # Longer texts are no words, and would fill the cache.
    return _common_form(word) if len(word) <= _LONGEST_WORD else word


def common_text(folded: str) -> str:
    """Return a folded text with each word in its common form.

    >>> common_text("labour markets and co operation")
    'labor market and cooperation'
    """
    # No word is longer than a short text.
    form = _common_form if len(folded) <= _LONGEST_WORD else common_form
    return " ".join(map(form, joined(folded).split(" ")))


def joined(folded: str) -> str:
    """Return a folded text with *co-operation* and *co-ordination* written as one word."""
    return _HYPHENATED.sub("co", folded) if "co o" in folded else folded


_HYPHENATED = re.compile(r"\bco (?=op|ord)")


def spellings(word: str) -> set[str]:
    """Return the British and American spellings of a folded word.

    >>> sorted(spellings("digitalization"))
    ['digitalisation', 'digitalization']
    >>> sorted(spellings("programmes"))
    ['programmes', 'programs']
    """
    american = _respelt(word, _PAIRS, _AMERICAN)
    return {word, american, _respelt(american, _BRITISH, _BACK)}


def _respelt(word: str, pairs: dict[str, str], rules: tuple[tuple[str, str], ...]) -> str:
    if word in pairs:
        return pairs[word]
    if word[-1:] == "s" and word[:-1] in pairs:
        return pairs[word[:-1]] + "s"
    any_of, each = _compiled(rules)
    if any_of.fullmatch(word):
        for pattern, spelling in each:
            if match := pattern.fullmatch(word):
                return match.expand(spelling)
    return word


@cache
def _compiled(
    rules: tuple[tuple[str, str], ...],
) -> tuple[re.Pattern[str], list[tuple[re.Pattern[str], str]]]:
    """Return one pattern of all rules, since most words match none, and the compiled rules."""
    any_of = "|".join(re.sub(r"\((?!\?)", "(?:", pattern) for pattern, _ in rules)
    return re.compile(any_of), [(re.compile(pattern), spelling) for pattern, spelling in rules]


def _singular(word: str) -> str:
    """Return the singular of a plural noun, without an e that is ambiguous in the plural (*tax*, *case*)."""
    if word in _PLURALS:
        return _PLURALS[word]
    if len(word) < 3 or not word.isalpha():
        return word
    is_plural = word[-1] == "s" and word not in _KEPT and (not word.endswith(_ENDS) or word in _TOPICS)
    if is_plural and len(word) > 3:
        word = word[:-1]
    if len(word) > 3 and word.endswith("ie"):
        return f"{word[:-2]}y"
    return word[:-1] if len(word) > 3 and word.endswith(_WITH_E) else word


_ENDS = ("ss", "us", "is", "ics")
_WITH_E = ("se", "xe", "ze", "che", "she", "oe")
