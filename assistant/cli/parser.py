"""Commands and options of the contract."""

import argparse
import re
from collections.abc import Iterable
from pathlib import Path
from typing import NoReturn

from assistant.cli import batch_command, commands, compare_command, parse_command, review_command
from assistant.errors import InputError
from assistant.settings import DEFAULT_SUGGESTIONS

_SUITES = ("parse", "retrieval", "draft", "review", "suggest", "model", "all")
_COMPLAINTS = (
    (r"the following arguments are required: (.+)", "缺少参数 {}"),
    (r"unrecognized arguments: (.+)", "不认识的参数 {}"),
    (r"argument 命令: invalid choice: (.+?) \(.*", "没有命令 {}"),
    (r"argument (\S+): expected .*argument.*", "参数 {} 后面缺少值"),
    (r"argument (\S+): invalid choice: (.+?) \(.*", "参数 {} 不接受 {}"),
    (r"argument (\S+): invalid \S+ value: (.+)", "参数 {} 的值 {} 不对"),
    (r"argument (\S+): ignored explicit argument (.+)", "参数 {} 后面不能带值 {}"),
    (r"argument (\S+): (.+)", "参数 {} {}"),
    (r"ambiguous option: (\S+) .*", "参数 {} 有歧义"),
)


class _Formatter(argparse.HelpFormatter):
    """Help in Chinese."""

    def add_usage(
        self,
        usage: str | None,
        actions: Iterable[argparse.Action],
        groups: Iterable[argparse._MutuallyExclusiveGroup],
        prefix: str | None = None,
    ) -> None:
        super().add_usage(usage, actions, groups, "用法：" if prefix is None else prefix)


class _Parser(argparse.ArgumentParser):
    """Help in Chinese, and usage errors as one Chinese sentence with the way to the help."""

    def __init__(self, *, prog: str, description: str) -> None:
        super().__init__(prog=prog, description=description, allow_abbrev=False, add_help=False, formatter_class=_Formatter)
        self._positionals.title, self._optionals.title = "参数", "选项"
        self.add_argument("-h", "--help", action="help", help="显示这份说明")

    def error(self, message: str) -> NoReturn:
        for pattern, sentence in _COMPLAINTS:
            match = re.fullmatch(pattern, message)
            if match:
                message = sentence.format(*match.groups())
                break
        raise InputError(f"命令写法有误：{message}，用法见 `{self.prog} --help`。")


def _whole_number(text: str) -> int:
    if not re.fullmatch(r"[1-9]\d{0,3}", text):
        raise argparse.ArgumentTypeError(f"的值 {text!r} 不对，应是 1 到 9999 的整数")
    return int(text)


def _large_number(text: str) -> int:
    if not re.fullmatch(r"[1-9]\d{0,11}", text):
        raise argparse.ArgumentTypeError(f"的值 {text!r} 不对，应是大于 0 的整数，不写逗号和单位")
    return int(text)


def _text(text: str) -> str:
    if any("\ud800" <= character <= "\udfff" for character in text):
        raise argparse.ArgumentTypeError("里有无法识别的字符，请在 UTF-8 编码的终端里重新输入")
    return text


