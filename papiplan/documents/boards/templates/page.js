"use strict";
// Filters and sorts the table; the address after "#" holds what is chosen, so that a view can be sent on.
(() => {
  const table = document.getElementById("duties");
  if (!table) return;
  const rows = [...table.tBodies[0].rows];
  const heads = [...table.tHead.rows[0].cells];
  const form = document.getElementById("filters");
  const count = document.getElementById("count");
  const chosen = { loai: form.loai, khoi: form.khoi, "trang-thai": form.state, tim: form.search };
  const byName = new Intl.Collator("vi", { numeric: true });
  let sorted = "";

  // A leader types without tones too.
  const plain = (text) => text.normalize("NFD").replace(/\p{M}/gu, "").replace(/[đĐ]/g, "d").toLowerCase();
  const searched = new Map(rows.map((row) => [row, plain(row.cells[0].textContent + " " + row.lastElementChild.textContent)]));
  const key = (row, column) => row.cells[column].dataset.key ?? row.cells[column].textContent;

  const sort = () => {
    const descending = sorted.startsWith("-");
    const column = heads.findIndex((head) => head.dataset.name === sorted.replace("-", ""));
    heads.forEach((head, n) =>
      n === column ? head.setAttribute("aria-sort", descending ? "descending" : "ascending") : head.removeAttribute("aria-sort"));
    const compared = (a, b) => byName.compare(key(a, column), key(b, column)) * (descending ? -1 : 1);
    table.tBodies[0].append(...(column < 0 ? rows : [...rows].sort(compared)));
  };

  const filter = () => {
    const words = plain(form.search.value).split(/\s+/);
    let shown = 0;
    for (const row of rows) {
      const fits = (!form.loai.value || row.dataset.kind === form.loai.value)
        && (!form.khoi.value || row.dataset.group === form.khoi.value)
        && (!form.state.value || row.dataset.states.split(" ").includes(form.state.value))
        && words.every((word) => searched.get(row).includes(word));
      row.hidden = !fits;
      shown += fits;
    }
    count.textContent = `Đang hiện ${shown}/${rows.length} dòng.`;
  };

  const remember = () => {
    const state = new URLSearchParams();
    for (const [name, field] of Object.entries(chosen)) state.set(name, field.value);
    if (sorted) state.set("xep", sorted);
    history.replaceState(null, "", `#${state}`);
  };

  const recall = () => {
    const state = new URLSearchParams(location.hash.slice(1));
    for (const [name, field] of Object.entries(chosen)) {
      if (!state.has(name)) continue;
      field.value = state.get(name);
      if (field.selectedIndex === -1) field.value = "";
    }
    sorted = state.get("xep") ?? sorted;
    sort();
    filter();
  };

  heads.forEach((head) => head.firstElementChild.addEventListener("click", () => {
    sorted = sorted === head.dataset.name ? `-${sorted}` : head.dataset.name;
    sort();
    remember();
  }));
  form.addEventListener("input", () => { filter(); remember(); });
  form.addEventListener("submit", (event) => event.preventDefault());
  form.addEventListener("reset", () => setTimeout(() => { sorted = ""; form.loai.value = ""; sort(); filter(); remember(); }));
  addEventListener("hashchange", () => { recall(); if (location.hash.includes("=")) table.scrollIntoView(); });
  form.hidden = false;
  recall();
})();
