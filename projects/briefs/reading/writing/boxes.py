"""Boxes of a form: what stands at an empty one is not asked for, where another one is ticked. Without a tick they are only bullets."""

import re

TICKED = re.compile(r"[☒☑✅✓✔√]|\[[xX✓✔√]\]|\([xX✓✔√]\)")
EMPTY = re.compile(r"[☐□]|\[[ _]?\]|\( ?\)(?= ?\w)")
BOX = re.compile(rf"(?P<ticked>{TICKED.pattern})|(?P<empty>{EMPTY.pattern})")
LABEL = re.compile(r"[:：|\t]")
ANSWER = re.compile(r"\s?(?:yes|no|not|n/a|none|是|否|不|无)", re.IGNORECASE)


def ticked(text: str) -> str:
    """The text, each character where it was, with spaces in place of what nobody ticked."""
    if not TICKED.search(text) or not EMPTY.search(text):
        return text
    return "\n".join(_line(line) for line in text.split("\n"))


def _line(line: str) -> str:
    """One line: boxes stand before their words, or all behind them."""
    boxes = list(BOX.finditer(line))
    if not boxes:
        return line
    label = max((match.end() for match in LABEL.finditer(line, 0, boxes[0].start())), default=0)
    is_behind = not line[boxes[-1].end() :].strip(" .;,|\t") and bool(line[label : boxes[0].start()].strip(" -*•\t|"))
    chars = list(line)
    for place, box in enumerate(boxes):
        if is_behind:
            first, last = (boxes[place - 1].end() if place else label), box.end()
        else:
            first, last = box.start(), boxes[place + 1].start() if place + 1 < len(boxes) else len(line)
        if box["empty"]:
            chars[first:last] = [char if char in "|\t" else " " for char in line[first:last]]
        elif ANSWER.match(line, box.end()):
            chars[box.start() : box.end()] = ["," if label else " ", *" " * (len(box[0]) - 1)]
    return "".join(chars)
