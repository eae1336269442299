// Keys: an element with data-key="ACTION" is clicked (or focused, if it is a field) by that action's key.
// Keys are told from the place on the keyboard as well as from the letter, so that an Arabic layout works, too.
"use strict";
(() => {
  const keys = () => JSON.parse(document.body.dataset.keys || "{}");
  let first = "";
  let waiting = 0;

  // What the menu of a narrow window hides has its keys all the same.
  const isShown = (element) => (element.getClientRects().length > 0 || element.closest(".ways")) && !element.disabled;
  const isWriting = (element) =>
    element.isContentEditable || (element.matches("input, textarea, select") && !element.matches("[type=checkbox], [type=radio], [type=button]"));

  // The names by which a pressed key may be meant.
  function namesOf(event) {
    const names = [event.key];
    const letter = /^Key([A-Z])$/.exec(event.code);
    const digit = /^Digit(\d)$/.exec(event.code);
    if (letter && !event.shiftKey) names.push(letter[1].toLowerCase());
    if (digit && !event.shiftKey) names.push(digit[1]);
    const signs = { BracketLeft: "[", BracketRight: "]", Slash: "/", Period: ".", Comma: ",", Semicolon: ";" };
    if (signs[event.code] && !event.shiftKey && !/^[a-z]$/i.test(event.key)) names.push(signs[event.code]);
    return names;
  }

  // The innermost open dialog, else the page; within it, what is focused comes first.
  function find(action) {
    const scope = document.querySelector("dialog[open]") || document;
    const within = document.activeElement && document.activeElement.closest("[data-keys-within]");
    const candidates = [...(within ? within.querySelectorAll(`[data-key="${action}"]`) : []), ...scope.querySelectorAll(`[data-key="${action}"]`)];
    return candidates.find(isShown);
  }

  // A page may do more for an action than click: it listens to desk:action and prevents the default.
  const steps = { next: 1, previous: -1 };
  function perform(action) {
    const told = new CustomEvent("desk:action", { detail: action, cancelable: true });
    if (!document.querySelector("dialog[open]") && !document.dispatchEvent(told)) return true;
    if (steps[action] && document.querySelector("[data-row]")) {
      document.dispatchEvent(new CustomEvent("desk:step", { detail: steps[action] }));
      return true;
    }
    const element = find(action);
    if (!element) return false;
    if (isWriting(element)) { element.focus(); if (element.select) element.select(); } else element.click();
    return true;
  }

  function help() {
    const dialog = document.getElementById("keys");
    if (!dialog || dialog.open) return;
    const list = dialog.querySelector("dl");
    list.replaceChildren();
    for (const [action, [key, label]] of Object.entries({ ...keys(), "": ["?", document.querySelector("[data-help]")?.textContent || ""] })) {
      if (action && !find(action) && !(steps[action] && document.querySelector("[data-row]"))) continue;
      const term = document.createElement("dt");
      const order = document.createElement("bdi"); // pressed one after the other, from left to right as in the settings
      order.dir = "ltr";
      for (const part of key.split(" ")) { const sign = document.createElement("kbd"); sign.textContent = part; order.append(sign, " "); }
      term.append(order);
      const told = document.createElement("dd");
      told.textContent = label;
      list.append(term, told);
    }
    dialog.showModal();
  }

  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing || event.defaultPrevented) return;
    const isHeld = event.repeat; // a key held down moves on, and decides once
    if (isWriting(event.target)) { if (event.key === "Escape" && !event.target.closest("dialog")) event.target.blur(); return; }
    if (event.key === "?" || event.key === "؟") { event.preventDefault(); help(); return; }
    if (event.key === "Escape" && document.querySelector("dialog[open]")) return;
    if (event.key === "Escape" && unfold(false)) { event.preventDefault(); return; }
    if (event.key === "Enter" && event.target.matches("a, button, summary, [role=button]")) return;
    const names = namesOf(event);
    const meant = Object.entries(keys());
    const after = first;
    first = "";
    clearTimeout(waiting);
    const hit = meant.find(([, [key]]) => names.some((name) => key === (after ? `${after} ${name}` : name)));
    if (hit && isHeld && !steps[hit[0]]) { event.preventDefault(); return; }
    if (hit && perform(hit[0])) { event.preventDefault(); return; }
    const begun = names.find((name) => meant.some(([, [key]]) => key.startsWith(`${name} `)));
    if (begun) { first = begun; waiting = setTimeout(() => { first = ""; }, 1200); }
  });

  // The menu of a narrow window: opened or shut; whether that changed anything.
  function unfold(isOpen) {
    const button = document.querySelector("[data-menu]");
    if (!button || (button.getAttribute("aria-expanded") === "true") === isOpen) return false;
    button.setAttribute("aria-expanded", String(isOpen));
    if (!isOpen) button.focus();
    return true;
  }
  document.addEventListener("click", (event) => {
    const menu = event.target.closest("[data-menu]");
    if (menu) unfold(menu.getAttribute("aria-expanded") !== "true");
    if (event.target.closest("[data-help]")) help();
    const shut = event.target.closest("[data-closes]");
    if (shut) shut.closest("dialog")?.close();
  });

  // ---- what goes wrong is told where it is seen: above the page, or in the dialog that is open
  function messages() {
    const open = document.querySelector("dialog[open]");
    if (!open) return document.getElementById("messages");
    let place = open.querySelector(":scope > .messages");
    if (!place) {
      place = document.createElement("div");
      place.className = "messages";
      open.prepend(place);
    }
    return place;
  }
  function tell(words, kind = "error") {
    const message = document.createElement("p");
    message.className = `message ${kind}`;
    message.setAttribute("role", "alert");
    message.textContent = words;
    messages().replaceChildren(message);
  }

  // What was written in a dialog is not thrown away by a key hit by mistake: Escape says so first, then closes.
  const unkept = new WeakSet();
  for (const name of ["input", "change"]) {
    document.addEventListener(name, (event) => {
      const open = event.target.closest?.("dialog[data-unkept]");
      if (open) { unkept.add(open); open.removeAttribute("data-warned"); }
    });
  }
  document.addEventListener("cancel", (event) => {
    const open = event.target;
    if (!unkept.has(open) || "warned" in open.dataset) return;
    event.preventDefault();
    open.dataset.warned = "";
    tell(open.dataset.unkept, "warning");
  }, true); // it does not bubble
  document.addEventListener("close", (event) => {
    unkept.delete(event.target);
    event.target.removeAttribute("data-warned");
    event.target.querySelector(":scope > .messages")?.replaceChildren();
  }, true);

  // What the server refuses (409, 400 …) is shown where it was to appear, not dropped.
  document.addEventListener("htmx:beforeSwap", (event) => {
    const status = event.detail.xhr.status;
    if (status >= 400) {
      event.detail.shouldSwap = true;
      event.detail.isError = false;
      if (!event.detail.xhr.getResponseHeader("HX-Retarget")) {
        event.detail.target = messages();
        event.detail.swapOverride = "innerHTML";
      }
    }
  });
  // A desk that is out of reach, or takes too long, says nothing itself.
  for (const name of ["htmx:sendError", "htmx:timeout"]) document.addEventListener(name, () => tell(document.body.dataset.unanswered));
  document.addEventListener("htmx:beforeRequest", (event) => {
    if (event.detail.requestConfig.verb !== "get") messages().replaceChildren();
  });

  // A day that is chosen in the browser's calendar, written as people write it.
  document.addEventListener("click", (event) => {
    const field = event.target.closest("[data-calendar]")?.closest(".day");
    if (!field) return;
    const [written, calendar] = field.querySelectorAll("input");
    const digits = written.value.replace(/[٠-٩]/g, (digit) => digit.charCodeAt(0) - 0x660);
    const known = /^(\d{1,2})\D(\d{1,2})\D(\d{4})$/.exec(digits.trim());
    calendar.value = known ? `${known[3]}-${known[2].padStart(2, "0")}-${known[1].padStart(2, "0")}` : "";
    try { calendar.showPicker(); } catch { written.focus(); }
  });
  document.addEventListener("change", (event) => {
    const field = event.target.matches("[type=date]") && event.target.closest(".day");
    if (!field) return;
    const written = field.querySelector("input");
    written.value = event.target.value.split("-").reverse().join("/");
    written.focus();
  });

  // Files that were chosen, by their names.
  document.addEventListener("change", (event) => {
    const told = event.target.closest(".choosing")?.querySelector(".chosen");
    if (!told) return;
    const names = [...event.target.files].map((file) => { const name = document.createElement("bdi"); name.textContent = file.name; return name; });
    told.replaceChildren(...(names.length ? names : [told.dataset.none]));
  });

  // A form whose answer takes a while says so, and is not sent twice.
  document.addEventListener("submit", (event) => {
    const waits = event.target.dataset.waits;
    if (!waits) return;
    if (event.target.getAttribute("aria-busy")) { event.preventDefault(); return; }
    event.target.setAttribute("aria-busy", "true");
    const told = document.createElement("p");
    told.className = "waits soft";
    told.setAttribute("role", "status");
    told.textContent = waits;
    event.target.append(told);
  });
  window.addEventListener("pageshow", () => { // back to a page that the browser has kept
    for (const form of document.querySelectorAll("[data-waits]")) {
      form.removeAttribute("aria-busy");
      form.querySelector(".waits")?.remove();
    }
  });
})();
