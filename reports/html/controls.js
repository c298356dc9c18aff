// Switches and sliders, and the link that carries their settings.
"use strict";
(function (page) {
  const AUDITED = 1;
  const STEPS = 1000; // of a slider

  // The settings as the part of an address behind '#': "pue=1.2&chips=published".
  page.writeSettings = function (model, settings) {
    return [...settings].map(([q, value]) => `${model.quantities[q].id}=${value}`).join("&");
  };

  // Reads them; whatever does not name an assumption of this claim is left out.
  page.readSettings = function (model, text) {
    const settings = new Map();
    for (const part of text.replace(/^#/, "").split("&")) {
      const [id, value = ""] = part.split("=");
      const q = model.quantities.findIndex((own) => own.id !== "" && own.id === id);
      const number = value.trim() === "" ? NaN : Number(value);
      if (q >= 0 && value === "published" && page.canSwitch(q)) settings.set(q, value);
      else if (q >= 0 && Number.isFinite(number) && page.canMove(q)) settings.set(q, number);
    }
    return settings;
  };

  const find = (kind, q) => document.querySelector(`[data-${kind}="${q}"]`);
  page.canSwitch = (q) => find("switch", q) !== null;
  page.canMove = (q) => find("slider", q) !== null;

  const unitOf = (q) => find("slider", q).closest(".slide").querySelector(".unit").textContent;

  // From the smaller of both figures to the larger and some way beyond. Of numbers without a unit,
  // those below one stay so, as shares do, and those from one on. Positive values have a logarithmic
  // slider.
  page.makeScale = function (model, q) {
    const own = model.quantities[q];
    const known = own.points.filter((point, side) => own.has[side] && Number.isFinite(point));
    const low = Math.min(...known), high = Math.max(...known);
    if (low > 0) {
      const beyond = Math.max(Math.sqrt(high / low), 2);
      const from = unitOf(q) === "" && low >= 1 && low / beyond < 1 ? 1 : low / beyond;
      const to = unitOf(q) === "" && high <= 1 && high * beyond > 1 ? 1 : high * beyond;
      const ends = from < to ? [from, to] : [low / 2, high * 2];
      return {
        value: (place) => ends[0] * (ends[1] / ends[0]) ** (place / STEPS),
        place: (value) => (value > 0 ? Math.round((STEPS * Math.log(value / ends[0])) / Math.log(ends[1] / ends[0])) : 0),
      };
    }
    const range = Math.max(high - low, Math.abs(high), Math.abs(low)) || 1;
    const [from, to] = [low < 0 ? low - range : 0, high + range];
    return {
      value: (place) => from + ((to - from) * place) / STEPS,
      place: (value) => Math.round((STEPS * (value - from)) / (to - from)),
    };
  };

  // Six digits are as fine as a slider is.
  const rounded = (value) => Number(value.toPrecision(6));

  // Shows the settings in all controls.
  function show(model, settings, scales) {
    for (const [q, scale] of scales) {
      const own = model.quantities[q], setting = settings.get(q);
      const side = own.has[AUDITED] && setting !== "published" ? AUDITED : 0;
      const value = typeof setting === "number" ? setting : own.points[side];
      if (find("switch", q)) find("switch", q).checked = setting !== "published";
      find("undo", q).hidden = setting === undefined;
      if (!scale) continue;
      find("number", q).value = typeof setting === "number" ? setting : rounded(value);
      const slider = find("slider", q);
      slider.value = scale.place(value);
      slider.setAttribute("aria-valuetext", `${page.formatShort(value, 6)} ${unitOf(q)}`.trim());
    }
  }

  function listen(model, settings, q, scale, changed) {
    const set = (value) => {
      if (value === undefined) settings.delete(q);
      else settings.set(q, value);
      changed();
    };
    find("switch", q)?.addEventListener("change", (event) => set(event.target.checked ? undefined : "published"));
    find("undo", q).addEventListener("click", () => {
      (find("switch", q) ?? find("slider", q)).focus();
      set(undefined);
    });
    if (!scale) return;
    find("slider", q).addEventListener("input", (event) => set(rounded(scale.value(Number(event.target.value)))));
    find("number", q).addEventListener("change", (event) => {
      const value = Number(event.target.value);
      set(event.target.value.trim() !== "" && Number.isFinite(value) ? value : undefined);
    });
  }

  // Brings the controls to life. `changed` is called after every change. Returned: a function that
  // shows settings that were changed from outside.
  page.startControls = function (model, settings, changed) {
    const scales = new Map();
    for (const box of document.querySelectorAll(".controls")) {
      const q = Number(box.dataset.quantity);
      scales.set(q, page.canMove(q) ? page.makeScale(model, q) : null);
      listen(model, settings, q, scales.get(q), changed);
      box.hidden = false;
    }
    return () => show(model, settings, scales);
  };
})((globalThis.reaudit ??= {}));
