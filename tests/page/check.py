"""Looks at a page in Chromium, as its readers do. Prints TAP.

Usage: check.py PAGE HOSTILE-PAGE [FOLDER]
FOLDER: pictures go there, of what was looked at.
"""

import os
import shutil
import sys

from browser import Browser

HERE = os.path.dirname(os.path.abspath(__file__))
VIEWS = [(width, scheme) for width in (380, 1400) for scheme in ("light", "dark")]
LOOKS = [
    ("width", "no horizontal scroll of the page"),
    ("charts", "every chart is whole on the screen"),
    ("claims", "what is found of each claim is on the screen"),
    ("sizes", "text is 11 px or more"),
    ("contrasts", "contrast is WCAG AA"),
    ("sorting", "a click on a heading sorts"),
    ("units", "it sorts by what the figures say"),
    ("modes", "a mode is hidden and shown"),
]


class Tap:
    count = failed = 0

    def tell(self, what, wrong):
        self.count += 1
        self.failed += bool(wrong)
        print("%s %d - %s" % ("not ok" if wrong else "ok", self.count, what), flush=True)
        for line in wrong[:10]:
            print("# " + line)
        if len(wrong) > 10:
            print("# and %d more" % (len(wrong) - 10))


def look_at(browser, tap, page, folder):
    with open(os.path.join(HERE, "page.js")) as file:
        looks = file.read()
    for width, scheme in VIEWS:
        view = "%d px, %s: " % (width, scheme)
        browser.show(page, width, scheme)
        if folder:
            browser.picture(os.path.join(folder, "%d-%s.png" % (width, scheme)))
        browser.evaluate(looks)
        for look, what in LOOKS:
            tap.tell(view + what, browser.evaluate("look.%s()" % look))
        tap.tell(view + "the console says nothing, and nothing is asked for", browser.complaints())
    browser.show(page, 700, media="print")
    browser.evaluate(looks)
    tap.tell("printed: the head of a table is on each page of it, and a title is with its chart", browser.evaluate("look.printed()"))
    browser.show(page, 380, scripts=False)
    browser.evaluate(looks)
    for look, what in LOOKS[:5] + [("bare", "the answer is there, and no button")]:
        tap.tell("without JavaScript: " + what, browser.evaluate("look.%s()" % look))
    browser.show(page, 1400)
    blocked = browser.evaluate(
        "fetch('http://127.0.0.1:9/').then(() => ['it was sent'], () => [])")
    tap.tell("what would leave the page is refused by its policy",
             blocked or [line for line in browser.complaints() if line.startswith("a request")])


def look_at_hostile(browser, tap, page):
    browser.show(page, 1400)
    tap.tell("hostile: nothing runs, and nothing is tried", browser.complaints())
    tap.tell("hostile: there is nothing but what is ours", browser.evaluate(
        "[...document.querySelectorAll('main script, img, iframe, [onclick], [onload], [style]')].map(x => x.outerHTML.slice(0, 80))"))


def main(page, hostile, folder=None):
    program = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
    if not program:
        sys.exit("check.py: chromium is not installed: sh scripts/setup.sh --all")
    tap, browser = Tap(), Browser(program)
    try:
        look_at(browser, tap, page, folder)
        look_at_hostile(browser, tap, hostile)
    finally:
        browser.close()
    print("1..%d" % tap.count)
    return 1 if tap.failed else 0


if __name__ == "__main__":
    if not 3 <= len(sys.argv) <= 4:
        sys.exit(__doc__)
    sys.exit(main(*sys.argv[1:]))
