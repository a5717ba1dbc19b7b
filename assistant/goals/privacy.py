"""Numbers that point at a person: they leave this machine in no request and stand in no log."""

import re

_IDENTITY = re.compile(r"(?<![0-9A-Za-z])[1-9]\d{5}(?:19|20)\d{2}(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])\d{3}[\dXx](?![0-9A-Za-z])")
_PHONE = re.compile(r"(?<![\d.])(?:\+?86[- ]?)?1[3-9]\d([- ]?)\d{4}\1\d{4}(?![\d.]|\s*[万亿元])")
_LANDLINE = re.compile(r"(?<!\d)0\d{2,3}-\d{7,8}(?!\d)")
_ACCOUNT = re.compile(r"(?<![\d.])\d{4}(?:[ -]?\d{4}){3}(?:[ -]?\d{1,3})?(?![\d.]|\s*[万亿元])")


def mask_private(text: str) -> str:
    """`text` with numbers of identity cards, telephones and bank accounts replaced by what they are (〔身份证号〕).

    An identity number is told by the date in it, an account by its check digit (Luhn, ISO/IEC 7812), so that sums of money stay.
    """
    text = _IDENTITY.sub("〔身份证号〕", text)
    text = _ACCOUNT.sub(lambda match: "〔银行账号〕" if _luhn(match.group()) else match.group(), text)
    return _LANDLINE.sub("〔电话〕", _PHONE.sub("〔手机号〕", text))


def _luhn(text: str) -> bool:
    digits = [int(character) for character in reversed(text) if character.isdigit()]
    doubled = [digit * 2 - 9 * (digit > 4) if place % 2 else digit for place, digit in enumerate(digits)]
    return sum(doubled) % 10 == 0
