// One claim at a time: its card opens, its words are marked in the text, its keys work. What is selected can be added.
"use strict";
(() => {
  const text = document.getElementById("report-text");
  const list = document.querySelector(".cards");
  const dialog = document.getElementById("claim-dialog");
  if (!text || !list) return;
  list.classList.add("quick");
  const cards = () => [...list.querySelectorAll(".card")];
  const now = () => list.querySelector(".card.on");
  let lastDecided = "";

  function mark(n) {
    text.classList.toggle("looking", n !== null);
    let first = null;
    for (const piece of text.querySelectorAll("[data-of]")) {
      const of = piece.dataset.of.split(" ");
      const parts = of.filter((name) => name.startsWith(`n${n}-`)).map((name) => name.slice(`n${n}-`.length));
      const on = of.includes(`n${n}`) || parts.length > 0;
      piece.classList.toggle("on", on);
      if (parts.length) piece.dataset.part = parts[0]; else delete piece.dataset.part;
      if (on && of.includes(`n${n}`) && !first) first = piece;
    }
    if (first) {
      const box = first.getBoundingClientRect();
      const frame = text.getBoundingClientRect();
      if (box.top < frame.top + 20 || box.bottom > frame.bottom - 40) text.scrollTop += box.top - frame.top - frame.height / 3;
    }
  }

  function look(card, focus = true) {
    for (const other of cards()) other.classList.toggle("on", other === card);
    mark(card ? card.dataset.n : null);
    if (card && focus) { card.focus({ preventScroll: true }); card.scrollIntoView({ block: "nearest" }); }
  }

  function step(by) {
    const all = cards();
    const at = all.indexOf(now());
    const next = all[Math.max(0, Math.min(all.length - 1, at + by))];
    if (next) look(next);
  }

  list.addEventListener("focusin", (event) => {
    const card = event.target.closest(".card");
    if (card && card !== now()) look(card, false);
  });
  list.addEventListener("click", (event) => {
    const card = event.target.closest(".card");
    if (card && card !== now()) look(card, !event.target.closest("a, button, input, summary"));
  });
  text.addEventListener("click", (event) => {
    if (!getSelection().isCollapsed) return;
    const piece = event.target.closest("mark[data-of]");
    const names = piece ? piece.dataset.of.split(" ").filter((name) => !name.includes("-")) : [];
    if (!names.length) return;
    const at = names.indexOf(`n${now()?.dataset.n}`);
    const name = names[(at + 1) % names.length];  // a further click: the next claim of these words
    look(list.querySelector(`.card[data-n="${name.slice(1)}"]`));
  });
  document.addEventListener("desk:step", (event) => step(event.detail));

  // ---- deciding: one goes on at once, without waiting for the server
  const verdictOf = (event) => event.detail.requestConfig?.formData?.get("verdict");
  let takingBack = "";

  document.addEventListener("htmx:beforeRequest", (event) => {
    const card = event.detail.elt.closest(".card");
    const verdict = verdictOf(event);
    if (!card || !verdict) return;
    card.dataset.busy = "";
    lastDecided = verdict === "undone" ? "" : card.id;
    if (verdict === "undone") return;
    const all = cards();
    const next = all.slice(all.indexOf(card) + 1).find((other) => !other.dataset.review && !("copy" in other.dataset) && !("busy" in other.dataset));
    if (next) look(next);
  });
  // What was not stored is gone back to, unless somebody is writing meanwhile.
  document.addEventListener("htmx:afterRequest", (event) => {
    const status = event.detail.xhr.status;
    const card = verdictOf(event) && event.detail.elt.closest(".card");
    if (!card || (status >= 200 && status < 300)) return;
    delete card.dataset.busy;
    takingBack = lastDecided = "";
    look(card, !document.activeElement?.matches("input, textarea, select"));
  });
  document.addEventListener("htmx:afterSwap", (event) => {
    const gone = verdictOf(event) && !document.getElementById(event.detail.target.id);
    if (gone) look(cards()[0] || null);  // it was added, and is taken back
  });
  // Only now has htmx given the card the classes that the server sent.
  document.addEventListener("htmx:afterSettle", (event) => {
    if (event.detail.target.id === "claim-dialog-body") {
      if (!dialog.open) dialog.showModal();
      (dialog.querySelector("[aria-invalid=true]") || dialog.querySelector("textarea, select, input:not([type=hidden])") || dialog).focus();
      return;
    }
    const card = verdictOf(event) && document.getElementById(event.detail.target.id);
    if (!card?.matches(".card")) return;
    if (!now() || event.detail.xhr.status >= 400) look(card);
    if (takingBack === card.id) { takingBack = ""; takeBack(card); }
  });

  function takeBack(card) {
    look(card);
    if ("busy" in card.dataset) takingBack = card.id; else card.querySelector("[data-key=undo]")?.click();
  }
  document.addEventListener("desk:action", (event) => {
    if (event.detail === "undo" && lastDecided && !now()?.querySelector("[data-key=undo]")) {
      const card = document.getElementById(lastDecided);
      if (card) { takeBack(card); event.preventDefault(); }
    }
    if (event.detail === "reject" && now()) {
      const details = now().querySelector(".rejecting");
      if (details) { details.open = true; details.querySelector("[name=reason]").focus(); event.preventDefault(); }
    }
  });

  // Escape puts a reason aside that was begun, and leaves the report only when there is none.
  document.addEventListener("keydown", (event) => {
    const begun = event.key === "Escape" && !event.isComposing && event.target.closest(".rejecting[open]");
    if (!begun) return;
    event.preventDefault();
    begun.open = false;
    look(begun.closest(".card"));
  }, true); // before the keys of the page

  // ---- a claim that was missed: what is selected, in characters of the report's text
  function selected() {
    const selection = getSelection();
    if (!selection.rangeCount || selection.isCollapsed || !text.contains(selection.anchorNode) || !text.contains(selection.focusNode)) return null;
    const range = selection.getRangeAt(0);
    const before = document.createRange();
    before.setStart(text, 0);
    before.setEnd(range.startContainer, range.startOffset);
    const start = Number(text.dataset.start) + [...before.toString()].length;
    return [start, start + [...range.toString()].length];
  }
  let kept = null;
  document.addEventListener("selectionchange", () => { kept = selected() || kept; });
  document.addEventListener("click", (event) => {
    const button = event.target.closest("[data-missed]");
    if (!button) return;
    const span = selected() || kept || [];
    kept = null;
    const query = span.length ? `?start=${span[0]}&end=${span[1]}` : "";
    htmx.ajax("GET", button.dataset.missed + query, { target: "#claim-dialog-body" });
  });

  const asked = list.dataset.asked && document.getElementById(list.dataset.asked);
  const first = asked || cards().find((card) => !card.dataset.review) || cards()[0];
  if (first) look(first);
})();
