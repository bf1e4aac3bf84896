"""Radicals that print as the characters they look like: PDF files of some programs hold "⽇⼩⺠⻓" for "日小民长".

The radicals of the Kangxi dictionary (U+2F00-2FDF) and compatibility ideographs (U+F900-FAFF) have their character in Unicode's
normalisation; those of the supplement (U+2E80-2EFF) mostly have not, and stand here after Unicode's EquivalentUnifiedIdeograph.
"""

import unicodedata

SUPPLEMENT = dict(
    zip(
        "⺀⺄⺅⺆⺇⺈⺉⺋⺌⺎⺐⺓⺔⺕⺖⺗⺘⺙⺛⺝⺞⺟⺠⺡⺢⺣⺤⺥⺦⺧⺨⺩⺪⺫⺬⺭⺮⺯⺰⺱⺲⺳⺴⺵⺶⺷⺸⺹⺻⺼⺽⺾⺿⻀⻁⻂⻃⻄⻅⻆⻇⻈⻉⻊⻋⻌⻍⻎⻏⻐⻑⻒⻓⻔⻕⻖⻗⻘⻙⻚⻛⻜⻝⻞⻟⻠⻡⻢⻣⻤⻥⻦⻧⻨⻩⻪⻫⻬⻭⻮⻯⻰⻱⻲⻳",
        "冫乙亻冂几刀刂㔾小兀尢幺彑彐忄㣺扌攵旡月歺母民氵氺灬爪爫丬牛犭王疋罒示礻竹糸纟罓罒网网罒羊羊羊耂聿肉臼艹艹艹虎衤覀西见角角讠贝足车辶辶辶阝钅長镸长门阜阝雨青韦页风飞食飠飠饣首马骨鬼鱼鸟卤麦黄黾斉齐歯齿竜龙龜亀龟",
        strict=True,
    )
)
FOLDED = {
    code: char
    for code in (*range(0x2F00, 0x2FE0), *range(0xF900, 0xFB00))
    if len(char := unicodedata.normalize("NFKC", chr(code))) == 1
} | {ord(radical): char for radical, char in SUPPLEMENT.items()}


def folded(text: str) -> str:
    """The text with the characters that the radicals stand for, each where it was."""
    return text.translate(FOLDED)
