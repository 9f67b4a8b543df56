// What outside readers of npm make of files: `node read.mjs READER FILE...` prints it as JSON.
import fs from "fs";

const text = (path) => fs.readFileSync(path, "utf8");
const json = (path) => JSON.parse(text(path));

const readers = {
  // The bibliographic data that citation-js reads from BibTeX, RIS or CSL-JSON.
  async citations(path) {
    const { Cite } = await import("@citation-js/core");
    for (const plugin of ["bibtex", "ris", "csl"]) await import(`@citation-js/plugin-${plugin}`);
    return new Cite(text(path), { generateGraph: false }).data;
  },

  // The bibliography that citeproc-js, within citation-js, makes of CSL-JSON in each of its styles.
  async bibliography(path) {
    const { Cite } = await import("@citation-js/core");
    await import("@citation-js/plugin-csl");
    const cite = new Cite(json(path), { generateGraph: false });
    const styles = ["apa", "harvard1", "vancouver"];
    const made = (template) => cite.format("bibliography", { template, format: "text", asEntryArray: true });
    return Object.fromEntries(styles.map((style) => [style, Object.fromEntries(made(style))]));
  },

  // The events that ical.js reads.
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

  // Which of the values Ajv takes, in its strict mode, with and without the flag `u` of its patterns.
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
