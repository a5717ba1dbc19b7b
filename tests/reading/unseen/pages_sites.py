"""Web page examples as sites publish them: goal tables among navigation, tables for layout, tables cut in two."""

from pathlib import Path

from tests.reading.unseen import pages

_SITE = """<!DOCTYPE html>
<html lang="zh-CN"><head><meta charset="utf-8"><title>%s</title>
<style>.nav a{color:#fff} .绩效目标{width:100%%}</style>
<script>var page = {"title": "绩效目标", "指标值": 100}; document.write("<table><tr><td>项目名称</td></tr></table>");</script>
</head><body>
<div class="nav"><a href="/">首页</a> <a href="/zwgk">政务公开</a> <a href="/bsfw">办事服务</a> <a href="/hdjl">互动交流</a></div>
<div class="crumbs">当前位置：<a href="/">首页</a>&nbsp;&gt;&nbsp;<a href="/czxx">财政信息</a>&nbsp;&gt;&nbsp;绩效目标公开</div>
%s
<div class="footer"><p>主办：%s　版权所有　网站标识码：1410240008</p>\
<p>ICP备案号：晋ICP备0500xxxx号-1　<a href="/map">网站地图</a></p></div>
</body></html>
"""


def library_site_page(path: Path) -> None:
    goals = pages.table(
        """
项目名称 | 公共图书馆总分馆体系建设 | < | 主管部门 | 洪洞县文化和旅游局
项目单位 | 洪洞县图书馆 | < | 项目属性 | 延续性项目
项目资金<br/>（万元） | 年度资金总额 | 210.00 | < | <
^ | 其中：财政拨款 | 190.00 | < | <
^ | 其他资金 | 20.00 | < | <
年度总体目标 | 新建乡镇分馆4个，新增藏书2.6万册，<br/>全年借阅量达到18万册次，推进&ldquo;书香洪洞&rdquo;建设。 | < | < | <
年度<br/>绩效<br/>指标 | 一级指标 | 二级指标 | 三级指标 | 指标值
^ | 成本指标 | 经济成本指标 | 图书采购平均单价 | &le;45元/册
^ | 产出指标 | 数量指标 | 新建乡镇分馆 | 4个
^ | ^ | ^ | 新增藏书量 | &ge;2.6万册
^ | ^ | 质量指标 | 图书编目合格率 | &ge;99%
^ | ^ | 时效指标 | 分馆开馆时间 | 2026年9月底前
^ | 效益指标 | 社会效益指标 | 全年借阅量 | &ge;18万册次
^ | ^ | ^ | 阅读推广活动参与人次 | &#8805;1.2万人次
^ | 满意度指标 | 服务对象满意度指标 | 读者满意度 | &ge;95&#37;
""",
        'class="绩效目标" border="1" cellspacing="0"',
    )
    body = f"""
<table class="layout" width="1000"><tr><td width="220"><table><tr><td>栏目导航</td></tr><tr><td><a href="/1">部门预算</a></td></tr>
<tr><td><a href="/2">部门决算</a></td></tr><tr><td><a href="/3">绩效目标</a></td></tr></table></td>
<td><h2>2026年度项目支出绩效目标表</h2><p class="info">发布时间：2026-02-10&nbsp;&nbsp;来源：县文化和旅游局&nbsp;&nbsp;浏览次数：137</p>
{goals}
<p>【打印】&nbsp;【关闭窗口】</p></td></tr></table>"""
    pages.save(path, _SITE % ("2026年度项目支出绩效目标表-洪洞县人民政府", body, "洪洞县人民政府办公室"))


