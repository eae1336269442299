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
})();
