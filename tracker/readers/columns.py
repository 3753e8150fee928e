"""Which column of a list holds what: guessed from its name, corrected by a person."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping, Sequence

from django.utils.translation import gettext as _

from tracker.readers.errors import MissingColumn
from tracker.readers.word_lists import word_set

NAME = "name"
FIELDS = (NAME, "kind", "country", "url", "note", "date", "representative", "capacity")

COLUMN_NAMES = {
    NAME: (
        "name, signatory, signatories, organisation, organization, organisation name, "
        "organization name, name of organisation, name of organization, group, party, "
        "endorser, signer, full name, nombre, firmante, organizacion, entidad, nome, signatario, "
        "organizacao, entidade, nom, signataire, association, organisme, unterzeichner, "
        "unterzeichnerin, gruppe, firmatario, organizzazione, naam, organisatie, organizacja, "
        "nazwa, название, организация, наименование, имя, подписавший, подписант, назва, "
        "організація, 이름, 단체, 단체명, 名称, 名稱, 组织, 組織, 団体名, الاسم, المنظمة, "
        "ad, kurum, isim"
    ),
    "kind": (
        "kind, type, category, sort, tipo, categoria, art, typ, type d organisation, catégorie, "
        "тип, вид, категория, категорія, 유형, 종류, 类型, 類型, النوع, tur"
    ),
    "country": (
        "country, nation, country code, pais, pays, land, staat, paese, kraj, страна, "
        "країна, 국가, 나라, 国家, 國家, 国, البلد, الدولة, ulke"
    ),
    "url": (
        "url, link, website, web site, web, homepage, site, web page, sitio web, pagina web, "
        "site web, webseite, sito web, strona, сайт, ссылка, вебсайт, 웹사이트, 홈페이지, "
        "网站, 網站, الموقع"
    ),
    "note": (
        "note, notes, comment, comments, remark, remarks, nota, notas, comentario, observaciones, "
        "observacoes, remarque, commentaire, anmerkung, bemerkung, kommentar, примечание, "
        "комментарий, примітка, 비고, 备注, 備註, ملاحظات, not"
    ),
    "date": (
        "date, signed on, signed, date signed, date of signature, fecha, data, datum, "
        "date de signature, unterzeichnet am, дата, 날짜, 日期, التاريخ, tarih"
    ),
    "representative": (
        "representative, represented by, signed by, on behalf by, representante, representant, "
        "représentant, vertreter, vertreterin, vertreten durch, rappresentante, представитель, "
        "представник, 대표, 대표자, 代表, الممثل, temsilci"
    ),
    "capacity": (
        "capacity, role, position, function, title, job title, cargo, funcion, funcao, fonction, "
        "funktion, amt, ruolo, должность, посада, 직위, 직책, 职务, 職務, المنصب, gorev"
    ),
}
# Contact data is not part of a list of signatories, and is not even read.
CONTACT_WORDS = word_set(
    "email mail mails telephone telefono telefone téléphone telefon phone mobile cell handy fax "
    "address adresse direccion endereco indirizzo street strasse postcode postal zip plz whatsapp "
    "signal telegram ip birthday birth dob contact contacto contato kontakt почта телефон адрес "
    "пошта адреса 이메일 전화 주소 邮箱 电话 地址 電話 البريد الهاتف العنوان"
)
NAME_WORDS = word_set(
    "name names of the your organisation organization organisations group party signatory full "
    "organisations organizations "
    "nombre nome nom entidad de la el organizacion organizacao der des"
)
APOSTROPHES = re.compile("['’]")
NOT_LETTERS = re.compile(r"[\W_]+")


def guess_mapping(header: Sequence[str], fixed: Mapping[str, str] | None = None) -> dict[str, str]:
    """For each field the column that holds it; other columns are kept under their own names.

    `fixed` are a person's choices and win; an empty column name there means that the list has no
    such field. Columns of contact data are in no mapping. Raises MissingColumn for a choice that
    is not in the header, or when no column holds the name.
    """
    mapping = _chosen(header, fixed or {})
    taken = set(mapping.values())
    free = [column for column in header if column not in taken and not is_contact(column)]
    for field, names in COLUMN_NAMES.items():
        if field in mapping or field in (fixed or {}):
            continue
        column = _likeliest(free, names.split(", "))
        if column is None and field == NAME:
            column = next((one for one in free if set(_plain(one).split()) <= NAME_WORDS), None)
        if column is not None:
            mapping[field] = column
            free.remove(column)
    if NAME not in mapping:
        raise MissingColumn(_no_column(_("the name"), header))
    return mapping | {_own_name(column): column for column in free}


def is_contact(column: str) -> bool:
    """Whether a column holds e-mail addresses, telephone numbers or the like."""
    plain = _plain(column)
    return not CONTACT_WORDS.isdisjoint(plain.split()) or "e mail" in plain


def _chosen(header: Sequence[str], fixed: Mapping[str, str]) -> dict[str, str]:
    for column in fixed.values():
        if column and column not in header:
            raise MissingColumn(_no_column(f"“{column}”", header))
    return {field: column for field, column in fixed.items() if column}


def _likeliest(columns: Sequence[str], names: Sequence[str]) -> str | None:
    """The column with the first of these names that there is; the plainest names come first."""
    by_name = {_plain(column): column for column in reversed(columns)}
    return next((by_name[_plain(name)] for name in names if _plain(name) in by_name), None)


def _own_name(column: str) -> str:
    """The name that a kept column goes by; a field's own name is not given to another column."""
    return f"{column} (2)" if column in FIELDS else column


def _no_column(wanted: str, header: Sequence[str]) -> str:
    return _("There is no column for %(wanted)s. The header is: %(header)s.") % {
        "wanted": wanted,
        "header": ", ".join(header),
    }


def _plain(text: str) -> str:
    """Small letters without accents, words divided by one space."""
    letters = unicodedata.normalize("NFKD", APOSTROPHES.sub("", text.casefold()))
    shown = "".join(letter for letter in letters if not unicodedata.combining(letter))
    return " ".join(NOT_LETTERS.sub(" ", unicodedata.normalize("NFC", shown)).split())
