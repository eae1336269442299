// The drop zone, and moving through the reports by key.
"use strict";
(() => {
  const zone = document.querySelector("[data-drop]");
  if (zone) {
    for (const name of ["dragenter", "dragover"]) zone.addEventListener(name, (event) => { event.preventDefault(); zone.classList.add("over"); });
    for (const name of ["dragleave", "drop"]) zone.addEventListener(name, () => zone.classList.remove("over"));
    zone.addEventListener("drop", (event) => {
      event.preventDefault();
      if (!event.dataTransfer.files.length) return;
      zone.querySelector("input[type=file]").files = event.dataTransfer.files;
      zone.querySelector("input[type=file]").dispatchEvent(new Event("change", { bubbles: true }));
      zone.requestSubmit();
    });
    // A file dropped beside the zone must not replace the page.
    for (const name of ["dragover", "drop"]) window.addEventListener(name, (event) => event.preventDefault());
  }
  const rows = [...document.querySelectorAll("[data-row]")];
  document.addEventListener("desk:step", (event) => {
    const at = rows.indexOf(document.activeElement);
    const next = rows[Math.max(0, Math.min(rows.length - 1, at + event.detail))];
    if (next) { next.focus(); next.scrollIntoView({ block: "nearest" }); }
  });
})();
