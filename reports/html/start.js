// Puts the page together once its scripts are there.
"use strict";
(function (page) {
  const model = page.model;
  const $ = (id) => document.getElementById(id);
  const unit = () => ($("live").dataset.unit ? ` ${$("live").dataset.unit}` : "");

  // What the settings make of the headline: in front of it, the headline, behind it.
  function describe(audit) {
    const { point, low, high } = audit.audited;
    const level = page.formatShort(100 * model.level, 12);
    const interval = low === high ? "" : ` (${level} % interval ${page.formatInterval(low, high)})`;
    const place = model.stated > high ? "above" : model.stated < low ? "below" : "inside";
    const stated = low < high && Number.isFinite(model.stated) ? ` The published figure lies ${place} this interval.` : "";
    return ["With your settings: ", `${page.formatNumber(point, 4)}${unit()}`,
      `${interval}. Published / this: ${page.formatNumber(audit.factor.point, 3)}.${stated}`];
  }

  const quiet = () => ["", "As audited.", model.rungs.some(page.canSwitch)
    ? " Switch a correction off below, or move a slider, and the headline follows."
    : " Move a slider below, and the headline follows."];
  let timer;

  // It is read out once the settings have come to rest.
  function say([before, headline, after]) {
    const strong = document.createElement("strong");
    strong.textContent = headline;
    $("live-text").replaceChildren(before, strong, after);
    clearTimeout(timer);
    timer = setTimeout(() => ($("live-spoken").textContent = before + headline + after), 600);
  }

  // The address follows, but where the page has none of its own (a preview, say).
  function keep(hash) {
    try {
      history.replaceState(null, "", hash);
    } catch {
      // The settings are then in the page alone.
    }
  }

  // The library of charts stands behind this script. Without it the tables stay open.
  function startCharts() {
    if (!globalThis.Chart) return;
    document.querySelectorAll(".behind").forEach((details) => (details.open = false));
    page.drawAll();
  }

  function start() {
    const settings = page.readSettings(model, location.hash);
    const audit = page.makeAudit(model);
    let waiting = false, shown = "";

    function update() {
      waiting = false;
      const hash = page.writeSettings(model, settings);
      if (hash !== shown) {
        page.last = settings.size ? audit(settings) : null;
        page.writeLadder(page.last);
        page.writeSteps(page.last);
        $("live").classList.toggle("set", page.last !== null);
        if (globalThis.Chart) page.drawLadder();
        shown = hash;
      }
      say(page.last ? describe(page.last) : quiet());
    }

    // Many events of one drag make one update a frame.
    function changed() {
      show();
      keep(`#${page.writeSettings(model, settings)}`);
      if (!waiting) requestAnimationFrame(update);
      waiting = true;
    }

    const show = page.startControls(model, settings, changed);
    const replace = (other) => {
      settings.clear();
      for (const [q, value] of other) settings.set(q, value);
      changed();
    };
    addEventListener("hashchange", () => replace(page.readSettings(model, location.hash)));
    $("reset").addEventListener("click", () => replace([]));
    $("all-published").addEventListener("click", () => replace(model.rungs.filter(page.canSwitch).map((q) => [q, "published"])));
    $("copy").addEventListener("click", async () => {
      try {
        await navigator.clipboard.writeText(location.href);
        $("copied").textContent = "The link is copied.";
      } catch {
        $("copied").textContent = `Copy this link: ${location.href}`;
      }
    });
    $("all-published").hidden = !model.rungs.some(page.canSwitch);
    $("live").hidden = false;
    show();
    update();
    page.offerFiles();
    addEventListener("DOMContentLoaded", startCharts);
    matchMedia("(prefers-color-scheme: dark)").addEventListener("change", page.drawAll);
    addEventListener("beforeprint", () => {
      document.documentElement.dataset.paper = "";
      document.querySelectorAll("details").forEach((details) => (details.open = true));
      page.drawAll(true);
    });
    addEventListener("afterprint", () => {
      delete document.documentElement.dataset.paper;
      page.drawAll();
    });
    page.ready = performance.now();
    // The draws are made before somebody asks for them.
    setTimeout(() => audit(new Map()), 50);
  }

  start();
})((globalThis.reaudit ??= {}));
