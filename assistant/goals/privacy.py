"""Numbers that point at a person: they leave this machine in no request and stand in no log."""

import re

_ALONE, _NO_SUM = r"(?<!\d)(?<!\d\.)", r"(?!\d|\.\d|\s*[万亿元])"
_IDENTITY = re.compile(
    r"(?<![0-9A-Za-z])[1-9]\d{5}[- ]?(?:19|20)\d{2}(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])[- ]?\d{3}[\dXx](?![0-9A-Za-z])"
)
_PHONE = re.compile(_ALONE + r"(?:\+?86[- ]?)?1[3-9]\d([-. ]?)\d{4}\1\d{4}" + _NO_SUM)
_LANDLINE = re.compile(r"(?<!\d)(?:[(（]0\d{2,3}[)）][- ]?|0\d{2,3}[- ])[2-9]\d{6,7}(?!\d)")
_CARD = re.compile(_ALONE + r"(?<![A-Za-z])\d{4}(?:[ -]?\d{4}){3}(?:[ -]?\d{1,3})?" + _NO_SUM)
_NAMED_ACCOUNT = re.compile(r"((?:[账帐][号户]|卡号)(?:号码)?[：:\s]*)\d(?:[ -]?\d){8,29}" + _NO_SUM)
_HALF_WIDTH = str.maketrans("０１２３４５６７８９Ｘ－　", "0123456789X- ")


def mask_private(text: str) -> str:
    """`text` with numbers of identity cards, telephones and bank accounts replaced by what they are (〔身份证号〕).

    An identity number is told by the date in it, an account by the word before it, a bank card by its check digit (Luhn, ISO/IEC 7812), so
    that sums of money and codes of projects stay.
    """
    plain = text.translate(_HALF_WIDTH)
    masked = _IDENTITY.sub("〔身份证号〕", plain)
    masked = _NAMED_ACCOUNT.sub(r"\1〔银行账号〕", masked)
    masked = _CARD.sub(lambda match: "〔银行账号〕" if _luhn(match.group()) else match.group(), masked)
    masked = _LANDLINE.sub("〔电话〕", _PHONE.sub("〔手机号〕", masked))
    return text if masked == plain else masked


def _luhn(text: str) -> bool:
    digits = [int(character) for character in reversed(text) if character.isdigit()]
    doubled = [digit * 2 - 9 * (digit > 4) if place % 2 else digit for place, digit in enumerate(digits)]
    return sum(doubled) % 10 == 0
