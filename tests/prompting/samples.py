"""Prompt files."""

from pathlib import Path

HEAD = "---\nid: draft\nversion: 1\npurpose: 起草\nvariables: [name, rows]\n---\n"
BODY = "# system\n你是助手。\n# user\n项目：{{ name }}\n{% for row in rows %}\n- {{ row }}\n{% endfor %}\n完。\n"


def write(folder: Path, text: str = HEAD + BODY, name: str = "draft@1.md") -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / name
    path.write_text(text, "utf-8")
    return path


def short(version: int, text: str = "{{ name }}", id: str = "draft") -> str:
    return f"---\nid: {id}\nversion: {version}\npurpose: 试\nvariables: [name]\n---\n# system\n你是助手。\n# user\n{text}\n"
