"""What a page says, to whoever looks and to whoever listens."""

import re

from playwright.sync_api import Page

_SAID = """
() => {
  const left = 'script, style, canvas, noscript, textarea, .stText, .stCode, .stJson, .stVegaLiteChart svg, [data-testid="stIconMaterial"]';
  const seen = element => element.checkVisibility({visibilityProperty: true});
  const said = [];
  for (const element of document.querySelectorAll('body *')) {
    if (element.closest(left) || !seen(element)) continue;
    for (const name of ['aria-label', 'title', 'placeholder', 'aria-valuetext']) said.push(element.getAttribute(name) ?? '');
    for (const node of element.childNodes) if (node.nodeType === Node.TEXT_NODE) said.push(node.nodeValue);
  }
  return said;
}
"""


def english_on(page: Page, allowed: re.Pattern[str] = re.compile(r"(?!)")) -> list[str]:
    """Texts, labels and tooltips with Latin words in them, other than `allowed` ones; code and what stands in fields is left out."""
    said: list[str] = page.evaluate(_SAID)
    return sorted({text.strip() for text in said if re.search(r"[A-Za-z]{2}", allowed.sub("", text))})
