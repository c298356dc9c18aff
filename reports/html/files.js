// Downloads: the files that the page carries, and its charts as pictures.
"use strict";
(function (page) {
  const TYPES = {
    xlsx: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", json: "application/json", csv: "text/csv", text: "text/plain",
  };

  function save(blob, name) {
    const link = document.createElement("a");
    link.href = URL.createObjectURL(blob);
    link.download = name;
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), 10000);
  }

  page.offerFiles = function () {
    document.getElementById("files").hidden = false;
    for (const button of document.querySelectorAll("[data-file]")) {
      const file = document.getElementById(`file-${button.dataset.file}`);
      button.addEventListener("click", () => {
        save(new Blob([page.bytes(file.textContent)], { type: TYPES[button.dataset.file] }), file.dataset.name);
      });
    }
    const stem = document.getElementById("file-csv").dataset.name.replace(/\.csv$/, "");
    for (const button of document.querySelectorAll("[data-picture]")) {
      const name = button.dataset.picture;
      if (!globalThis.Chart || !document.getElementById(`figure-${name}`)) button.hidden = true;
      button.addEventListener("click", () => page.pictureOf(name).toBlob((blob) => save(blob, `${stem}.${name}.png`)));
    }
  };
})((globalThis.reaudit ??= {}));
