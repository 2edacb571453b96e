"""Looking at one page: what is wrong with it, in words; nothing when it is as every page must be."""

from importlib import resources
from urllib.parse import urlsplit

AXE = (resources.files("axe_playwright_python") / "axe.min.js").read_text(encoding="utf8")
TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22a", "wcag22aa", "best-practice"]
EVERYTHING = {"runOnly": TAGS, "rules": {"target-size": {"enabled": True}}}
COLOURS = {"runOnly": {"type": "rule", "values": ["color-contrast", "link-in-text-block"]}}
LOOKS = (
    (390, "light", EVERYTHING),
    (390, "dark", COLOURS),
    (1280, "light", EVERYTHING),
    (1280, "dark", COLOURS),
)
"""Width, colours, and what axe looks for: what depends on colours alone needs no second look."""

SUMMARY = """options => axe.run(document, options).then(found => found.violations.map(
  each => each.id + ": " + each.nodes.map(node => node.target + " " + node.failureSummary).join("; ")
))"""

FOCUS = """() => {
  // Only after a key was pressed does the browser draw a rim for a focus that a script sets.
  const bar = document.querySelector(".t-bottom")?.getBoundingClientRect();
  const wrong = [];
  for (const each of document.querySelectorAll(
      "a[href], button, input:not([type=hidden]), select, textarea, summary")) {
    if (!each.checkVisibility({visibilityProperty: true}) || each.disabled) continue;
    each.focus();
    if (document.activeElement !== each) continue;
    const style = getComputedStyle(each), place = each.getBoundingClientRect();
    const words = each.tagName + " " + (each.innerText || each.name || "").slice(0, 40);
    if (style.outlineStyle === "none" && style.boxShadow === "none") wrong.push("no rim: " + words);
    if (bar?.height && !each.closest(".t-bottom") && place.top >= bar.top && place.bottom > bar.top)
      wrong.push("under the bar: " + words);
  }
  return wrong;
}"""


TOO_WIDE = """width => [...document.querySelectorAll("main *")]
  .filter(each => each.getBoundingClientRect().right > width && !each.closest(".t-sections"))
  .map(each => each.tagName + " " + each.className + " " + each.textContent.slice(0, 40)).slice(0, 3)
"""


class Watch:
    """What the browser of one context complains of, and what it asks of other hosts."""

    def __init__(self, context, url):
        self.said = []
        self.own = urlsplit(url).netloc
        context.on("console", self._console)
        context.on("weberror", lambda error: self.said.append(f"script: {error.error}"))
        context.on("request", self._request)

    def _console(self, message):
        if message.type == "error" and "Failed to load resource" not in message.text:
            self.said.append(f"console: {message.text}")

    def _request(self, request):
        parts = urlsplit(request.url)
        if parts.scheme not in {"data", "blob"} and parts.netloc != self.own:
            self.said.append(f"asks another host: {request.url}")

    def taken(self):
        said, self.said = self.said, []
        return said


def look_at(page, looks=LOOKS, language="fi"):
    """Everything that is wrong with the page that is open, in these looks."""
    wrong = frame(page, language) + keyboard(page)
    page.evaluate(AXE)
    for width, colours, options in looks:
        page.emulate_media(color_scheme=colours, reduced_motion="reduce")
        page.set_viewport_size({"width": width, "height": 844})
        wrong += [f"{width} {colours}: {each}" for each in page.evaluate(SUMMARY, options)]
    for width in (1280, 390, 320):
        page.set_viewport_size({"width": width, "height": 844})
        wrong += sideways(page, width)
    page.emulate_media(color_scheme="light")
    page.set_viewport_size({"width": 390, "height": 844})
    return wrong


def frame(page, language):
    """One heading, a title of its own, the language."""
    wrong = []
    if (headings := page.locator("h1").count()) != 1:
        wrong.append(f"{headings} h1")
    if not page.title().partition(" – ")[0].strip():
        wrong.append("no title")
    if page.locator("html").get_attribute("lang") != language:
        wrong.append(f"not in {language}")
    return wrong


def keyboard(page):
    """The first stop skips to the content; every stop has a rim and is not under the phone's bar."""
    page.keyboard.press("Tab")
    if page.evaluate("document.activeElement.className") != "ds-button t-skip":
        page.locator(".t-skip").focus()  # a summary of errors took the focus, as it should
    page.keyboard.press("Enter")
    wrong = page.evaluate("document.activeElement.id === 'main' ? [] : ['the skip link fails']")
    page.keyboard.press("Tab")
    return wrong + page.evaluate(FOCUS)


def sideways(page, width):
    wide = page.evaluate("document.documentElement.scrollWidth")
    if wide <= width:
        return []
    return [f"{width}: scrolls sideways to {wide}: {page.evaluate(TOO_WIDE, width)}"]
