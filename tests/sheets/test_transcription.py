from decimal import Decimal

from macros_py.model import MoneyUnit
from macros_py.sheets.transcription import load_forms


def test_the_24_project_forms_are_there_with_their_241_rows(real_projects):
    assert len(real_projects) == 24
    assert sum(len(project.indicators) for project in real_projects) == 241
    assert len({project.project_id for project in real_projects}) == 24


def test_printed_mistakes_are_kept(real_projects):
    by_id = {project.project_id: project for project in real_projects}

    assert by_id["2026-002"].funds.project_total == Decimal(15)
    assert by_id["2026-002"].funds.total == Decimal(45)
    assert by_id["2026-006"].name == ""
    assert by_id["2026-005"].year == 2025
    assert by_id["2026-002"].indicators[7].stray_left == "可持续影响指标"


def test_amounts_keep_their_unit(real_projects):
    project = next(project for project in real_projects if project.project_id == "2025-001")

    assert (project.funds.total, project.funds.unit) == (Decimal(338700), MoneyUnit.YUAN)
    assert project.funds.in_yuan(project.funds.total) == Decimal(338700)


def test_names_and_phones_are_masked():
    for form in load_forms():
        footer = form.get("footer") or {}
        assert all(not text or "×" in text for text in (footer.get("联系电话", ""), form.get("phone", "")))
