"""Phrases by which the kind of a reply can be guessed, in the languages that mails come in."""

from __future__ import annotations

from tracker.choices import ReplyKind

# The first kind of which a phrase is found is suggested, so what says no stands before what says
# yes: "we have not accepted it" holds "accepted". A phrase matches from the beginning of a word.
PHRASES: tuple[tuple[ReplyKind, tuple[str, ...]], ...] = (
    (
        ReplyKind.WITHDRAWAL,
        (
            *("withdraw our", "withdraw my", "we withdraw", "remove our name", "remove my name"),
            *("take our name off", "no longer wish to be listed"),
            *("retiramos nuestra", "retirar nuestra", "retiro mi", "quitar nuestro nombre"),
            *("retiramos nossa", "retirar nossa", "retiro minha", "remover nosso nome"),
            *("отзываем", "отзываю свою", "снимаем подпись", "снять нашу подпись"),
            *("서명을 철회", "지지를 철회", "철회합니다"),
        ),
    ),
    (
        ReplyKind.REFUSAL,
        (
            *("cannot accept", "can not accept", "unable to accept", "do not accept"),
            *("have not accepted", "cannot include", "unable to include", "cant accept"),
            *("decided not to accept", "must refuse", "rejected"),
            *("no podemos aceptar", "no aceptamos", "no podemos incluir", "rechazamos"),
            *("nao podemos aceitar", "nao aceitamos", "nao podemos incluir", "recusamos"),
            *("не можем принять", "не принимаем", "не можем включить", "отклоняем", "отклонена"),
            *("받아들일 수 없", "수락할 수 없", "거절합니다", "거절하기로"),
        ),
    ),
    (
        ReplyKind.DECLINE,
        (
            *("we will not sign", "cannot sign", "decline to sign", "decline your invitation"),
            *("i will not sign", "unable to sign"),
            *("no firmaremos", "no podemos firmar", "declinamos", "no puedo firmar"),
            *("nao assinaremos", "nao podemos assinar", "nao vamos assinar"),
            *("не подпишем", "не можем подписать", "не будем подписывать"),
            *("서명하지 않", "서명할 수 없"),
        ),
    ),
    (
        ReplyKind.DEFERRAL,
        (
            *("need more time", "needs more time", "not yet decided", "have not decided"),
            *("still discussing", "under discussion", "get back to you", "come back to you"),
            *("mas tiempo", "aun no hemos decidido", "todavia no hemos decidido", "en discusion"),
            *("les avisaremos", "le avisaremos"),
            *("mais tempo", "ainda nao decidimos", "em discussao", "avisaremos"),
            *("больше времени", "еще не решили", "пока не решили", "обсуждаем", "сообщим вам"),
            *("시간이 더", "더 많은 시간", "시간이 필요", "논의 중", "검토 중", "아직 결정"),
        ),
    ),
    (
        ReplyKind.AGREEMENT,
        (
            *("agree to sign", "happy to sign", "glad to sign", "we will sign", "add our name"),
            *("please add my name", "i will sign"),
            *("aceptamos firmar", "firmaremos", "con gusto firmamos", "sumamos nuestra firma"),
            *("concordamos em assinar", "assinaremos", "vamos assinar"),
            *("готовы подписать", "подпишем", "согласны подписать"),
            *("서명하겠습니다", "서명에 동의", "기꺼이 서명"),
        ),
    ),
    (
        ReplyKind.LISTING,
        (
            *("added you to the list", "added your name", "added your organisation"),
            *("added your organization", "you are now listed", "is now on the list"),
            *("hemos anadido", "hemos agregado", "ya aparece en la lista", "ya figura en"),
            *("adicionamos seu", "adicionamos sua", "ja consta na lista", "incluimos seu nome"),
            *("добавили вас", "добавили ваше", "внесли вас", "включили вас"),
            *("명단에 추가", "목록에 추가", "명단에 올렸"),
        ),
    ),
    (
        ReplyKind.ACCEPTANCE,
        (
            *("we accept", "have accepted", "has been accepted", "is accepted", "gladly accept"),
            *("welcome you as a signatory", "happy to accept"),
            *("aceptamos", "hemos aceptado", "ha sido aceptada", "ha sido aceptado"),
            *("aceitamos", "foi aceita", "foi aceito"),
            *("мы принимаем", "приняли вашу", "ваша подпись принята", "приняли ваше"),
            *("수락합니다", "수락했습니다", "받아들입니다", "승인되었습니다"),
        ),
    ),
    (
        ReplyKind.QUESTION,
        (
            *("could you tell us", "please tell us", "could you clarify", "can you confirm"),
            *("we would like to know", "could you send us", "please send us"),
            *("podrian decirnos", "podria decirnos", "podrian aclarar", "quisieramos saber"),
            *("poderiam nos dizer", "poderia nos dizer", "poderiam esclarecer", "gostariamos de"),
            *("не могли бы вы", "уточните", "просим сообщить", "хотели бы узнать"),
            *("알려 주시", "알려주시", "질문이 있", "확인해 주시"),
        ),
    ),
    (
        ReplyKind.REMINDER,
        (
            *("any news", "still waiting", "have not received an answer", "have you had a chance"),
            *("seguimos esperando", "no hemos recibido respuesta", "alguna novedad"),
            *("ainda aguardamos", "nao recebemos resposta", "alguma novidade"),
            *("все еще ждем", "не получили ответа", "напоминаем"),
            *("아직 답변을 받지", "답변을 기다리"),
        ),
    ),
    (
        ReplyKind.ACKNOWLEDGEMENT,
        (
            *("have received your", "received your", "confirm receipt", "acknowledge receipt"),
            *("thank you for your", "thanks for your"),
            *("hemos recibido su", "recibimos su", "acusamos recibo", "gracias por su"),
            *("recebemos sua", "recebemos seu", "acusamos o recebimento", "obrigado pel"),
            *("agradecemos sua", "agradecemos seu"),
            *("получили ваше", "получили вашу", "спасибо за", "благодарим за"),
            *("받았습니다", "접수되었습니다", "접수했습니다", "감사합니다"),
        ),
    ),
)
