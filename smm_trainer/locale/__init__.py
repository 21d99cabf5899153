"""The interface's own texts, one TOML file per language, and the few formats that differ between languages.

The lowest layer: it imports nothing of the project, and everything may use it.
"""

from smm_trainer.locale.catalogue import LANGUAGES, Catalogue, Language, catalogue, content_catalogue, detect_language
from smm_trainer.locale.formats import format_clock, format_date, format_number

__all__ = [
    "LANGUAGES",
    "Catalogue",
    "Language",
    "catalogue",
    "content_catalogue",
    "detect_language",
    "format_clock",
    "format_date",
    "format_number",
]
