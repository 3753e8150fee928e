"""Which language a text is written in, from its script and its smallest words."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter

from tracker.readers.word_lists import word_set

SAMPLE = 20_000
FEWEST_LETTERS = 3

# Scripts that (nearly) one language alone uses; Latin, Cyrillic and Arabic need their words.
SCRIPTS = {
    "HANGUL": "ko", "HIRAGANA": "ja", "KATAKANA": "ja", "GREEK": "el", "HEBREW": "he",
    "DEVANAGARI": "hi", "BENGALI": "bn", "TAMIL": "ta", "THAI": "th", "GEORGIAN": "ka",
    "ARMENIAN": "hy", "ETHIOPIC": "am", "KHMER": "km", "MYANMAR": "my", "CJK": "zh",
}  # fmt: skip

SMALL_WORDS = {
    "en": word_set(
        "the of and to in is that for are with this we have our not by be it from which"
    ),
    "es": word_set("el la los las de y que en por con una para del se es no su como más nuestra"),
    "pt": word_set("o os as de e que em do da dos das não uma para com por se mais são pela ao"),
    "fr": word_set("le la les de et des une que pour dans est qui du nous en sur pas avec au ce"),
    "de": word_set("der die das und den von zu mit für ist nicht wir ein eine des dem auf sich im"),
    "it": word_set("il lo gli di che e della per non una con sono del dei nel alla delle è la più"),
    "nl": word_set("de het een en van voor niet zijn met dat wij op te aan door ook ons deze om"),
    "ca": word_set("el la els les i que amb per una dels són és no del a aquesta més als nostra"),
    "sv": word_set("och att det som en för av är på med den inte vi till om har ett de från"),
    "da": word_set("og at det som en for af er på med den ikke vi til om har et de fra vores"),
    "no": word_set("og at det som en for av er på med den ikke vi til om har et de fra våre"),
    "fi": word_set("ja on ei että se ovat me kuin oli hän mutta joka tai niin sekä myös kaikki"),
    "pl": word_set("i w na z do nie że się o jest przez dla jak są od oraz po to tym przeciw"),
    "cs": word_set("a v na se je že za pro z s jsou od která jako proti není ve jsme bude do"),
    "ro": word_set("și de în la cu pentru care din este nu pe să sunt o mai prin ale noastre"),
    "hu": word_set("a az és hogy nem egy is van azt meg ez ki minden mint vagy csak ezért"),
    "tr": word_set("ve bir bu için ile de da olarak olan daha gibi karşı en her biz değil ya"),
    "id": word_set("dan yang di untuk dengan dari ini itu kami tidak pada adalah oleh akan atau"),
    "vi": word_set("và của các là trong cho những không được với người một này chúng để tôi"),
    "eu": word_set("eta da ez bat du ere dira hau izan dugu baina egin gure dute edo guztiak"),
    "ru": word_set("и в не на что с по как это за из мы от для против их к все его или его"),
    "uk": word_set("і в не на що з та за як це до ми від для проти їх є у й або наша які його"),
    "be": word_set("і ў не на што з за як гэта да мы ад для супраць іх гэтай або якія яго"),
    "bg": word_set("и в не на че с за от да се са това който ние са срещу към или по са е ще"),
    "sr": word_set("и у не на да је се за са од су као против или што ми који ће то из а"),
    "ar": word_set("في من على أن إلى التي هذا هذه لا ما عن مع الذي كل ضد ذلك نحن كما بين"),
    "fa": word_set("در از به که این را با است برای آن ما بر تا یا و خود هر می شود علیه"),
    "ur": word_set("کے کی میں سے اور ہے کا کو نہیں پر ہیں یہ ہم نے اس کہ بھی جو تھا"),
}
# Letters that few languages of a script have.
OWN_LETTERS = {
    "pt": "ãõ", "de": "ßäöü", "ca": "·", "sv": "åäö", "da": "æø", "no": "æø", "pl": "łąęśż",
    "cs": "ěřů", "ro": "țșă", "hu": "őű", "tr": "ğış", "vi": "ơưạảấầậếềệọộớờợ",
    "ru": "ыэё", "uk": "їєґі", "be": "ўіы", "sr": "ђјљњћџ", "fa": "پچژگ", "ur": "ٹڈڑںے",
}  # fmt: skip
WORD = re.compile(r"[^\W\d_]+")


def detect_language(text: str) -> str:
    """The ISO 639-1 code of the language that most of a text is in; "" if that is not evident."""
    sample = text[:SAMPLE]
    letters = Counter(filter(None, map(_script, filter(str.isalpha, sample))))
    if letters.total() < FEWEST_LETTERS:
        return ""
    if letters["HIRAGANA"] + letters["KATAKANA"] > letters["CJK"] // 10:
        # Japanese mixes Chinese characters with its own.
        letters["HIRAGANA"] += letters.pop("CJK", 0)
    script = letters.most_common(1)[0][0]
    return SCRIPTS.get(script) or _by_small_words(sample)


def _script(letter: str) -> str:
    """The first word of the letter's name: LATIN, CYRILLIC, HANGUL."""
    return unicodedata.name(letter, "").partition(" ")[0]


def _by_small_words(sample: str) -> str:
    """The language with the most small words and own letters; "" for none or a draw."""
    words = Counter(match.lower() for match in WORD.findall(sample))
    letters = Counter(sample.lower())
    scores = {
        code: sum(words[word] for word in small)
        + sum(letters[letter] for letter in OWN_LETTERS.get(code, ""))
        for code, small in SMALL_WORDS.items()
    }
    best, second = sorted(scores, key=lambda code: -scores[code])[:2]
    return best if scores[best] > scores[second] else ""
