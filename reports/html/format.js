// Numbers as the program writes them (models/number.h).
"use strict";
(function (page) {
  function group(text) {
    const [whole, fraction] = text.split(".");
    const spaced = whole.replace(/\B(?=(\d{3})+$)/g, ",");
    return fraction === undefined ? spaced : `${spaced}.${fraction}`;
  }

  // A number with `digits` significant digits, without an exponent from 1e-4 up to 1e12.
  page.formatNumber = function (value, digits) {
    if (Number.isNaN(value)) return "n/a";
    if (!Number.isFinite(value)) return value < 0 ? "-infinite" : "infinite";
    if (value === 0) return "0";
    const exact = value.toExponential(digits - 1);
    const power = Number(exact.slice(exact.indexOf("e") + 1));
    if (power < -4 || power >= 12) return exact.replace(/e([+-])(\d)$/, "e$10$2");
    return group(Number(exact).toFixed(Math.max(digits - 1 - power, 0)));
  };

  // The same without zeros at the end of a fraction.
  page.formatShort = function (value, digits) {
    const text = page.formatNumber(value, digits);
    return text.includes(".") && !text.includes("e") ? text.replace(/\.?0+$/, "") : text;
  };

  const powerOf = (value, digits) => Number(value.toExponential(digits - 1).split("e")[1]);

  // Both ends with three digits, or two of their distance where they are near each other.
  page.formatInterval = function (low, high) {
    if (Number.isNaN(low) || Number.isNaN(high)) return "n/a";
    if (low === high) return page.formatNumber(low, 3);
    const distance = Math.abs(high - low);
    const write = (end) => {
      const digits = end === 0 || !Number.isFinite(distance) ? 3 : powerOf(end, 14) - powerOf(distance, 2) + 2;
      return page.formatNumber(end, Math.min(Math.max(digits, 3), 17));
    };
    return `${write(low)} to ${write(high)}`;
  };

  // "÷ 4.67" where the headline falls, "× 2.10" where it rises.
  page.formatChange = function (factor) {
    if (!(factor > 0)) return page.formatNumber(factor, 3);
    return factor >= 1 ? `÷ ${page.formatNumber(factor, 3)}` : `× ${page.formatNumber(1 / factor, 3)}`;
  };
})((globalThis.reaudit ??= {}));
