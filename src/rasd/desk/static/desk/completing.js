// Fields with data-completes="NAME" are completed from <datalist id="NAME" data-from="ADDRESS">.
"use strict";
(() => {
  let waiting = 0;
  let asked = "";
  document.addEventListener("input", (event) => {
    const name = event.target.dataset && event.target.dataset.completes;
    const list = name && document.getElementById(name);
    if (!list) return;
    clearTimeout(waiting);
    const words = event.target.value.trim();
    if (words.length < 2 || [...list.options].some((option) => option.value === words)) return;
    waiting = setTimeout(async () => {
      asked = `${name} ${words}`;
      const answer = await fetch(`${list.dataset.from}?q=${encodeURIComponent(words)}`, { headers: { "HX-Request": "true" } });
      if (!answer.ok || asked !== `${name} ${words}`) return;
      const options = (await answer.json()).map(([value, label]) => {
        const option = document.createElement("option");
        option.value = value;
        option.label = label;
        return option;
      });
      list.replaceChildren(...options);
    }, 150);
  });
})();