def fire_rescue_split(path: Path) -> None:
    upper = """
项目名称 | 乡镇专职消防队装备配备 | < | 项目编码 | 2025-XF-017
实施单位 | 岱山县消防救援大队 | < | 预算资金（元） | 2,960,000
年度目标 | 为6个乡镇专职消防队配齐灭火救援装备，缩短初战响应时间。 | < | < | <
"""
    head = "一级指标 | 二级指标 | 三级指标 | 全年目标值 | 备注"
    first = """
产出指标 | 数量指标 | 购置水罐消防车 | 2辆 |
^ | ^ | 配备个人防护装备 | 72套 | 每队12套
^ | 质量指标 | 装备验收合格率 | 100% |
^ | ^ | 装备器材完好率 | ≥98% |
"""
    second = """
 | 时效指标 | 装备配发完成时间 | 2025年10月31日前 |
^ | 成本指标 | 水罐消防车单价 | ≤98万元/辆 | 含税
效益指标 | 社会效益指标 | 初战到场时间 | ≤15分钟 |
^ | ^ | 亡人火灾起数 | 0起 |
^ | 可持续影响指标 | 消防车设计使用年限 | ≥12年 |
满意度指标 | 服务对象满意度指标 | 专职消防员满意度 | ≥90% |
"""
    body = f"""
<div id="content"><table border="1"><caption>2025年度项目支出绩效目标表</caption><thead>
{pages.rows(upper, tag="th")}
{pages.rows(head, tag="th")}</thead><tbody>
{pages.rows(first)}</tbody></table>
<p style="text-align:center">&nbsp;</p>
<table border="1"><tbody>
{pages.rows(second)}</tbody></table>
<div class="pages">上一页&nbsp;1&nbsp;2&nbsp;下一页</div></div>"""
    pages.save(path, _SITE % ("绩效目标公开", body, "岱山县人民政府"))


def rehabilitation_nested(path: Path) -> None:
    head = pages.table(
        """
项目名称 | 残疾儿童康复救助 | < | <
主管部门 | 旌德县残疾人联合会 | 实施单位 | 旌德县残疾人康复中心
项目资金（万元） | 年度资金总额： | 126.00 | 执行率分值（10）
^ | 其中：财政拨款 | 126.00 | 10
^ | 上年结转 | 0.00 |
^ | 其他资金 | 0.00 |
年度总体目标 | 目标1：为86名残疾儿童提供康复训练。<br>目标2：为32名残疾儿童适配辅助器具。 | < | <
"""
    )
    indicators = pages.table(
        """
一级指标 | 二级指标 | 三级指标 | 预期实现值 | 分值权重（90）
成本指标 | 经济成本指标 | 康复训练人均补助标准 | ≤1.2万元/年 | 20
产出指标 | 数量指标 | 康复训练儿童人数 | ≥86名 | 10
^ | ^ | 适配辅助器具人数 | ≥32名 | 10
^ | 质量指标 | 定点机构合规率 | =100% | 10
^ | 时效指标 | 补助资金拨付及时率 | ≥95% | 10
效益指标 | 社会效益指标 | 康复有效率 | ≥80% | 20
满意度指标 | 服务对象满意度指标 | 残疾儿童家长满意度 | ≥90% | 10
"""
    )
    body = f"""
<table width="960" align="center"><tr><td align="center"><b>项目支出绩效目标表</b></td></tr>
<tr><td align="center">（2026年度）</td></tr>
<tr><td><table width="100%"><tr><td>{head}</td></tr><tr><td>{indicators}</td></tr></table></td></tr>
<tr><td align="right">填表人：方某　审核人：吕某　2025-11-28</td></tr></table>"""
    pages.save(path, _SITE % ("残疾儿童康复救助项目绩效目标", body, "旌德县人民政府"))


