// The tables behind the charts: what the charts show is read from them, and the ladder is written
// anew for other settings.
"use strict";
(function (page) {
  const body = (name) => document.querySelector(`#${name} tbody`);
  const read = (row, name) => (row.dataset[name] === undefined ? NaN : Number(row.dataset[name]));

  // The rows of a table: its label, its first number as shown, and those in its data attributes.
  page.readTable = function (name, fields) {
    return [...(body(name)?.rows ?? [])].map((row) => ({
      label: row.cells[0].textContent,
      shown: row.cells[1].textContent,
      ...Object.fromEntries(fields.map((field) => [field, read(row, field)])),
    }));
  };

  page.labelOf = (quantity) => document.querySelector(`#q-${quantity} h3`)?.textContent ?? "";

  function addCell(row, text) {
    const cell = row.insertCell();
    cell.className = "number";
    cell.textContent = text;
  }

  function makeRow(rung) {
    const row = document.createElement("tr");
    const head = document.createElement("th");
    head.scope = "row";
    head.textContent = page.labelOf(rung.quantity);
    row.append(head);
    Object.assign(row.dataset, { quantity: rung.quantity, result: rung.result, p5: rung.spread.p5, p95: rung.spread.p95 });
    addCell(row, page.formatNumber(rung.result, 4));
    const exact = rung.spread.p5 === rung.spread.p95;
    addCell(row, exact ? "" : page.formatInterval(rung.spread.p5, rung.spread.p95));
    addCell(row, page.formatChange(rung.factor));
    addCell(row, page.formatChange(rung.cumulative));
    return row;
  }

  // Writes the ladder of an audit with other settings; without one, the program's own again.
  let original;
  page.writeLadder = function (audit) {
    const rows = body("ladder");
    if (!rows) return;
    original ??= [...rows.rows];
    // The first row is the published side, whatever the settings.
    const changed = audit?.rows.slice(1).map(makeRow);
    rows.replaceChildren(...(changed ? [original[0], ...changed] : original));
  };

  // Writes what the settings make of every step; without an audit, nothing.
  page.writeSteps = function (audit) {
    for (const place of document.querySelectorAll("[data-step]")) {
      const value = audit?.pointOf(Number(place.dataset.step));
      place.textContent = value === undefined ? "" : page.formatNumber(value, 4);
    }
    document.querySelectorAll(".with").forEach((place) => (place.hidden = !audit));
  };
})((globalThis.reaudit ??= {}));
