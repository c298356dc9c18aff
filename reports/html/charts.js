// The charts, drawn by Chart.js from the tables behind them.
"use strict";
(function (page) {
  const charts = new Map();
  const colour = (name) => getComputedStyle(document.documentElement).getPropertyValue(`--${name}`).trim();

  // Breaks a label into lines of about `width` characters, and words that are longer than a line.
  function wrap(text, width) {
    const words = text.split(" ").flatMap((word) => word.match(new RegExp(`.{1,${width}}`, "gu")) ?? []);
    const lines = [""];
    for (const word of words) {
      if (lines.at(-1) && lines.at(-1).length + word.length >= width) lines.push("");
      lines.push(`${lines.pop()} ${word}`.trim());
    }
    return lines;
  }

  // An axis is logarithmic where all values are positive and far apart.
  function axisOf(values) {
    const known = values.filter(Number.isFinite);
    if (known.length === 0) return { type: "linear" };
    const low = Math.min(...known), high = Math.max(...known);
    if (low > 0 && high / low > 3) return { type: "logarithmic", min: low / 1.15, max: high * 1.15 };
    return { type: "linear", beginAtZero: false, suggestedMin: low, suggestedMax: high };
  }

  // On a logarithmic axis there is room for 1, 2 and 5 times a power of ten, or for that alone.
  function tickText(value) {
    if (this.type !== "logarithmic") return page.formatShort(value, 4);
    const digit = Number(value.toExponential().split("e")[0]);
    const few = this.max / this.min > (this.chart.width < 520 ? 30 : 300);
    return (few ? [1] : [1, 2, 5]).includes(digit) ? page.formatShort(value, 4) : null;
  }

  // What a bar changes, beyond its end if there is room, else before its start.
  function putRemark(ctx, area, { left, right }, y, text) {
    if (!text) return;
    const width = ctx.measureText(text).width, fits = right + width + 14 < area.right;
    ctx.textAlign = fits ? "left" : "right";
    if (fits || left - width - 14 > area.left) ctx.fillText(text, fits ? right + 8 : left - 8, y);
  }

  // The background, so that a picture is not transparent; thin lines from 5 % to 95 %; the value.
  const marks = {
    id: "marks",
    beforeDraw({ ctx, width, height }) {
      ctx.fillStyle = colour("surface");
      ctx.fillRect(0, 0, width, height);
    },
    afterDatasetsDraw({ ctx, chartArea, scales, options }) {
      ctx.save();
      ctx.strokeStyle = ctx.fillStyle = colour("text");
      ctx.lineWidth = 1.5;
      ctx.textBaseline = "middle";
      ctx.font = `${options.font.size}px ${options.font.family}`;
      options.marks.forEach(({ bar, low, high, value, remark }, i) => {
        const y = scales.y.getPixelForValue(i);
        const ends = [...bar, low, high].filter(Number.isFinite).map((x) => scales.x.getPixelForValue(x));
        putRemark(ctx, chartArea, { left: Math.min(...ends), right: Math.max(...ends) }, y, remark);
        if (Number.isFinite(low) && Number.isFinite(high) && low !== high) {
          ctx.beginPath();
          ctx.moveTo(scales.x.getPixelForValue(low), y);
          ctx.lineTo(scales.x.getPixelForValue(high), y);
          ctx.stroke();
        }
        if (!Number.isFinite(value)) return;
        ctx.beginPath();
        ctx.arc(scales.x.getPixelForValue(value), y, 3.5, 0, 2 * Math.PI);
        ctx.fill();
      });
      ctx.restore();
    },
  };

  // One bar a row: {label, bar: [from, to], low, high, value, colour, text, remark}.
  function configure(canvas, rows, axis, title) {
    const narrow = canvas.parentElement.clientWidth < 520;
    const font = { size: narrow ? 11 : 13, family: getComputedStyle(document.body).fontFamily };
    return {
      type: "bar",
      data: {
        labels: rows.map((row) => wrap(row.label, narrow ? 18 : 34)),
        datasets: [{ data: rows.map((row) => row.bar), backgroundColor: rows.map((row) => colour(row.colour)), barPercentage: 0.6, minBarLength: 2 }],
      },
      options: {
        indexAxis: "y", responsive: true, maintainAspectRatio: false, animation: false,
        marks: rows, font,
        layout: { padding: { right: 12 } },
        plugins: { legend: { display: false }, tooltip: { callbacks: { title: (items) => rows[items[0].dataIndex].label, label: (item) => rows[item.dataIndex].text } } },
        scales: {
          x: {
            ...axis, title: { display: true, text: title, color: colour("quiet"), font },
            ticks: { color: colour("quiet"), font, callback: tickText, maxRotation: 0, autoSkipPadding: 12 }, grid: { color: colour("line") },
          },
          y: { ticks: { color: colour("text"), font, autoSkip: false }, grid: { display: false } },
        },
      },
      plugins: [marks],
    };
  }

  function draw(name, rows, axis, title) {
    const canvas = document.getElementById(`chart-${name}`);
    if (!canvas) return;
    charts.get(name)?.destroy();
    const drawn = rows.some((row) => row.bar.every(Number.isFinite));
    canvas.closest("figure").hidden = !drawn;
    if (!drawn) return;
    canvas.parentElement.style.height = `${rows.length * 46 + 70}px`;
    charts.set(name, new globalThis.Chart(canvas, configure(canvas, rows, axis, title)));
  }

  const unit = () => document.getElementById("live").dataset.unit || "the headline";

  page.drawLadder = function () {
    const table = page.readTable("ladder", ["result", "p5", "p95"]);
    const rows = table.map((row, k) => ({
      label: row.label, low: row.p5, high: row.p95, value: row.result,
      bar: k > 0 ? [table[k - 1].result, row.result] : [row.result, row.result],
      colour: k > 0 && row.result > table[k - 1].result ? "rise" : "fall",
      text: `${page.formatNumber(row.result, 4)} ${unit()}`,
      remark: k > 0 ? page.formatChange(table[k - 1].result / row.result) : row.shown,
    }));
    draw("ladder", rows, axisOf(table.flatMap((row) => [row.result, row.p5, row.p95])), unit());
  };

  function drawAttribution() {
    const rows = page.readTable("attribution", ["share", "p5", "p95"]).map((row) => ({
      label: row.label, low: row.p5, high: row.p95, value: row.share, bar: [0, row.share],
      colour: row.share < 0 ? "rise" : "fall", text: page.formatNumber(row.share, 3), remark: page.formatShort(row.share, 2),
    }));
    const title = document.querySelector("#attribution thead th:nth-child(2)")?.textContent ?? "";
    draw("attribution", rows, { type: "linear", grace: "25%" }, title);
  }

  function drawSteps() {
    const rows = page.readTable("steps", ["low", "high"]).filter((row) => row.high > 0).map((row) => ({
      label: row.label, value: 1, bar: [row.low, row.high], colour: "fall",
      text: `${page.formatInterval(row.low, row.high)} times the median`, remark: page.formatInterval(row.low, row.high),
    }));
    draw("steps", rows, { ...axisOf(rows.flatMap((row) => row.bar)), grace: "60%" }, "times the median of the step");
  }

  // The first chart at once, the others once the page can be used.
  page.drawAll = function (atOnce) {
    if (!globalThis.Chart) return;
    page.drawLadder();
    const drawRest = () => {
      drawAttribution();
      drawSteps();
    };
    if (atOnce === true) drawRest();
    else setTimeout(drawRest);
  };

  // A chart as a picture with the title of the page above it and its address below.
  page.pictureOf = function (name) {
    const chart = document.getElementById(`chart-${name}`);
    const scale = chart.width / chart.clientWidth, band = 56 * scale;
    const canvas = document.createElement("canvas");
    canvas.width = chart.width;
    canvas.height = chart.height + 2 * band;
    const ctx = canvas.getContext("2d");
    const put = (text, y, size, tone) => {
      ctx.fillStyle = colour(tone);
      ctx.font = `${size * scale}px ${getComputedStyle(document.body).fontFamily}`;
      ctx.fillText(text, 12 * scale, y, canvas.width - 24 * scale);
    };
    ctx.fillStyle = colour("surface");
    ctx.fillRect(0, 0, canvas.width, canvas.height);
    ctx.drawImage(chart, 0, band);
    put(document.querySelector("h1").textContent, 22 * scale, 17, "text");
    put(document.querySelector(`#${name} h2`).innerText, 44 * scale, 13, "quiet");
    put(`Source: ${document.querySelector("header cite")?.textContent ?? ""}. Audit: reaudit.`, canvas.height - 20 * scale, 12, "quiet");
    return canvas;
  };
})((globalThis.reaudit ??= {}));
