"""Web page examples that were written as documents: saved from Word, a department's table, a notice in prose."""

import re
from pathlib import Path

from tests.reading.unseen import pages


def _office_cell(text: str) -> str:
    """A cell as Word saves it: a paragraph of spans, Latin and Chinese apart."""
    spans = re.findall(r"[\x00-\x7f]+|[^\x00-\x7f]+", text)
    marked = (
        f"<span lang=EN-US style='font-size:10.5pt'>{part}</span>" if part.isascii() else f"<span style='font-family:宋体'>{part}</span>"
        for part in spans
    )
    return f"<p class=MsoNormal align=center>{''.join(marked)}<span lang=EN-US><o:p></o:p></span></p>"


def farmland_word_export(path: Path) -> None:
    goals = pages.table(
        """
项目名称 | 耕地恢复补充整治 | < | < | <
主管部门 | 鹿邑县自然资源局 | < | 实施单位 | 鹿邑县土地整理中心
资金情况 | 年度资金总额： | < | 3,750,000.00 | <
^ | 其中：财政拨款 | < | 3,750,000.00 | <
^ | 其他资金 | < | 0.00 | <
总 体 目 标 | 整治恢复耕地500亩，新增耕地平均质量等别不低于周边耕地，落实占补平衡任务。 | < | < | <
绩 效 指 标 | 一级指标 | 二级指标 | 三级指标 | 年度指标值
^ | 产出指标 | 数量指标 | 恢复耕地面积 | ≥500亩
^ | ^ | ^ | 修建田间道路 | 6.8公里
^ | ^ | 质量指标 | 项目验收合格率 | 100%
^ | ^ | 时效指标 | 竣工验收时间 | 2026年11月20日前
^ | ^ | 成本指标 | 亩均整治成本 | ≤7500元
^ | 效益指标 | 经济效益指标 | 新增粮食产能 | ≥400公斤/亩
^ | ^ | 生态效益指标 | 水土流失面积 | 不增加
^ | 满意度指标 | 服务对象满意度指标 | 项目区农户满意度 | ≥90%
""",
        "class=MsoTableGrid border=1 cellspacing=0 cellpadding=0",
        _office_cell,
    )
    pages.save(
        path,
        f"""
<html xmlns:o="urn:schemas-microsoft-com:office:office" xmlns:w="urn:schemas-microsoft-com:office:word">
<head><meta http-equiv=Content-Type content="text/html; charset=gb2312"><meta name=Generator content="Microsoft Word 15">
<!--[if gte mso 9]><xml><w:WordDocument><w:View>Print</w:View></w:WordDocument></xml><![endif]-->
<style><!-- p.MsoNormal {{margin:0cm; font-size:10.5pt}} --></style></head>
<body lang=ZH-CN><div class=WordSection1>
<p class=MsoNormal align=center><b><span style='font-size:16.0pt;font-family:黑体'>项目支出绩效目标申报表</span></b></p>
<p class=MsoNormal align=center><span style='font-family:宋体'>（</span>\
<span lang=EN-US>2026</span><span style='font-family:宋体'>年度）</span></p>
<p class=MsoNormal align=right><span style='font-family:宋体'>单位：元</span></p>
{goals}
<p class=MsoNormal><span lang=EN-US><o:p>&nbsp;</o:p></span></p>
</div></body></html>
""",
        "gb18030",
    )


