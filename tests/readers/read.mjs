// Read files with a reader from npm: `node read.mjs READER FILE...` prints the result as JSON.
import fs from "fs";

const text = (path) => fs.readFileSync(path, "utf8");
const json = (path) => JSON.parse(text(path));

const readers = {
  // Bibliographic data, read by citation-js from BibTeX, RIS or CSL-JSON.
  async citations(path) {
    const { Cite } = await import("@citation-js/core");
    for (const plugin of ["bibtex", "ris", "csl"]) await import(`@citation-js/plugin-${plugin}`);
    return new Cite(text(path), { generateGraph: false }).data;
  },

  // A bibliography of CSL-JSON in each style, made by citeproc-js within citation-js.
  async bibliography(path) {
    const { Cite } = await import("@citation-js/core");
    await import("@citation-js/plugin-csl");
    const cite = new Cite(json(path), { generateGraph: false });
    const styles = ["apa", "harvard1", "vancouver"];
    const made = (template) => cite.format("bibliography", { template, format: "text", asEntryArray: true });
    return Object.fromEntries(styles.map((style) => [style, Object.fromEntries(made(style))]));
  },

  // Events, read by ical.js.
  async calendar(path) {
    const { default: ICAL } = await import("ical.js");
    const calendar = new ICAL.Component(ICAL.parse(text(path)));
    return calendar.getAllSubcomponents("vevent").map((component) => {
      const event = new ICAL.Event(component);
      const start = event.startDate.toString();
      const end = event.endDate.toString();
      const status = component.getFirstPropertyValue("status");
      return { uid: event.uid, summary: event.summary, start, end, status, description: event.description };
    });
  },

  // Validity of values by Ajv in strict mode, with and without the flag `u` for patterns.
  async schemas(schemas, values) {
    const { default: Ajv } = await import("ajv/dist/2020.js");
    const given = json(values);
    return [true, false].map((unicodeRegExp) =>
      Object.entries(json(schemas)).map(([name, schema]) => {
        const valid = new Ajv({ strict: true, unicodeRegExp }).compile(schema);
        return (given[name] ?? []).map((value) => valid(value));
      }),
    );
  },
};

const [reader, ...paths] = process.argv.slice(2);
console.log(JSON.stringify(await readers[reader](...paths)));
