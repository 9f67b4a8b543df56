// Tables that sort and filter, by DataTables, from this site.
const tables = document.querySelectorAll("table.sortable");
if (tables.length) {
  const { default: DataTable } = await import("./dt_bundle.js");
  for (const table of tables) {
    if (table.tBodies[0].rows.length < 4) continue;
    // Dates sort by what is hidden before them.
    for (const key of table.querySelectorAll("td .key")) key.closest("td").dataset.order = key.textContent.trim();
    new DataTable(table, { paging: table.tBodies[0].rows.length > 60, pageLength: 50, order: [], info: false, autoWidth: false });
  }
}
