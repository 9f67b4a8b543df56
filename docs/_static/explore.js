// The pages of all outcomes and all meetings: search, facets, sort, CSV. The address contains the current choice.
// All data are in one file; there is no server.

const root = document.querySelector("[data-explorer]");
const isOutcomes = root.dataset.name === "outcomes";
const at = (id) => document.getElementById(id);
const STEP = 25;

// The page already contains the newest records, so the data can be loaded after it is shown.
if (!location.search && document.readyState !== "complete") await new Promise((done) => addEventListener("load", done, { once: true }));
const data = await (await fetch(root.dataset.explorer)).json();
const years = [...new Set(data.rows.map((row) => row.y))].sort((a, b) => a - b);
const labels = Object.fromEntries(data.facets.map((facet) => [facet.key, new Map(facet.options)]));

// Texts compare without accents, spelling variants and plurals.
const fold = (text) =>
  text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase()
    .replace(/[’']/g, "").replace(/[^\p{L}\p{N}]+/gu, " ")
    .replace(/is(ation|ations|ing|ed|e|es)\b/g, "iz$1").replace(/(lab|fav|behavi|harb|neighb)our/g, "$1or")
    .replace(/programme/g, "program").replace(/centre/g, "center");
const stem = (word) => (word.length > 4 && word.endsWith("ies") ? word.slice(0, -3) : word.length > 3 && word.endsWith("s") && !word.endsWith("ss") ? word.slice(0, -1) : word);

for (const row of data.rows) {
  for (const { key, options } of data.facets) row[key] = row[key].map((place) => options[place][0]);
  const place = isOutcomes ? data.meetings[row.m] : row.p;
  const names = Object.keys(labels).flatMap((key) => row[key].map((value) => labels[key].get(value) ?? ""));
  row.title = ` ${fold(row.t)} `;
  row.text = ` ${fold([row.t, row.s, row.h ?? "", place, ...names, row.i, row.y].join(" | "))} `;
}

const state = { q: "", sort: "new", from: "", to: "", shown: STEP, chosen: {} };

function readAddress() {
  const asked = new URLSearchParams(location.search);
  state.q = asked.get("q") ?? "";
  state.sort = asked.get("sort") ?? "new";
  state.from = asked.get("from") ?? "";
  state.to = asked.get("to") ?? "";
  for (const { key, options } of data.facets) {
    const known = new Set(options.map(([value]) => value));
    state.chosen[key] = new Set((asked.get(key) ?? "").split(",").filter((value) => known.has(value)));
  }
}

function writeAddress() {
  const asked = new URLSearchParams();
  if (state.q) asked.set("q", state.q);
  for (const { key } of data.facets) if (state.chosen[key].size) asked.set(key, [...state.chosen[key]].join(","));
  if (state.from) asked.set("from", state.from);
  if (state.to) asked.set("to", state.to);
  if (state.sort !== "new") asked.set("sort", state.sort);
  const text = asked.toString().replaceAll("%2C", ",");
  history.replaceState(null, "", text ? `?${text}` : location.pathname);
}

function wordsOf(text) {
  const parts = [...text.matchAll(/(-?)(?:"([^"]+)"?|(\S+))/g)].map(([, not, phrase, word]) => {
    const found = fold(phrase ?? word).trim();
    return { not: not === "-", text: phrase ? ` ${found} ` : found.split(" ").length > 1 ? ` ${found}` : ` ${stem(found)}` };
  });
  return parts.filter((part) => part.text.trim());
}

// Return whether a row matches. The counts of a facet ignore the choice in that facet.
function fits(row, asked, without) {
  if (state.from && row.y < +state.from) return false;
  if (state.to && row.y > +state.to) return false;
  for (const part of asked) if (row.text.includes(part.text) === part.not) return false;
  for (const key in state.chosen) {
    const wanted = state.chosen[key];
    if (key !== without && wanted.size && !row[key].some((value) => wanted.has(value))) return false;
  }
  return true;
}

const ORDERS = {
  new: (a, b) => b.o.localeCompare(a.o),
  old: (a, b) => a.o.localeCompare(b.o),
  due: (a, b) => (a.ud ?? "9999").localeCompare(b.ud ?? "9999"),
  most: (a, b) => b.c - a.c,
  title: (a, b) => a.t.localeCompare(b.t),
};

function element(name, attributes = {}, ...children) {
  const made = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
  made.append(...children);
  return made;
}

function item(row) {
  const kind = labels.kind.get(row.kind[0]);
  const more = isOutcomes
    ? [`${kind} · `, element("a", { href: `../meetings/${row.m}.html` }, data.meetings[row.m]), `, ${row.d}`, row.u ? ` · due ${row.u}` : ""]
    : [[kind, row.d, row.p, row.c ? `${row.c} outcome${row.c === 1 ? "" : "s"}` : "", row.status[0] === "held" ? "" : row.status[0]].filter(Boolean).join(" · ")];
  const parts = [element("p", { class: "item-title" }, element("a", { href: `${row.i}.html` }, row.t))];
  if (row.s) parts.push(element("p", {}, row.s));
  parts.push(element("p", { class: "row-more" }, ...more));
  return element("li", {}, ...parts);
}

let found = [...data.rows].sort(ORDERS.new);

function show({ keep = false } = {}) {
  if (!keep) state.shown = STEP;
  const asked = wordsOf(state.q);
  const inTitle = (row) => asked.length && asked.every((part) => part.not || row.title.includes(part.text));
  found = data.rows.filter((row) => fits(row, asked)).sort(ORDERS[state.sort] ?? ORDERS.new);
  if (asked.length && state.sort === "new") found = [...found.filter(inTitle), ...found.filter((row) => !inTitle(row))];
  at("results").replaceChildren(...found.slice(0, state.shown).map(item));
  const name = isOutcomes ? "outcome" : "meeting";
  at("count").textContent = found.length ? `${found.length.toLocaleString("en")} ${name}${found.length === 1 ? "" : "s"}` : `No ${name} matches. Remove a filter or a word.`;
  facets(asked);
  writeAddress();
}

function facets(asked = []) {
  at("more").hidden = found.length <= state.shown;
  for (const facet of data.facets) count(facet, asked);
  chips();
}

function count(facet, asked) {
  const numbers = new Map();
  for (const row of data.rows) if (fits(row, asked, facet.key)) for (const value of row[facet.key]) numbers.set(value, (numbers.get(value) ?? 0) + 1);
  for (const [value] of facet.options) {
    const line = facet.lines.get(value), number = numbers.get(value) ?? 0;
    line.number.textContent = number;
    line.box.checked = state.chosen[facet.key].has(value);
    line.whole.classList.toggle("is-empty", !number && !line.box.checked);
  }
}

function chips() {
  const made = [];
  const chip = (text, drop) => {
    const button = element("button", { type: "button", "aria-label": `Remove ${text}` }, text, " ×");
    button.addEventListener("click", () => { drop(); show(); at("q").focus(); });
    made.push(button);
  };
  for (const { key } of data.facets) for (const value of state.chosen[key]) chip(labels[key].get(value), () => state.chosen[key].delete(value));
  if (state.from || state.to) chip(`${state.from || years[0]}–${state.to || years.at(-1)}`, () => { at("from").value = at("to").value = state.from = state.to = ""; });
  at("chosen").replaceChildren(...made);
  at("chosen-number").textContent = made.length ? `(${made.length})` : "";
  at("clear").hidden = !made.length && !state.q;
}

function makeFacets() {
  for (const facet of data.facets) {
    facet.lines = new Map();
    const list = element("div", { class: "facet-list" });
    for (const [value, label] of facet.options) {
      const box = element("input", { type: "checkbox", value });
      const number = element("span", { class: "facet-number" });
      const whole = element("label", {}, box, element("span", { class: "facet-label" }, label), number);
      box.addEventListener("change", () => { state.chosen[facet.key][box.checked ? "add" : "delete"](value); show(); });
      facet.lines.set(value, { box, number, whole });
      list.append(whole);
    }
    const parts = [element("legend", { class: "visually-hidden" }, facet.title)];
    if (facet.options.length > 20) {
      const narrow = element("input", { type: "search", class: "form-control facet-find", placeholder: `Find in ${facet.title.toLowerCase()}`, "aria-label": `Find in ${facet.title.toLowerCase()}` });
      narrow.addEventListener("input", () => { for (const [value, label] of facet.options) facet.lines.get(value).whole.hidden = !fold(label).includes(fold(narrow.value).trim()); });
      parts.push(narrow);
    }
    const open = ["theme", "kind"].includes(facet.key) || state.chosen[facet.key].size;
    const details = element("details", { class: "facet" }, element("summary", {}, facet.title), element("fieldset", {}, ...parts, list));
    details.open = Boolean(open);
    at("facets").append(details);
  }
}

function makeYears() {
  for (const [id, last] of [["from", years[0]], ["to", years.at(-1)]]) {
    at(id).append(element("option", { value: "" }, String(last)), ...years.filter((year) => year !== last).map((year) => element("option", { value: year }, String(year))));
    at(id).value = state[id];
    at(id).addEventListener("change", () => { state[id] = at(id).value; show(); });
  }
}

function csv() {
  const names = isOutcomes
    ? ["id", "title", "summary", "kind", "date", "year", "meeting", "host", "forum", "themes", "asked", "due", "evidence", "assessment", "address"]
    : ["id", "title", "kind", "dates", "year", "place", "host", "forum", "status", "outcomes", "address"];
  const named = (row, key) => row[key].map((value) => labels[key]?.get(value) ?? value).join("; ");
  const address = (row) => new URL(`${row.i}.html`, location.href).href;
  const line = (row) => isOutcomes
    ? [row.i, row.t, row.s, named(row, "kind"), row.d, row.y, data.meetings[row.m], named(row, "host"), named(row, "forum"), row.theme.map((value) => labels.theme.get(value)).join("; "), named(row, "actor"), row.u ?? "", named(row, "evidence"), row.verdict[0] === "none" ? "" : named(row, "verdict"), address(row)]
    : [row.i, row.t, named(row, "kind"), row.d, row.y, row.p, named(row, "host"), named(row, "forum"), named(row, "status"), row.c, address(row)];
  const quoted = (value) => (/[",\n]/.test(value) ? `"${String(value).replaceAll('"', '""')}"` : String(value));
  const text = [names, ...found.map(line)].map((cells) => cells.map(quoted).join(",")).join("\r\n");
  const link = element("a", { href: URL.createObjectURL(new Blob(["\ufeff", text, "\r\n"], { type: "text/csv" })), download: `apec-${root.dataset.name}.csv` });
  link.click();
  URL.revokeObjectURL(link.href);
}

readAddress();
makeYears();
makeFacets();
at("q").value = state.q;
at("sort").value = state.sort;
at("filters").open = matchMedia("(min-width: 60em)").matches;
at("q").addEventListener("input", () => { state.q = at("q").value; show(); });
at("sort").addEventListener("change", () => { state.sort = at("sort").value; show(); });
at("more").addEventListener("click", () => {
  const next = state.shown;
  state.shown += 4 * STEP;
  show({ keep: true });
  at("results").children[next]?.querySelector("a")?.focus();
});
at("csv").addEventListener("click", csv);
at("copy").addEventListener("click", async () => {
  await navigator.clipboard?.writeText(location.href);
  at("copy").textContent = "Copied";
  setTimeout(() => { at("copy").textContent = "Copy the address"; }, 2000);
});
at("clear").addEventListener("click", () => {
  state.q = at("q").value = state.from = state.to = at("from").value = at("to").value = "";
  for (const key in state.chosen) state.chosen[key].clear();
  show();
  at("q").focus();
});
if (location.search) show();
else facets();
root.dataset.ready = "yes";
