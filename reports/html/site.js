// The index of a site: searching, filtering and sorting its table. What is chosen stands behind the '#' of the
// address, so that a link keeps it.
"use strict";
(function () {
  const form = document.getElementById("filters");
  const table = document.getElementById("claims");
  if (!form || !table) {
    return;
  }
  const body = table.tBodies[0];
  const fields = ["q", "topic", "verdict", "sort"];
  const rows = Array.from(body.rows, function (row, i) {
    const factor = row.dataset.factor === "" ? NaN : Number(row.dataset.factor);
    return { row: row, place: i, factor: factor, date: row.dataset.date, words: fold(row.textContent) };
  });

  function fold(text) {
    return text.normalize("NFKD").replace(/[\u0300-\u036f]/g, "").toLowerCase();
  }

  // Numbers and dates that are not there come last, whatever the direction.
  function compare(a, b, up) {
    const none = (x) => x === "" || Number.isNaN(x);
    if (none(a) || none(b)) {
      return none(a) - none(b);
    }
    return a === b ? 0 : (a < b) === up ? -1 : 1;
  }

  const orders = {
    "factor": (a, b) => a.place - b.place,
    "factor-up": (a, b) => compare(a.factor, b.factor, true),
    "date": (a, b) => compare(a.date, b.date, false),
    "date-up": (a, b) => compare(a.date, b.date, true),
    "name": (a, b) => (a.row.id < b.row.id ? -1 : a.row.id > b.row.id ? 1 : 0),
  };

  function remember() {
    const chosen = new URLSearchParams();
    for (const name of fields) {
      const value = form.elements[name].value;
      if (value !== "" && !(name === "sort" && value === "factor")) {
        chosen.set(name, value);
      }
    }
    const hash = chosen.toString();
    if (hash !== location.hash.slice(1)) {
      history.replaceState(null, "", hash === "" ? location.pathname + location.search : "#" + hash);
    }
  }

  function recall() {
    const chosen = new URLSearchParams(location.hash.slice(1));
    for (const name of fields) {
      const field = form.elements[name];
      const value = chosen.get(name) || "";
      if (field.tagName !== "SELECT") {
        field.value = value;
      } else {
        const known = Array.from(field.options).some((option) => option.value === value);
        field.value = known ? value : field.options[0].value;
      }
    }
  }

  function show() {
    const words = fold(form.elements.q.value).split(/\s+/).filter(Boolean);
    const topic = form.elements.topic.value;
    const verdict = form.elements.verdict.value;
    const order = orders[form.elements.sort.value] || orders.factor;
    let count = 0;
    for (const item of rows) {
      const fits = (topic === "" || item.row.dataset.topic === topic) &&
        (verdict === "" || item.row.dataset.verdict === verdict) &&
        words.every((word) => item.words.includes(word));
      item.row.hidden = !fits;
      count += fits;
    }
    body.append(...rows.slice().sort((a, b) => order(a, b) || a.place - b.place).map((item) => item.row));
    form.elements.count.value = count + " of " + rows.length + (rows.length === 1 ? " claim" : " claims");
    document.getElementById("nothing").hidden = count > 0;
  }

  form.addEventListener("input", function () { show(); remember(); });
  form.addEventListener("submit", function (event) { event.preventDefault(); });
  form.addEventListener("reset", function () {
    setTimeout(function () { show(); remember(); });
  });
  window.addEventListener("hashchange", function () { recall(); show(); });
  form.hidden = false;
  recall();
  show();
  globalThis.reaudit = { ready: performance.now() };
})();