def make_parser() -> argparse.ArgumentParser:
    """The parser of all commands; each sets `run`, a function of arguments and settings that returns the exit code."""
    parser = _Parser(prog="python -m assistant", description="绩效目标起草助手：起草、检查、导出预算项目绩效目标表。")
    subcommands = parser.add_subparsers(metavar="命令", title="命令", required=True, dest="command", parser_class=_Parser)

    def command(name: str, text: str, run: object) -> argparse.ArgumentParser:
        added = subcommands.add_parser(name, help=text, description=text)
        added.add_argument("--json", action="store_true", help="只输出 JSON")
        added.set_defaults(run=run)
        return added

    parse = command("parse", "读取文件中的绩效目标表", parse_command.parse_files)
    parse.add_argument("paths", nargs="+", type=Path, metavar="文件")
    parse.add_argument("--model", action="store_true", help="没有读懂的原文另请语言模型看一遍；只收逐字见于原文的内容，都待确认")

    index = command("index", "建立或更新范例索引", commands.index)
    index.add_argument("paths", nargs="*", type=Path, metavar="文件", help="除 corpus/ 以外再加入的文件")
    index.add_argument("--rebuild", action="store_true", help="清空后重建")

    search = command("search", "查找相近的范例", commands.search)
    search.add_argument("text", type=_text, metavar="文字")
    search.add_argument("-k", type=_whole_number, default=5, metavar="数", help="个数，默认 5")
    _add_exclusion(search)

    _add_draft(command("draft", "起草绩效目标和指标", commands.draft_project))

    _add_review(command("review", "检查已有的绩效目标表", review_command.review_files))

    suggest = command("suggest", "推荐已有绩效目标表缺少的指标", commands.suggest_indicators)
    suggest.add_argument("path", type=Path, metavar="文件")
    suggest.add_argument(
        "-k",
        type=_whole_number,
        default=DEFAULT_SUGGESTIONS,
        metavar="数",
        help=f"每张表推荐的条数，默认 {DEFAULT_SUGGESTIONS}；必设的指标总是列出，语言模型另补的不超过 3 条",
    )
    suggest.add_argument("--offline", action="store_true", help="不使用语言模型")
    _add_exclusion(suggest)

    export = command("export", "把绩效目标表导出为规定格式", commands.export)
    export.add_argument("path", type=Path, metavar="文件")
    export.add_argument(
        "--template",
        type=_text,
        metavar="表式",
        help="three_class 三分类，four_class 四分类，或地方表式的编号（写错时列出全部）；默认同原表",
    )
    export.add_argument("--table", type=_whole_number, metavar="序号", help="文件里有几张表时选第几张")
    export.add_argument("--out", type=Path, required=True, metavar="文件", help="写出 .docx .xlsx .json .csv .md")

    evaluate = command("evaluate", "在离线基准上测量", commands.evaluate)
    evaluate.add_argument(
        "--suite",
        choices=("parse", "retrieval", "draft", "review", "suggest", "model", "all"),
        default="all",
        help="默认 all，不含 model；model 比较离线与语言模型",
    )
    evaluate.add_argument("--items", type=Path, metavar="文件", help="逐项结果写入此 JSON Lines 文件")

    command("check-model", "检查语言模型的端点：能做什么、有多快、限制在哪里", commands.check_model)

    _add_batch(command("batch", "按项目清单批量起草，或批量审核已有的表", batch_command.run_batch))

    _add_compare(command("compare", "比较几种提示词或模型的批量草稿，隐去来源由人评判", compare_command.compare_drafts))
    return parser


def _add_batch(batch: argparse.ArgumentParser) -> None:
    batch.add_argument(
        "paths", nargs="*", type=Path, metavar="清单", help="项目清单 .xlsx 或 .csv；与 --review 同用时是要审核的文件和文件夹"
    )
    batch.add_argument("--review", action="store_true", help="不起草，而是审核这些文件和文件夹里已经填好的表：排出先看哪几张，找出相近的表")
    batch.add_argument("--out", type=Path, metavar="文件夹", help="结果写到这里；对同一个文件夹重新运行会从中断处继续")
    batch.add_argument("--template", type=_text, metavar="文件", help="写出一份空白清单 .xlsx")
    batch.add_argument(
        "--prompt", action="append", default=[], metavar="提示词", help="可多次给出，每个项目（审核时每个文件）按每个提示词各做一份"
    )
    batch.add_argument("--concurrency", type=_whole_number, default=8, metavar="数", help="同时起草几份，默认 8；端点限流时自动减少")
    batch.add_argument("--max-tokens", type=_large_number, metavar="数", help="最多用多少 token，历次运行合计；用到就停")
    batch.add_argument("--form", type=_text, metavar="表式", help="Word 文件的表式，编号与 export --template 相同")
    batch.add_argument("--skip", action="store_true", help="清单里有问题的行跳过，其余照做")
    batch.add_argument("--replace", action="store_true", help="结果文件夹里是另一份清单的，换掉它；您改过的文件另存")
    batch.add_argument("--again", action="store_true", help="失败的和改用离线草稿的重做")
    batch.add_argument("--offline", action="store_true", help="不使用语言模型")
    ways = "交给别处做：dask 是 Dask 集群，配合 --scheduler；batch-api 是模型服务的批处理接口，半价，一天内答复"
    batch.add_argument("--via", choices=["dask", "batch-api"], help=ways)
    batch.add_argument("--scheduler", type=_text, metavar="网址", help="Dask 调度器，如 tcp://主机:8786")


