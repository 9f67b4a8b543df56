// The search page: results of Pagefind, with a filter by kind, a date, and an excerpt.
const at = (id) => document.getElementById(id);
const form = at("search-form"), field = form.elements.q;
const ORDER = ["Theme", "Forum", "Economy", "Actor", "Host year", "Meeting", "Outcome", "List", "Guide", "Notebook", "Reference"];
const PLURALS = { Economy: "Economies", Forum: "Fora", Reference: "Reference" };
const STEP = 10;

const pagefind = await import(new URL("../pagefind/pagefind.js", import.meta.url).href);
await pagefind.options({ ranking: { termFrequency: 0.6, pageLength: 0.4, termSimilarity: 2 } });

await pagefind.filters();

let kind = "", results = [], shown = 0, round = 0;

function element(name, attributes = {}, ...children) {
  const made = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
  made.append(...children);
  return made;
}

// An excerpt is HTML with <mark> around the words that were found. A text area decodes it without running scripts.
function excerpt(text) {
  return text.split(/<mark>|<\/mark>/).map((part, place) => {
    const area = document.createElement("textarea");
    area.innerHTML = part;
    return place % 2 ? element("mark", {}, area.value) : area.value;
  });
}

async function more() {
  const mine = round, start = shown;
  shown += STEP;
  const pages = await Promise.all(results.slice(start, shown).map((result) => result.data()));
  if (mine !== round) return;
  at("search-results").append(...pages.map((page) => element("li", {},
    element("p", { class: "item-title" }, element("a", { href: page.url }, page.meta.title)),
    element("p", {}, ...excerpt(page.excerpt)),
    element("p", { class: "row-more" }, [page.meta.kind, page.meta.date].filter(Boolean).join(" · ")))));
  at("search-more").hidden = shown >= results.length;
  if (start) at("search-results").children[start]?.querySelector("a")?.focus();
}

async function search() {
  const asked = field.value.trim(), mine = ++round;
  history.replaceState(null, "", asked ? `?${new URLSearchParams(kind ? { q: asked, kind } : { q: asked })}` : location.pathname);
  if (!asked) {
    at("search-results").replaceChildren();
    at("search-kinds").replaceChildren();
    at("search-status").textContent = "";
    at("search-more").hidden = true;
    return;
  }
  const found = await pagefind.search(asked, kind ? { filters: { kind } } : {});
  if (mine !== round) return;
  results = found.results;
  // Pages of themes, fora and economies with this name come before pages that mention it.
  const numbers = (kind ? found.totalFilters : found.filters).kind ?? {};
  kinds(numbers, kind ? (found.unfilteredResultCount ?? results.length) : results.length);
  at("search-status").textContent = results.length ? `${results.length} page${results.length === 1 ? "" : "s"}` : `Nothing found for “${asked}”.`;
  at("search-results").replaceChildren();
  shown = 0;
  await more();
  document.documentElement.dataset.searched = asked;
}

function kinds(numbers, total) {
  const made = ["", ...ORDER].filter((name) => !name || numbers[name]).map((name) => {
    const label = name ? (PLURALS[name] ?? `${name}s`) : "All";
    const button = element("button", { type: "button", "aria-pressed": String(name === kind) }, label, " ", element("span", {}, String(name ? numbers[name] : total)));
    button.addEventListener("click", () => { kind = name; search(); });
    return button;
  });
  at("search-kinds").replaceChildren(...made);
}

let waiting;
field.addEventListener("input", () => { clearTimeout(waiting); waiting = setTimeout(search, 120); });
form.addEventListener("submit", (event) => { event.preventDefault(); search(); });
at("search-more").addEventListener("click", more);
const asked = new URLSearchParams(location.search);
field.value = asked.get("q") ?? "";
kind = asked.get("kind") ?? "";
search();
