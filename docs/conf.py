"""Configuration of Sphinx."""

import os
import sys
from pathlib import Path

import apec_outcomes

sys.path.insert(0, str(Path(__file__).parent / "_ext"))

project = "apec-outcomes"
author = "The apec-outcomes authors"
copyright = "the apec-outcomes authors; code MIT, dataset CC BY 4.0"
version = release = apec_outcomes.__version__

extensions = [
    "myst_nb",
    "sphinx.ext.autodoc",
    "sphinx.ext.intersphinx",
    "sphinx.ext.napoleon",
    "sphinx_copybutton",
    "sphinx_design",
    "record",
    "acronyms",
    "browser",
    "examples",
    "reference",
]
exclude_patterns = ["_build", "_ext", "README.md", "record"]
templates_path = ["_templates"]

# The standard library's inventory is part of the repository, so that a build needs no network.
intersphinx_mapping = {"python": ("https://docs.python.org/3", "_inventories/python.inv")}
nitpicky = True
nitpick_ignore_regex = [
    # Type variables and private types.
    (r"py:.*", r"(apec_outcomes\..*\.)?(R|R_co|K|T|When|Field|SourceRef|Exported)"),
    (r"py:.*", r"apec_outcomes\.(_|model\._|query\._|export\._).*"),
    (r"py:.*", r"(Axes|Options|matplotlib|pandas|polars|pyarrow|networkx|cattrs|Converter|datetime\.).*"),
]
suppress_warnings = ["myst.header"]

default_role = "code"
smartquotes = False
html_copy_source = False
autodoc_typehints = "signature"
autodoc_typehints_format = "short"
maximum_signature_line_length = 80
python_display_short_literal_types = True
autodoc_member_order = "bysource"
napoleon_attr_annotations = False
napoleon_google_docstring = False
napoleon_use_rtype = False
napoleon_custom_sections = [("Parameters", "params_style")]

myst_enable_extensions = ["attrs_block", "attrs_inline", "colon_fence", "deflist", "substitution"]
myst_heading_anchors = 3
# `record:outcomes/index` in a link leads to that page of the record; see `record/links.py`.
myst_url_schemes = ["http", "https", "mailto", "record"]
nb_execution_mode = "off"

copybutton_prompt_text = r">>> |\.\.\. |\$ "
copybutton_prompt_is_regexp = True

# The address at which the site is published: the sitemap, the feed and the previews of links need it.
html_baseurl = os.environ.get("SITE_URL", "")

html_theme = "pydata_sphinx_theme"
html_title = "APEC outcomes"
html_favicon = "_static/favicon.svg"
html_static_path = ["_static"]
html_css_files = ["site.css"]
html_js_files = [("site.js", {"type": "module"})]
html_show_sphinx = False
html_context = {"default_mode": "auto"}
html_sidebars = {"index": [], "search": [], "record/**": ["record-sidebar"]}
html_theme_options = {
    "logo": {
        "text": "APEC outcomes",
        "image_light": "_static/favicon.svg",
        "image_dark": "_static/favicon.svg",
    },
    "navbar_align": "left",
    "navbar_center": ["site-nav"],
    "navbar_persistent": ["site-search"],
    "navbar_end": ["theme-switcher"],
    "article_header_start": ["crumbs"],
    "secondary_sidebar_items": ["site-toc"],
    "primary_sidebar_end": [],
    "templates_skip_empty_check": ["sidebar-nav-bs.html", "site-nav.html"],
    "footer_start": ["site-footer"],
    "footer_end": [],
    "disable_search": True,
    "show_prev_next": False,
    "show_nav_level": 1,
    "navigation_depth": 2,
    "show_toc_level": 2,
    "back_to_top_button": False,
    "pygments_light_style": "a11y-high-contrast-light",
    "pygments_dark_style": "a11y-high-contrast-dark",
}