def _add_compare(compare: argparse.ArgumentParser) -> None:
    compare.add_argument("folders", nargs="+", type=Path, metavar="文件夹", help="用几个提示词起草的一个批量文件夹，或同一份清单的几个")
    compare.add_argument("--judge", type=_text, metavar="姓名", help="评判人；在终端里一对一对地评，随时可停，再运行接着评")
    compare.add_argument("--report", action="store_true", help="看结果：胜率、评判人是否一致、每份草稿的费用和时间")
    compare.add_argument("--save", type=Path, metavar="文件", help="同时把结果写成 .xlsx，逐条列出评判和理由")
    compare.add_argument("--sheet", type=Path, metavar="文件", help="写出评判表 .xlsx，可以离开本程序评判")
    compare.add_argument("--take", type=Path, metavar="文件", help="收回填好的评判表 .xlsx，与 --judge 同用")


def _add_exclusion(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--exclude-source", action="append", default=[], metavar="文件", help="不使用此语料文件的范例，可多次给出")


def _add_review(review: argparse.ArgumentParser) -> None:
    review.add_argument("paths", nargs="+", type=Path, metavar="文件")
    review.add_argument("--report", action="append", default=[], metavar="文件", help="把全部审核意见写成报告 .docx .xlsx .md，可多次给出")
    review.add_argument("--model", action="store_true", help="另请语言模型看一遍表述；它的意见单列一条规则，不计分")
    review.add_argument("--fix", action="store_true", help="采用只改写法、不改承诺内容的建议；改了哪里逐条列出，原文件不动")
    review.add_argument(
        "--rule", action="append", default=[], metavar="规则编号", help="与 --fix 同用：只采用这条规则的全部建议，可多次给出"
    )
    review.add_argument(
        "--out",
        action="append",
        default=[],
        metavar="文件",
        help="与 --fix 同用：写出修改后的表 .docx .xlsx .json .csv .md，可多次给出；有几张表时文件名加 -1、-2",
    )
    review.add_argument("--table", type=_whole_number, metavar="序号", help="与 --out 同用：文件里有几张表时只写出第几张")
    _add_exclusion(review)


def _add_draft(draft: argparse.ArgumentParser) -> None:
    draft.add_argument("--name", type=_text, default="", metavar="名称", help="项目名称")
    draft.add_argument("--budget", default="", metavar="金额", help="20万元、200000元，或以万元为单位的数字")
    draft.add_argument("--unit", type=_text, metavar="单位", help="实施单位")
    draft.add_argument("--year", type=_whole_number, metavar="年", help="预算年度")
    draft.add_argument("--purpose", type=_text, metavar="文字", help="做什么、做多少；其中的数量会原样写入指标")
    draft.add_argument("--framework", choices=("three_class", "four_class"), help="指标框架，默认 four_class（财预〔2021〕101号）")
    draft.add_argument("--template", type=_text, metavar="表式", help="三分类、四分类或地方表式的编号，写错时列出全部")
    draft.add_argument("--prompt", metavar="提示词", help="使用语言模型时的提示词，如 draft@1；默认 draft 的最新版")
    draft.add_argument("--offline", action="store_true", help="不使用语言模型")
    draft.add_argument(
        "--out", action="append", default=[], metavar="文件", help="写出 .docx .xlsx .json .csv .md；写文件夹则得到 Word 和 Excel"
    )
    _add_exclusion(draft)