def civil_affairs_department(path: Path) -> None:
    goals = pages.table(
        """
部门名称 | 利川市民政局 | < | < | <
年度部门预算⏎（元） | 资金总额 | < | 48,620,000.00 | <
^ | 其中：财政拨款 | < | 48,020,000.00 | <
^ | 其他资金 | < | 600,000.00 | <
^ | 其中：基本支出 | < | 6,320,000.00 | <
^ | 项目支出 | < | 42,300,000.00 | <
年度总体目标 | 目标1：城乡低保对象应保尽保，救助资金按月社会化发放。⏎目标2：基本养老服务体系更加健全，新增养老床位300张。 | < | < | <
年度重点任务 | 任务名称 | 主要实施内容 | 拟投入的资金（元） | 期望达到的目标
^ | 困难群众救助 | 发放城乡低保、特困供养和临时救助资金。 | 36,500,000.00 | 救助对象认定准确，资金按时足额发放。
^ | 养老服务 | 新建农村互助养老点15个，改造敬老院2所。 | 4,800,000.00 | 新增养老床位300张。
^ | 殡葬改革 | 建设公益性公墓3处。 | 1,000,000.00 | 节地生态安葬率逐年提高。
一级指标 | 二级指标 | 三级指标 | 年度指标值 | 备注
履职效能 | 困难群众救助 | 低保对象动态复核率 | 100% |
^ | ^ | 临时救助审批时限 | ≤10个工作日 |
^ | 养老服务 | 新增养老床位 | ≥300张 | 含改造床位
管理效率 | 预算管理 | 预算执行率 | ≥95% |
^ | 采购管理 | 政府采购合规率 | 100% |
运行成本 | 公用经费 | 三公经费变动率 | ≤0% |
社会效应 | 社会效益 | 节地生态安葬率 | ≥55% |
可持续发展能力 | 人才建设 | 社会工作持证人数 | ≥120人 |
服务对象满意度 | 社会公众满意度 | 救助对象满意度 | ≥90% |
"""
    )
    pages.save(
        path,
        f"""
<html><head><meta charset="utf-8"><title>部门整体绩效目标</title></head><body>
<p>附件4</p><h3 align="center">2026年度部门整体支出绩效目标表</h3>
{goals}
<p>单位负责人：　　　　填报人：覃某　　　　填报日期：2025年12月2日</p></body></html>
""",
    )


def weather_notice(path: Path) -> None:
    pages.save(
        path,
        """
<html><head><meta charset="utf-8"><title>通知公告</title></head><body>
<div class="top"><a href="#">网站首页</a>|<a href="#">机构概况</a>|<a href="#">通知公告</a></div>
<h1>关于2027年人工影响天气作业项目绩效目标的公示</h1>
<p class="time">发布时间：2026-11-30 09:12　　作者：办公室　　字号：大 中 小</p>
<p>按照预算绩效管理有关要求，现将我局2027年人工影响天气作业项目绩效目标公示如下，公示期5个工作日，联系电话0941-362xxxx。</p>
<h2>一、项目概况</h2>
<p>项目名称：人工影响天气作业。项目由卓尼县气象局负责实施，2027年安排预算98万元，其中财政拨款98万元。</p>
<h2>二、年度绩效目标</h2>
<ol><li>开展增雨防雹作业45轮次以上，保护面积达到1.1万公顷。</li><li>完成12个固定作业点标准化维护，作业安全责任事故为零。</li></ol>
<h2>三、绩效指标</h2>
<h3>（一）产出指标</h3>
<p>数量指标：增雨防雹作业≥45轮次维护固定作业点12个作业人员培训≥80人次质量指标：弹药安全管理合格率100%时效指标：汛前装备检修完成时间：4月底前</p>
<p>成本指标：单枚火箭弹采购成本不高于3200元。</p>
<h3>（二）效益指标</h3>
<p>社会效益指标：受益乡镇比例，得到作业保护的乡镇占全县乡镇的比例大于等于90%。</p>
<p>经济效益指标：年减少雹灾损失≥300万元。</p>
<h3>（三）满意度指标</h3>
<p>服务对象满意度指标：农牧民满意度≥88%。</p>
<p align="right">卓尼县气象局<br>2026年11月30日</p>
<div class="share">分享到：微信 微博</div><div>友情链接：中国气象局 | 省政府网</div>
</body></html>
""",
    )


def _wrapped_cell(text: str) -> str:
    """A cell as an older Word saves it: a paragraph a line, the markup itself broken over lines."""
    return "".join(
        "\n  <p class=MsoNormal align=center style='text-align:center;mso-pagination:widow-orphan'><span style='font-size:10.5pt;\n"
        f"  font-family:宋体;mso-ascii-font-family:Calibri'>{line}<span lang=EN-US><o:p></o:p></span></span></p>\n  "
        for line in text.split("<br>")
    )


