// What scrolls sideways can be reached and scrolled by the keyboard, and each part of a page has a name.
document.querySelector(".sidebar-drawer")?.setAttribute("aria-label", "Site");
document.querySelector(".toc-drawer")?.setAttribute("aria-label", "On this page");

const names = [["pre", "Code"], ["figure.chart, figure.picture", "Picture"], [".table-wrapper, .dt-layout-table", "Table"], [".output", "Output"]];

function reach() {
  for (const [selector, name] of names)
    for (const part of document.querySelectorAll(selector)) {
      if (part.scrollWidth > part.clientWidth) {
        part.tabIndex = 0;
        part.setAttribute("role", "group");
        part.setAttribute("aria-label", name);
      }
    }
}

addEventListener("load", reach);
addEventListener("resize", reach);
