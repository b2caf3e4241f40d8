"""A check that breaks is told apart and hides nothing; accepted findings are kept and shown as accepted."""

from dataclasses import replace

import pytest

from macros_py.checks import CATALOGUE, Check, Records, Severity, run_checks


class Breaks(Check):
    """A check with a bug."""

    code = "Z999"
    title = "出错的校验"
    severity = Severity.ERROR
    message = "{value}"
    hint = ""

    def project(self, project):
        yield self.finding(project, project, "name", project.name)
        raise ZeroDivisionError


def test_a_check_that_raises_is_reported_and_hides_no_finding(config, read_document):
    records = Records([read_document("项目名称:"), read_document("项目编号: 2")])

    report = run_checks((Breaks, *CATALOGUE), records, config)
    alone = run_checks(CATALOGUE, records, config)

    assert [(broken.code, type(broken.error)) for broken in report.broken] == [("Z999", ZeroDivisionError)]
    assert [finding for finding in report.findings if finding.code != "Z999"] == list(alone.findings)
    assert [finding.code for finding in report.findings].count("Z999") == 1


def test_a_finding_named_in_the_accepted_column_is_kept_as_accepted(config, read_document):
    project = replace(read_document("项目名称:"), accepted="F101 上级文件原文如此")

    (finding,) = [one for one in run_checks(CATALOGUE, Records([project]), config).findings if one.code == "F101"]

    assert finding.severity is Severity.ACCEPTED
    assert "上级文件原文如此" in finding.hint


def test_another_code_in_the_accepted_column_accepts_nothing(config, read_document):
    project = replace(read_document("项目名称:"), accepted="T302 已核")

    (finding,) = [one for one in run_checks(CATALOGUE, Records([project]), config).findings if one.code == "F101"]

    assert finding.severity is Severity.ERROR


@pytest.mark.parametrize("text", ["F101：上级文件原文如此", "f101 原文", "Ｆ１０１ 原文", "T302 F101 两处都是原文"])
def test_a_code_is_read_in_the_ways_in_which_it_is_typed(config, read_document, text):
    project = replace(read_document("项目名称:"), accepted=text)

    (finding,) = [one for one in run_checks(CATALOGUE, Records([project]), config).findings if one.code == "F101"]

    assert finding.severity is Severity.ACCEPTED


@pytest.mark.parametrize(("text", "told"), [("F101。", "再写上理由"), ("看过，不用改", "写成“F101 看过，不用改”")])
def test_what_lacks_its_code_or_its_reason_accepts_nothing_and_says_so(config, read_document, text, told):
    project = replace(read_document("项目名称:"), accepted=text)

    (finding,) = [one for one in run_checks(CATALOGUE, Records([project]), config).findings if one.code == "F101"]

    assert finding.severity is Severity.ERROR
    assert told in finding.hint
