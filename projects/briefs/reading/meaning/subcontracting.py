"""分包: to hand work on to somebody else, unless labels and packs are spoken of beside it."""

from projects.briefs.reading.meaning.meanings import sense

SUBCONTRACTING = sense(
    r"@",
    names=r"分包",
    unless=r"@(?:装|贴|标|和贴|与贴|、贴|及贴)|(?:贴签|贴标|包装|标签|标识|药品|试验药|用药|盲法|编盲)[^。；;\n]{0,12}@|@[^。；;\n]{0,12}(?:贴签|贴标|包装|标签|标识|编盲)",
)
