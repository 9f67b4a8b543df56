"""How the documentation is built."""

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
]
exclude_patterns = ["_build", "_ext", "README.md"]

# The standard library's inventory stands here, so that a build needs no network.
intersphinx_mapping = {"python": ("https://docs.python.org/3", "_inventories/python.inv")}
nitpicky = True
nitpick_ignore_regex = [
    # Type variables, and types that are no public names.
    (r"py:.*", r"(apec_outcomes\..*\.)?(R|K|T|When|Field|SourceRef|Exported)"),
    (r"py:.*", r"apec_outcomes\.(_|model\._|query\._|export\._).*"),
    (r"py:.*", r"(matplotlib|pandas|polars|pyarrow|networkx|cattrs|Converter|datetime\.).*"),
]
suppress_warnings = ["myst.header"]

default_role = "code"
smartquotes = False
html_copy_source = False
autodoc_typehints = "none"
autodoc_member_order = "bysource"
autodoc_default_options = {"members": True, "show-inheritance": True}
autodoc_class_signature = "separated"
napoleon_google_docstring = False
napoleon_use_rtype = False
napoleon_custom_sections = [("Parameters", "params_style")]

myst_enable_extensions = ["attrs_block", "attrs_inline", "colon_fence", "deflist", "substitution"]
myst_heading_anchors = 3
nb_execution_mode = "off"

copybutton_prompt_text = r">>> |\.\.\. |\$ "
copybutton_prompt_is_regexp = True

html_theme = "furo"
html_title = "apec-outcomes"
html_static_path = ["_static"]
html_css_files = ["record.css"]
html_js_files = [("tables.js", {"type": "module"}), ("reach.js", {"type": "module"})]
html_show_sphinx = False
html_theme_options = {
    "light_css_variables": {"color-brand-primary": "#0b5c8a", "color-brand-content": "#0b5c8a"},
    "dark_css_variables": {"color-brand-primary": "#7cc4ee", "color-brand-content": "#7cc4ee"},
}