def shelter_word_export(path: Path) -> None:
    goals = pages.table(
        """
部门名称 | < | 石屏岭区人民防空办公室 | < | < | <
年度主要任务 | 任务名称 | 主要内容 | 预算金额（万元） | < | <
^ | ^ | ^ | 总额 | 财政拨款 | 其他资金
^ | 人防工程维护管理 | 公用人防工程日常巡查、防潮除湿和设备检修 | 246.00 | 206.00 | 40.00
^ | 防空警报建设与试鸣 | 新增和更新防空警报器，组织年度警报试鸣 | 88.50 | 88.50 | &nbsp;
^ | 人防宣传教育 | 人防知识进学校、进社区、进机关 | 25.50 | 25.50 | &nbsp;
^ | 金额合计 | < | 360.00 | 320.00 | 40.00
年度总体目标 | 目标<span lang=EN-US>1</span>：保持公用人防工程完好，平时服务群众、战时能够使用。⏎\
目标<span lang=EN-US>2</span>：全区防空警报音响覆盖率达到<span lang=EN-US>96%</span>以上。⏎\
目标<span lang=EN-US>3</span>：公众人防意识进一步增强。 | < | < | < | <
年度绩效指标 | 一级指标 | 二级指标 | 三级指标 | 指标解释 | 指标值
^ | 产出指标 | 数量指标 | 维护管理公用人防工程 | 纳入台账并维护的工程处数 | ≥52处
^ | ^ | ^ | 新增更新防空警报器 | 年内安装调试完成的台数 | 8台
^ | ^ | ^ | 开展人防宣传教育活动 | 进学校、社区、机关的场次 | ≥40场
^ | ^ | 质量指标 | 人防工程维护达标率 | 检查达标处数占维护处数的比例 | ≥95%
^ | ^ | ^ | 警报试鸣鸣响率 | 鸣响台数占应鸣台数的比例 | 100%
^ | ^ | 时效指标 | 防空警报试鸣完成时间 | 按市统一部署组织试鸣的日期 | 2025年9月18日
^ | ^ | 成本指标 | 部门项目支出总额 | 当年项目支出决算数 | ≤360万元
^ | 效益指标 | 社会效益指标 | 防空警报音响覆盖率 | 覆盖面积占建成区面积的比例 | ≥96%
^ | ^ | 可持续影响指标 | 人防工程平战结合利用水平 | 平时开放利用的情况 | 不断提高
^ | 满意度指标 | 社会公众或服务对象满意度指标 | 群众满意度 | 问卷调查满意的比例 | ≥85%
""",
        "class=MsoNormalTable border=1 cellspacing=0 cellpadding=0 style='border-collapse:collapse;mso-yfti-tbllook:480'",
        _wrapped_cell,
    )
    pages.save(
        path,
        f"""
<html xmlns:v="urn:schemas-microsoft-com:vml" xmlns:o="urn:schemas-microsoft-com:office:office" \
xmlns:w="urn:schemas-microsoft-com:office:word" xmlns="http://www.w3.org/TR/REC-html40">
<head><meta http-equiv=Content-Type content="text/html; charset=gb2312"><meta name=ProgId content=Word.Document>
<!--[if gte mso 9]><xml><o:DocumentProperties><o:Author>USER-2019</o:Author><o:Pages>2</o:Pages></o:DocumentProperties></xml><![endif]-->
<style><!-- @font-face {{font-family:宋体;}} p.MsoNormal {{margin:0cm;font-size:10.5pt}} --></style></head>
<body lang=ZH-CN style='tab-interval:21.0pt'><div class=Section1>
<p class=MsoNormal align=center><b><span style='font-size:18.0pt;font-family:方正小标宋简体'><span lang=EN-US>2025</span>\
年部门整体支出绩效目标表<span lang=EN-US><o:p></o:p></span></span></b></p>
<p class=MsoNormal><span style='font-family:宋体'>填报单位：石屏岭区人民防空办公室<span lang=EN-US>\
<span style='mso-spacerun:yes'>&nbsp;&nbsp;&nbsp;&nbsp;&nbsp;&nbsp;&nbsp;&nbsp; </span></span>单位：万元</span></p>
{goals}
<p class=MsoNormal><span lang=EN-US><o:p>&nbsp;</o:p></span></p></div></body></html>
""",
        "gb2312",
    )
