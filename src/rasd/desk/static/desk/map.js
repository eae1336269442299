// The map: quiet places, circles within which incidents happened, the days chosen; and the small one of an incident.
"use strict";
(() => {
  // The page may show itself only once the incidents are linked.
  document.addEventListener("htmx:afterSettle", () => show(document.querySelector("#map:not(.leaflet-container)")));
  show(document.getElementById("map"));

  function show(holder) {
    if (!holder || !window.L) return;
    const told = holder.dataset;
    const L = window.L;
    const isRtl = document.documentElement.dir === "rtl";
    const isCalm = window.matchMedia("(prefers-reduced-motion: reduce)").matches;
    const map = L.map(holder, {
      zoomControl: false, attributionControl: false, minZoom: 2, maxZoom: 12, maxBounds: [[-85, -540], [85, 540]],
      zoomAnimation: !isCalm, fadeAnimation: false, markerZoomAnimation: !isCalm, inertia: !isCalm,
    });
    const digits = (text) => text.replace(/\d/g, (digit) => [...told.digits][digit]);
    const Scale = L.Control.Scale.extend({
      _updateScale(line, text, ratio) {
        line.style.width = `${Math.round(this.options.maxWidth * ratio)}px`;
        line.textContent = digits(text.replace(/km$/, told.km).replace(/ m$/, ` ${told.m}`));
      },
    });
    const side = isRtl ? "right" : "left";
    L.control.zoom({ position: `top${side}`, zoomInTitle: told.in, zoomOutTitle: told.out }).addTo(map);
    new Scale({ imperial: false, position: `bottom${side}` }).addTo(map);

    // What is drawn is said in the table; none of it is told twice.
    const pane = (name, level) => { map.createPane(name).style.zIndex = level; map.getPane(name).setAttribute("aria-hidden", "true"); return name; };
    pane("shapes", 340);
    pane("labels", 360);
    for (const name of ["overlayPane", "markerPane", "tooltipPane", "shadowPane"]) map.getPane(name).setAttribute("aria-hidden", "true");
    const labels = L.layerGroup().addTo(map);
    const circles = L.layerGroup().addTo(map);
    const chosen = L.layerGroup().addTo(map);

    // The answer to the last question counts; those to earlier ones come too late.
    const asked = {};
    async function ask(name, address) {
      asked[name]?.abort();
      const own = (asked[name] = new AbortController());
      try {
        const answer = await fetch(address, { signal: own.signal, headers: { "X-Requested-With": "fetch" } });
        return answer.ok && !answer.redirected ? await answer.json() : null;
      } catch (error) {
        if (error.name !== "AbortError") console.warn(error.message);
        return null;
      }
    }
    const part = () => {
      const seen = map.getBounds().pad(0.15);
      const box = [seen.getWest(), seen.getSouth(), seen.getEast(), seen.getNorth()].map((value) => value.toFixed(4));
      return `box=${box.join(",")}&zoom=${map.getZoom()}`;
    };

    function mark(className, at, inner, options) {
      const element = document.createElement("div");
      element.className = className;
      element.append(inner);
      return L.marker(at, { icon: L.divIcon({ html: element, className: "", iconSize: [0, 0] }), keyboard: false, ...options });
    }
    async function showPlaces() {
      if (map.hasLayer(tiles) && !isDown) { labels.clearLayers(); return; }
      const found = await ask("places", `${told.places}?${part()}`);
      if (!found) return;
      labels.clearLayers();
      for (const [lat, lon, name, kind] of found.places) {
        const label = document.createElement("span");
        label.lang = "ar";
        label.dir = "rtl";
        label.textContent = name;
        mark(`place ${kind}`, [lat, lon], label, { pane: "labels", interactive: false }).addTo(labels);
      }
    }

    const circle = (lat, lon, km, className) => L.circle([lat, lon], { radius: km * 1000, className, bubblingMouseEvents: false });
    function choose(spot, isMoved) {
      const [lat, lon, km] = spot.split(",").map(Number);
      chosen.clearLayers();
      if (isMoved) map.fitBounds(L.latLng(lat, lon).toBounds(km * 2000).pad(0.6), { animate: !isCalm });
      circle(lat, lon, km, "chosen").addTo(chosen);
    }

    // ---- tiles and shapes that an administrator has set
    let isDown = false;
    const tiles = L.tileLayer(told.tiles || "", { maxZoom: 12, referrerPolicy: "no-referrer" });
    tiles.on("tileerror", () => { if (!isDown) { isDown = true; showPlaces(); } });
    const shapes = L.geoJSON(null, {
      pane: "shapes",
      style: { className: "shape" },
      pointToLayer: (feature, at) => L.circleMarker(at, { radius: 4, className: "shape", pane: "shapes" }),
      onEachFeature(feature, layer) {
        if (!feature.properties.name) return;
        const name = document.createElement("bdi");
        name.textContent = feature.properties.name;
        layer.bindTooltip(name, { sticky: true });
      },
    });
    function switchable(id, layer) {
      const box = document.getElementById(id);
      if (!box) return;
      box.checked = localStorage.getItem(`map-${id}`) !== "off";
      const follow = () => { if (box.checked) layer.addTo(map); else layer.remove(); };
      box.addEventListener("change", () => { localStorage.setItem(`map-${id}`, box.checked ? "on" : "off"); follow(); showPlaces(); });
      follow();
    }

    if (told.spot) {
      map.scrollWheelZoom.disable();
      choose(told.spot, true);
      map.on("moveend", showPlaces);
      showPlaces();
      return;
    }

    // ---- all incidents of the filter, in the days chosen
    const here = new URLSearchParams(location.search);
    const days = { begin: here.get("begin") || "", end: here.get("end") || "" };
    let area = here.get("area") || "";
    function query(more = {}) {
      const all = new URLSearchParams(told.filters);
      for (const [name, value] of Object.entries({ ...days, ...more })) if (value) all.set(name, value);
      return all.toString();
    }
    async function showIncidents() {
      const found = await ask("incidents", `${told.incidents}?${query()}&${part()}`);
      if (!found) return;
      circles.clearLayers();
      for (const sign of found.signs) {
        const isWide = sign.km >= 50 && sign.places === 1;
        const drawn = circle(sign.lat, sign.lon, sign.km, isWide ? "circle wide" : "circle").addTo(circles);
        // The number of a large circle stands on its rim: it is of all of it, not of its middle.
        const at = sign.large ? [Math.min(84, sign.box[3]), sign.lon] : [sign.lat, sign.lon];
        const badge = mark(sign.places > 1 ? "count several" : "count", at, sign.number, {}).addTo(circles);
        for (const layer of [drawn, badge]) {
          layer.bindTooltip(tip(sign));
          layer.on("click", () => open(sign));
        }
      }
      holder.dataset.shown = String(found.signs.length);
    }
    function tip(sign) {
      const box = document.createElement("div");
      box.dir = document.documentElement.dir;
      const number = document.createElement("strong");
      number.textContent = sign.title;
      box.append(number);
      for (const name of sign.names) { const words = document.createElement("bdi"); words.textContent = name; box.append(" · ", words); }
      if (sign.places > sign.names.length) box.append(" …");
      return box;
    }
    function open(sign) {
      area = sign.area;
      showTable();
      if (sign.places > 1) { const [west, south, east, north] = sign.box; map.fitBounds([[south, west], [north, east]], { animate: !isCalm }); }
    }
    function showTable(page = "") {
      const asked = query({ area, page });
      history.replaceState(null, "", `${location.pathname}?${asked}`);
      return window.htmx.ajax("GET", `${told.table}?${asked}`, { target: "#told", swap: "innerHTML" });
    }

    const table = document.getElementById("told");
    table.addEventListener("click", (event) => {
      const button = event.target.closest(".show");
      if (button) { choose(button.closest("[data-spot]").dataset.spot, true); holder.scrollIntoView({ block: "nearest" }); }
      const link = event.target.closest("[data-everywhere], [data-page]");
      if (!link || event.ctrlKey || event.metaKey || event.shiftKey) return;
      event.preventDefault();
      if (!link.dataset.page) area = "";
      showTable(link.dataset.page).then(() => table.focus());
    });
    for (const name of ["focusin", "mouseover"]) {
      table.addEventListener(name, (event) => { const row = event.target.closest("[data-spot]"); if (row) choose(row.dataset.spot, false); });
    }

    // ---- the days
    const bars = [...document.querySelectorAll(".bars rect")];
    const sliders = document.getElementById("sliders");
    if (sliders) {
      const [begin, end] = ["begin", "end"].map((id) => document.getElementById(id));
      let waiting = 0;
      const paint = () => {
        const [first, last] = [Number(begin.value), Number(end.value)];
        bars.forEach((bar, at) => bar.classList.toggle("out", at < first || at > last));
        for (const [slider, text] of [[begin, bars[first].dataset.from], [end, bars[last].dataset.to]]) {
          slider.setAttribute("aria-valuetext", text);
          sliders.querySelector(`output[for=${slider.id}]`).textContent = text;
        }
      };
      const follow = () => {
        const [first, last] = [Number(begin.value), Number(end.value)];
        days.begin = first > 0 ? bars[first].dataset.first : "";
        days.end = last < bars.length - 1 ? bars[last].dataset.last : "";
        paint();
        clearTimeout(waiting);
        waiting = setTimeout(() => { showIncidents(); showTable(); }, 200);
      };
      begin.addEventListener("input", () => { if (Number(begin.value) > Number(end.value)) end.value = begin.value; follow(); });
      end.addEventListener("input", () => { if (Number(end.value) < Number(begin.value)) begin.value = end.value; follow(); });
      document.getElementById("all-days").addEventListener("click", () => { begin.value = 0; end.value = bars.length - 1; follow(); });
      paint();
    }

    const box = (told.box || "25,12,60,38").split(",").map(Number);
    map.fitBounds([[box[1], box[0]], [box[3], box[2]]], { maxZoom: 10, animate: false });
    if (told.tiles) switchable("tiles", tiles);
    if (told.own) {
      switchable("own", shapes);
      ask("own", told.own).then((found) => found && shapes.addData(found));
    }
    map.on("moveend", () => { showPlaces(); showIncidents(); });
    showPlaces();
    showIncidents();
  }
})();
