"""The documentation as a site, by Sphinx: `make docs` builds it."""

from __future__ import annotations

import re
import sys
from importlib.metadata import version as installed_version
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from tools.documentation import contents, generated, input_names, line_breaks  # noqa: E402 - found by the line above
from tools.documentation.repository import Repository  # noqa: E402

input_names.shorten()

project = "pulumi-ecs-express"
copyright = "the authors of pulumi-ecs-express"  # noqa: A001 - Sphinx's name
release = version = installed_version("pulumi-ecs-express")

extensions = ["myst_parser", "sphinx.ext.autodoc", "sphinx.ext.napoleon", "sphinx_copybutton", "sphinx_design"]
exclude_patterns = ["workflows"]
default_role = "py:obj"
smartquotes = False  # options begin with two hyphens
toc_object_entries_show_parents = "hide"

myst_enable_extensions = ["colon_fence"]
myst_heading_anchors = 4

autodoc_member_order = "bysource"
autodoc_typehints_format = "short"
autodoc_preserve_defaults = True
python_use_unqualified_type_names = True
add_module_names = False
napoleon_numpy_docstring = False

copybutton_prompt_text = r"\$ |>>> "
copybutton_prompt_is_regexp = True
copybutton_only_copy_prompt_lines = True

html_theme = "furo"
html_title = "pulumi-ecs-express"
html_static_path = ["_static"]
html_css_files = ["site.css"]
html_show_sphinx = False
html_theme_options = {"navigation_with_keys": True, "top_of_page_buttons": ["view"]}

REPOSITORY = Repository(
    ROOT, re.findall(r'^Documentation = "(.*)"$', (ROOT / "pyproject.toml").read_text(), re.MULTILINE)[0]
)
html_theme_options["source_repository"] = REPOSITORY.url
html_theme_options["source_branch"] = REPOSITORY.branch
html_theme_options["source_directory"] = "docs/"

linkcheck_ignore = [rf"{re.escape(REPOSITORY.url)}/.*", r"https?://(127\.0\.0\.1|localhost).*"]
linkcheck_anchors = False  # AWS's pages make theirs in the browser
linkcheck_timeout = 20
linkcheck_retries = 2


def written(_app: object, docname: str, source: list[str]) -> None:
    """Give Sphinx the text of a page as the site has it."""
    path = ROOT / "docs" / f"{docname}.md"
    if not path.exists():
        return
    text = REPOSITORY.rendered(source[0], path)
    text = contents.listed(text, path.parent) if docname == "index" else text
    source[0] = generated.filled(text)


def finished(_app: object, _name: str, _template: str, context: dict[str, Any], _doctree: object) -> None:
    """Change the HTML of a page before it is written."""
    if "body" in context:
        context["body"] = line_breaks.breakable(context["body"])


def keep(_app: object, what: str, name: str, _obj: object, _options: object, lines: list[str]) -> None:
    """Remember an attribute's docstring: napoleon would take what stands before a colon for its type."""
    if what in ("attribute", "data"):
        kept[name] = list(lines)


def restore(_app: object, _what: str, name: str, _obj: object, _options: object, lines: list[str]) -> None:
    """Put it back."""
    lines[:] = kept.pop(name, lines)


kept: dict[str, list[str]] = {}


def setup(app: Any) -> dict[str, bool]:
    """Register what this project adds."""
    app.connect("source-read", written)
    app.connect("html-page-context", finished)
    app.connect("autodoc-process-docstring", keep, priority=100)
    app.connect("autodoc-process-docstring", restore, priority=900)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
