/* Find-as-you-type fields get the name of their label: Select2 leaves its own boxes without one.
   Django heads the first column of rows below a record with an empty heading: it becomes a cell. */
"use strict";
(() => {
  const nameOf = (select) => {
    const row = select.closest(".form-row");
    const label = (select.labels && select.labels[0]) || (row && row.querySelector("label"));
    return select.getAttribute("aria-label") || (label ? label.textContent.trim().replace(/:$/, "") : "");
  };

  const nameBoxes = (root) => {
    for (const select of root.querySelectorAll("select.select2-hidden-accessible")) {
      const container = select.nextElementSibling;
      if (!container || !container.classList.contains("select2-container")) continue;
      const name = nameOf(select);
      if (!name) continue;
      const box = container.querySelector(".select2-selection");
      const chosen = container.querySelector(".select2-selection__rendered");
      box.removeAttribute("aria-labelledby");
      box.setAttribute("aria-label", chosen && chosen.title ? `${name}: ${chosen.title}` : name);
      // It is no field of its own: the box around it is.
      if (chosen) for (const name of ["role", "aria-readonly"]) chosen.removeAttribute(name);
      for (const field of container.querySelectorAll(".select2-search__field")) field.setAttribute("aria-label", name);
    }
  };

  const nameSearch = () => {
    const field = document.querySelector(".select2-container--open .select2-search__field");
    const open = document.querySelector(".select2-selection[aria-expanded=true]");
    if (field && open) field.setAttribute("aria-label", open.getAttribute("aria-label") || "");
  };

  for (const empty of document.querySelectorAll(".tabular thead th:empty")) {
    const cell = document.createElement("td");
    cell.className = empty.className;
    empty.replaceWith(cell);
  }

  window.addEventListener("load", () => {
    const jQuery = window.django && window.django.jQuery;
    if (!jQuery) return;
    // After the boxes are made: jQuery calls in the order in which it was asked.
    jQuery(() => nameBoxes(document));
    jQuery(document).on("select2:open", () => setTimeout(nameSearch));
    jQuery(document).on("change select2:close formset:added", () => setTimeout(() => nameBoxes(document)));
  });
})();
