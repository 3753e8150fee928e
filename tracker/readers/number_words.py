"""Words and letters that number the parts of texts in the languages that statements come in."""

from __future__ import annotations

from tracker.readers.word_lists import word_ranks, word_set

CHINESE_DIGITS = "〇一二三四五六七八九"

LETTER_ROWS = (
    "abcdefghijklmnopqrstuvwxyz",
    "абвгдежзиклмнопрстуфхцчшщэюя",
    "가나다라마바사아자차카타파하",
    "أبجدهوزحطي",
)

# Words that name a numbered part, as they stand before its number: "Article 1", "Пункт 2".
PART_WORDS = word_set(
    # English, with the words that other languages share with it
    "article point thesis demand principle proposal resolution clause claim "
    # Spanish, Portuguese, French, Italian
    "artículo articulo artigo articolo punto ponto tesis tese thèse demanda exigencia exigência "
    "revendication principio princípio principe propuesta proposta proposition "
    # German, Dutch, Nordic, Polish, Turkish
    "artikel punkt these forderung grundsatz punt stelling teza postulat artykuł madde "
    # Russian, Ukrainian
    "статья стаття пункт тезис теза требование вимога принцип "
    # Greek, Arabic, Persian, Hindi
    "άρθρο σημείο المادة مادة النقطة ماده अनुच्छेद"
)

NUMBER_WORDS = word_ranks("one two three four five six seven eight nine ten eleven twelve")

ORDINALS = word_ranks(
    "first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth",
    "firstly secondly thirdly fourthly fifthly sixthly seventhly",
    "primero segundo tercero cuarto quinto sexto séptimo octavo noveno décimo",
    "primeiro segundo terceiro quarto quinto sexto sétimo oitavo nono décimo",
    "premièrement deuxièmement troisièmement quatrièmement cinquièmement sixièmement",
    "erstens zweitens drittens viertens fünftens sechstens siebtens achtens neuntens zehntens",
    "primo secondo terzo quarto quinto sesto settimo ottavo nono decimo",
    "во-первых во-вторых в-третьих в-четвертых в-пятых в-шестых в-седьмых",
    "по-перше по-друге по-третє по-четверте по-п’яте",
    "첫째 둘째 셋째 넷째 다섯째 여섯째 일곱째 여덟째 아홉째 열째",
    "أولا ثانيا ثالثا رابعا خامسا سادسا سابعا ثامنا تاسعا عاشرا",
    "أولاً ثانياً ثالثاً رابعاً خامساً سادساً سابعاً ثامناً تاسعاً عاشراً",
    "birincisi ikincisi üçüncüsü dördüncüsü beşincisi",
) | {"в-четвёртых": 4, "по-п'яте": 5}
