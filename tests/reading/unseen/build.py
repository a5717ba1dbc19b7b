"""Builds the example documents anew: `python -m tests.reading.unseen.build`. What to read in them stands beside them, written by hand."""

from collections.abc import Callable
from pathlib import Path

from tests.reading.unseen import pages_sites, pages_written, prints, sheets_several, sheets_single, texts, word_forms, word_texts

DOCUMENTS = Path(__file__).parent / "documents"
BUILDERS: dict[str, tuple[Callable[[Path], None], ...]] = {
    "docx": (
        word_forms.water_mains,
        word_forms.hospital_self_review,
        word_forms.police_two_sided,
        word_forms.forestry_department,
        word_forms.rural_roads_pages,
        word_forms.levee_header,
        word_forms.fire_selfreview,
        word_texts.museum_notice,
        word_texts.veterans_template,
        word_texts.blank_form,
        word_texts.elderly_homes_townships,
        word_texts.library_textbox_nested,
        word_texts.bus_notice_two,
    ),
    "xlsx": (
        sheets_single.it_services_sheets,
        sheets_single.irrigation_formats,
        sheets_single.schools_flat_list,
        sheets_single.sports_one_per_row,
        sheets_single.archives_cover_sheet,
        sheets_single.sanitation_monitoring,
        sheets_several.food_safety_stacked,
        sheets_several.sanitation_side_by_side,
        sheets_several.drinking_water_townships,
        sheets_several.emergency_heading_units,
        sheets_several.farm_flat_list,
        sheets_several.eldercare_townships,
    ),
    "pdf": (prints.sports_ruled_pages, prints.weather_three_lines, prints.heritage_no_rules),
    "html": (
        pages_sites.library_site_page,
        pages_sites.fire_rescue_split,
        pages_sites.rehabilitation_nested,
        pages_sites.cdc_site_page,
        pages_written.farmland_word_export,
        pages_written.civil_affairs_department,
        pages_written.weather_notice,
        pages_written.shelter_word_export,
    ),
    "txt": (texts.fishery_late_classes, texts.grain_wide_blanks),
    "csv": (texts.justice_glued,),
    "md": (texts.lift_retrofit_markdown,),
}


def build(folder: Path = DOCUMENTS) -> None:
    """Write every document into a folder."""
    for ending, builders in BUILDERS.items():
        for builder in builders:
            builder(folder / f"{builder.__name__}.{ending}")


if __name__ == "__main__":
    build()
