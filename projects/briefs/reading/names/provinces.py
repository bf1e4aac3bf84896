"""The provinces of China, and cities of its pharmaceutical industry beside those of ``sayings``; each is read as the country."""

PROVINCES = {
    "CN": "浙江|江苏|山东|四川|广东|福建|湖北|湖南|河南|河北|安徽|江西|陕西|山西|辽宁|吉林|黑龙江|云南|贵州|甘肃|青海|内蒙古|广西|宁夏|新疆|西藏"
    "|浙江省|江苏省|山东省|四川省|广东省|福建省|湖北省|湖南省|河南省|河北省|安徽省|江西省|陕西省|山西省|辽宁省|吉林省|黑龙江省|云南省|贵州省|甘肃省|青海省|海南省"
    "|苏州市|上海市|北京市|天津市|重庆市|杭州市|无锡市|南京市|广州市|深圳市|成都市|武汉市"
    "|宁波|合肥|济南|青岛|烟台|厦门|福州|长沙|郑州|西安|沈阳|大连|哈尔滨|昆明|珠海|东莞|佛山|中山市|常州|南通|泰州|连云港|嘉兴|绍兴|台州|石家庄|昆山"
    "|京津冀|川渝|西南地区|华中|东北地区|西北地区"
    "|Zhejiang|Jiangsu|Shandong|Sichuan|Guangdong|Fujian|Hubei|Hunan|Henan|Hebei|Anhui|Jiangxi|Shaanxi|Liaoning|Yunnan"
    "|Ningbo|Hefei|Jinan|Qingdao|Xiamen|Changsha|Xi'an|Shenyang|Dalian|Zhuhai|Taizhou|Changzhou",
}  # fmt: skip
