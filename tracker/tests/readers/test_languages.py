"""Languages told by script and small words."""

import pytest

from tracker.readers.languages import detect_language

TEXTS = {
    "en": "We, the parties of the world, agree that the war is not ours.",
    "es": "Nosotros decimos que la guerra no es nuestra y exigimos una paz para los pueblos.",
    "pt": "Dizemos que a guerra não é nossa e que os povos são contra ela.",
    "fr": "Nous disons que la guerre est un crime et que les peuples ne la veulent pas.",
    "de": "Wir sagen, dass der Krieg nicht unser ist und die Völker ihn nicht wollen.",
    "it": "Diciamo che la guerra non è nostra e che i popoli sono contro di essa per la pace.",
    "nl": "Wij zeggen dat de oorlog niet van ons is en dat het volk het niet wil.",
    "pl": "Mówimy, że wojna nie jest nasza i że nie chcemy jej dla naszych dzieci.",
    "tr": "Biz savaşın bizim olmadığını ve halkın da istemediğini söylüyoruz.",
    "ru": "Мы говорим, что война не наша и что народ её не хочет.",
    "uk": "Ми кажемо, що війна не наша і що народ її не хоче.",
    "be": "Мы кажам, што вайна не наша і што народ яе не хоча.",
    "bg": "Ние казваме, че войната не е наша и че хората са против нея.",
    "sr": "Ми кажемо да рат није наш и да се народ бори против њега.",
    "ar": "نحن نقول إن هذه الحرب ليست لنا في هذا البلد من أجل السلام",
    "fa": "ما می گوییم که این جنگ از آن ما نیست و برای صلح است",
    "ko": "우리는 전쟁이 우리의 것이 아니라고 말한다.",
    "ja": "私たちは戦争に反対すると宣言する。",
    "zh": "我们说这场战争不是我们的。",
    "el": "Λέμε ότι ο πόλεμος δεν είναι δικός μας.",
    "he": "אנחנו אומרים שהמלחמה איננה שלנו.",
    "hi": "हम कहते हैं कि यह युद्ध हमारा नहीं है।",
}


@pytest.mark.parametrize("code", TEXTS)
def test_detect_language(code: str) -> None:
    assert detect_language(TEXTS[code]) == code


@pytest.mark.parametrize("text", ["", "12", "ok", "Xyz qwerty", "!!!"])
def test_detect_language_does_not_guess(text: str) -> None:
    assert detect_language(text) == ""


def test_detect_language_takes_the_language_of_most_of_the_text() -> None:
    assert detect_language(TEXTS["de"] * 2 + TEXTS["ru"]) == "de"
