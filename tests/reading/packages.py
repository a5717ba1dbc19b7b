"""Office files from pieces of XML, for what no library writes."""

import zipfile
from collections.abc import Mapping
from io import BytesIO

W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
S = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
R = 'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
OTHERS = (
    'xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math" '
    'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
    'xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape" '
    'xmlns:v="urn:schemas-microsoft-com:vml"'
)
_RELATIONS = "http://schemas.openxmlformats.org/package/2006/relationships"
_TYPES = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"


def zipped(parts: Mapping[str, str | bytes], method: int = zipfile.ZIP_STORED) -> bytes:
    """An archive, the same whenever it is made."""
    file = BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        for name, content in parts.items():
            archive.writestr(zipfile.ZipInfo(name), content, method)
    return file.getvalue()


def relations(targets: Mapping[str, tuple[str, str]]) -> str:
    """A part of relations: identifier to kind and target."""
    members = "".join(f'<Relationship Id="{id_}" Type="{_TYPES}/{kind}" Target="{to}"/>' for id_, (kind, to) in targets.items())
    return f'<Relationships xmlns="{_RELATIONS}">{members}</Relationships>'


def docx_of(body: str, **parts: str) -> bytes:
    """A Word document; further parts by name: `header`, `numbering`, `footnotes`."""
    return _docx(body, {name: (name, f"{name}.xml", content) for name, content in parts.items()})


def docx_around(body: str, inserted: Mapping[str, str | bytes]) -> bytes:
    """A Word document and the files that it holds as they are, by name; relations to them are `r_` and the name."""
    return _docx(body, {name: ("aFChunk", name, content) for name, content in inserted.items()})


def _docx(body: str, parts: Mapping[str, tuple[str, str, str | bytes]]) -> bytes:
    return zipped(
        {
            "_rels/.rels": relations({"rId1": ("officeDocument", "word/document.xml")}),
            "word/document.xml": f"<w:document {W} {R} {OTHERS}><w:body>{body}</w:body></w:document>",
            "word/_rels/document.xml.rels": relations({f"r_{name}": (kind, file) for name, (kind, file, _) in parts.items()}),
            **{f"word/{file}": content for _, file, content in parts.values()},
        }
    )


def paragraph(text: str, properties: str = "") -> str:
    return f"<w:p>{properties}<w:r><w:t>{text}</w:t></w:r></w:p>"


def table(*rows: str) -> str:
    return f"<w:tbl>{''.join(f'<w:tr>{row}</w:tr>' for row in rows)}</w:tbl>"


def cell(content: str, properties: str = "") -> str:
    inner = content if content.startswith("<") else paragraph(content)
    return f"<w:tc><w:tcPr>{properties}</w:tcPr>{inner}</w:tc>"


def xlsx_of(*sheets: str, shared: str = "", styles: str = "") -> bytes:
    """A workbook; each sheet is what stands in its element `worksheet`."""
    names = [f"sheet{number}" for number in range(1, len(sheets) + 1)]
    listed = "".join(f'<sheet name="表{number}" sheetId="{number}" r:id="r_{name}"/>' for number, name in enumerate(names, 1))
    targets = {f"r_{name}": ("worksheet", f"worksheets/{name}.xml") for name in names}
    targets |= {"r_shared": ("sharedStrings", "sharedStrings.xml"), "r_styles": ("styles", "styles.xml")}
    return zipped(
        {
            "_rels/.rels": relations({"rId1": ("officeDocument", "xl/workbook.xml")}),
            "xl/workbook.xml": f"<workbook {S} {R}><sheets>{listed}</sheets></workbook>",
            "xl/_rels/workbook.xml.rels": relations(targets),
            "xl/sharedStrings.xml": f"<sst {S}>{shared}</sst>",
            "xl/styles.xml": f"<styleSheet {S}>{styles}</styleSheet>",
            **{f"xl/worksheets/{name}.xml": f"<worksheet {S}>{sheet}</worksheet>" for name, sheet in zip(names, sheets, strict=True)},
        }
    )


def changed(data: bytes, part: str, old: str, new: str) -> bytes:
    """An archive with something in a part put in the place of something else."""
    with zipfile.ZipFile(BytesIO(data)) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    assert old.encode() in parts[part]
    return zipped({**parts, part: parts[part].replace(old.encode(), new.encode())}, zipfile.ZIP_DEFLATED)


def text_row(number: int, *texts: str, first: int = 1) -> str:
    """A row of a sheet; empty texts are left out."""
    cells = (
        f'<c r="{chr(64 + column)}{number}" t="inlineStr"><is><t>{text}</t></is></c>' for column, text in enumerate(texts, first) if text
    )
    return f'<row r="{number}">{"".join(cells)}</row>'
