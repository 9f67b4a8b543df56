// Scripts of every page: keyboard access to what scrolls, folded code, copy buttons, the shortcut of the search.

import switchOfColours from "./switch.js";

const names = [["pre", "Code"], ["figure.picture", "Picture"], [".table-scroll, .pst-scrollable-table-container", "Table"], [".cell_output, .cell_output .output, .cell_output .text_html, .cell_output .text_html > div", "Output"]];

const last = document.querySelector(".bd-header .navbar-header-items__end .navbar-item:last-child");
if (last && !last.querySelector(".theme-switch-container")) last.innerHTML = switchOfColours;

// On a phone the sidebar has the links and the switch of the header.
const drawer = document.querySelector(".sidebar-header-items:empty");
if (drawer)
  for (const part of document.querySelectorAll(".bd-header .navbar-header-items__center, .bd-header .navbar-header-items__end .navbar-item:last-child")) {
    const copy = part.cloneNode(true);
    copy.querySelector("nav")?.setAttribute("aria-label", "Site, in the sidebar");
    drawer.append(copy);
  }

function reach() {
  for (const [selector, name] of names)
    for (const part of document.querySelectorAll(selector)) {
      const scrolls = part.scrollWidth > part.clientWidth + 1;
      part.classList.toggle("scrolls", scrolls);
      if (!scrolls || part.hasAttribute("tabindex")) continue;
      part.tabIndex = 0;
      part.setAttribute("role", "group");
      part.setAttribute("aria-label", `${name}, scrolls sideways`);
    }
}

// Long cells of code in a notebook are folded.
const LONGEST = 12;
for (const cell of document.querySelectorAll(".cell_input")) {
  const lines = cell.textContent.trim().split("\n").length;
  if (lines <= LONGEST) continue;
  const details = document.createElement("details");
  details.className = "folded";
  const summary = document.createElement("summary");
  summary.textContent = `Code, ${lines} lines`;
  cell.before(details);
  details.append(summary, cell);
}

for (const part of document.querySelectorAll(".cite-one, .copied")) {
  const button = document.createElement("button");
  Object.assign(button, { type: "button", className: "copy", textContent: "Copy" });
  button.addEventListener("click", async () => {
    await navigator.clipboard?.writeText(part.querySelector(".cite-text, pre").textContent);
    button.textContent = "Copied";
    setTimeout(() => { button.textContent = "Copy"; }, 2000);
  });
  part.append(button);
}

addEventListener("keydown", (event) => {
  if ((event.ctrlKey || event.metaKey) && event.key.toLowerCase() === "k") {
    event.preventDefault();
    const fields = [...document.querySelectorAll("#q, #search-form input, .site-search input")];
    const field = fields.find((each) => each.offsetParent);
    if (field) field.focus();
    else document.querySelector(".site-search-link")?.click();
  }
});

addEventListener("load", reach);
addEventListener("resize", reach);