def cdc_site_page(path: Path) -> None:
    prevention = pages.table(
        """
项目名称 | < | 重点传染病监测与免疫规划 | < | <
项目单位 | < | 枫桥区疾病预防控制中心 | < | <
预算资金（万元） | < | 合计：<b>312.80</b> | 财政拨款：312.80 | 其他资金：0.00
年度目标 | < | 1. 落实国家免疫规划，适龄儿童疫苗接种率以街道为单位保持在95%以上。⏎2. 提升传染病早期监测预警能力，规范处置突发疫情。 | < | <
一级指标 | 二级指标 | 三级指标 | 指标值 | 备&nbsp;&nbsp;注
产出指标 | 数量指标 | 免疫规划疫苗接种剂次 | ≥86,000剂次 |
^ | ^ | 哨点医院监测数量 | 5家 | 含社区卫生服务中心2家
^ | ^ | 采集检测流感样病例标本 | ≥1040份 | 每周20份
^ | 质量指标 | 冷链设备温度监测合格率 | &ge;99% |
^ | 时效指标 | 甲类及按甲类管理传染病报告时限 | &le;2小时 |
效益指标 | 社会效益指标 | 适龄儿童免疫规划疫苗接种率 | &ge;95% |
^ | 可持续影响指标 | 突发公共卫生事件应急处置能力 | 持续增强 |
满意度指标 | 服务对象满意度指标 | 儿童家长满意度 | &ge;90% |
""",
        'class="c" width="100%"',
    )
    tuberculosis = pages.table(
        """
项目名称 | < | 结核病防治与患者关怀 | < | <
项目单位 | < | 枫桥区结核病防治所 | < | <
预算资金（万元） | < | 合计：<b>94.65</b> | 财政拨款：90.00 | 其他资金：4.65
年度目标 | < | 发现并规范管理肺结核患者，控制学校聚集性疫情。 | < | <
一级指标 | 二级指标 | 三级指标 | 指标值 | 备&nbsp;&nbsp;注
产出指标 | 数量指标 | 重点人群结核病筛查人数 | ≥12000人 |
^ | 质量指标 | 肺结核患者规范管理率 | ≥92% |
^ | 时效指标 | 学校疫情处置时限 | ≤24小时 |
^ | 成本指标 | 人均筛查成本 | ≤45元/人 |
效益指标 | 社会效益指标 | 肺结核患者成功治疗率 | ≥90% |
满意度指标 | 服务对象满意度指标 | 患者满意度 | ≥88% |
""",
        'class="c" width="100%"',
    )
    menu = "".join(
        f'<td class="nav"><a href="#">{name}</a></td>' for name in "首 页|机构概况|政务公开|健康科普|疫情信息|办事服务|互动交流".split("|")
    )
    news = (
        ("2024年度部门决算公开", "2025-08-20"),
        ("2025年部门预算公开说明", "2025-02-12"),
        ("项目支出绩效自评报告（2024年度）", "2025-06-30"),
        ("绩效指标库征求意见公告", "2025-01-09"),
        ("政府采购意向公告", "2025-03-03"),
    )
    side = "".join(f'<li><a href="#" title="{title}">{title}</a><span>{day}</span></li>' for title, day in news)
    pages.save(
        path,
        f"""
<!DOCTYPE html PUBLIC "-//W3C//DTD XHTML 1.0 Transitional//EN" "http://www.w3.org/TR/xhtml1/DTD/xhtml1-transitional.dtd">
<html xmlns="http://www.w3.org/1999/xhtml"><head><meta http-equiv="Content-Type" content="text/html; charset=utf-8" />
<title>枫桥区卫生健康局2025年部门预算项目绩效目标公开_预算公开_枫桥区人民政府</title>
<style>.c{{border-collapse:collapse}} .c td{{border:1px solid #333;padding:4px;font-size:14px}} .nav{{background:#06c;color:#fff}}</style>
<script type="text/javascript">document.write('<div id="fx"></div>'); function page(n){{return "指标值:"+n;}}</script></head>
<body><table width="1000" align="center" cellpadding="0"><tr><td colspan="7"><img src="/top.jpg" alt="枫桥区人民政府门户网站" /></td></tr>
<tr>{menu}</tr></table>
<div>您当前的位置：<a href="/">首页</a> &gt; <a href="/zwgk/">政务公开</a> &gt; <a href="/zwgk/ys/">预算公开</a></div>
<table width="1000" align="center"><tr><td width="230" valign="top"><h3>相关信息</h3><ul>{side}</ul></td><td valign="top">
<h1 style="text-align:center">枫桥区卫生健康局2025年部门预算项目绩效目标公开</h1>
<p>发布时间：2025-02-14 09:32　来源：区卫生健康局　浏览次数：<span id="hits">316</span>　\
字体：【<a href="#">大</a> <a href="#">中</a> <a href="#">小</a>】</p>
<p>　　按照预算绩效管理有关要求，现将我局2025年重点项目绩效目标予以公开，接受社会监督。</p>
<p><strong>一、重点传染病监测与免疫规划</strong></p>
{prevention}
<p>&nbsp;</p><p><strong>二、结核病防治与患者关怀</strong></p>
{tuberculosis}
<p style="text-align:right">枫桥区卫生健康局<br/>2025年2月14日</p>
<p>【<a href="javascript:window.print()">打印本页</a>】 【<a href="javascript:window.close()">关闭窗口</a>】</p>
<p>上一篇：<a href="#">2025年“三公”经费预算情况说明</a></p><p>下一篇：<a href="#">2025年政府购买服务目录</a></p></td></tr></table>
<table width="1000" align="center"><tr><td>友情链接：</td><td><select><option>---国家部委---</option><option>国家疾控局</option></select>\
</td><td><select><option>---市直部门---</option><option>市卫生健康委</option></select></td></tr></table>
<div id="footer">主办：枫桥区人民政府办公室　备案号：某ICP备00000000号　网站标识码：3300000000<br/>\
联系电话：0000-8120012　建议使用1024*768以上分辨率浏览</div></body></html>
""",
    )
