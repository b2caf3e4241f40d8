"""A check that breaks is told apart and hides nothing; accepted findings are kept and shown as accepted."""

from dataclasses import replace

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
