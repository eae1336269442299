// Going through the pairs of an incident, or the incidents of the list, by the keys of "next" and "previous".
"use strict";
(() => {
  const stops = () => [...document.querySelectorAll(".pair, .stop")];
  function step(by) {
    const all = stops();
    const at = all.findIndex((stop) => stop === document.activeElement || stop.contains(document.activeElement));
    const next = all[Math.min(all.length - 1, Math.max(0, at + by))];
    if (next) { next.focus(); next.scrollIntoView({ block: "nearest" }); }
  }
  for (const [action, by] of [["next", 1], ["previous", -1]]) {
    const button = document.createElement("button");
    button.type = "button";
    button.className = "unseen";
    button.tabIndex = -1;
    button.dataset.key = action;
    button.setAttribute("aria-hidden", "true");
    button.addEventListener("click", () => step(by));
    document.body.append(button); // not in main, which is replaced once the incidents are linked
  }

  // What was said, at the figure that it is said of: below it, or above where there is no room; Escape takes it away.
  const said = (event) => event.target.closest?.(".said");
  function lay(at) {
    const [button, tip] = [at.querySelector("button"), at.querySelector(".tip")];
    const [figure, box] = [button.getBoundingClientRect(), tip.getBoundingClientRect()];
    const start = document.documentElement.dir === "rtl" ? figure.right - box.width : figure.left;
    const below = figure.bottom + box.height < innerHeight || figure.top < box.height;
    tip.style.inset = `${below ? figure.bottom : figure.top - box.height}px auto auto ${Math.max(8, Math.min(start, innerWidth - box.width - 8))}px`;
  }
  for (const name of ["focusin", "mouseover"]) document.addEventListener(name, (event) => { if (said(event) && !event.target.closest(".tip")) lay(said(event)); });
  document.addEventListener("scroll", () => { const at = document.activeElement?.closest(".said"); if (at) lay(at); }, true);
  for (const name of ["focusout", "mouseout"]) document.addEventListener(name, (event) => { if (!said(event)?.contains(event.relatedTarget)) said(event)?.classList.remove("hushed"); });
  document.addEventListener("keydown", (event) => {
    const shown = event.key === "Escape" && [...document.querySelectorAll(".said:not(.hushed)")].filter((at) => at.querySelector(".tip").getClientRects().length);
    if (!shown || !shown.length) return;
    event.preventDefault();
    for (const at of shown) at.classList.add("hushed");
  }, true); // before the keys of the page
})();
