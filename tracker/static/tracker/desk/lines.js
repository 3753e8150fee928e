/* Lets a person choose the statement's first and last line by its number, besides typing them. */
"use strict";

const table = document.querySelector("[data-lines]");
const first = document.getElementById("id_from_line");
const last = document.getElementById("id_to_line");

function mark() {
  const from = Number(first.value) || 1;
  const to = Number(last.value) || Infinity;
  for (const cell of table.querySelectorAll("[data-line]")) {
    const line = Number(cell.dataset.line);
    cell.parentElement.classList.toggle("chosen", line >= from && line <= to);
  }
}

/* The first choice is the first line, the next one below it the last. */
function choose(line) {
  if (first.value && !last.value && line >= Number(first.value)) {
    last.value = line;
  } else {
    first.value = line;
    last.value = "";
  }
  mark();
}

if (table && first && last) {
  for (const cell of table.querySelectorAll("[data-line]")) {
    const button = document.createElement("button");
    button.type = "button";
    button.className = "line-number";
    button.tabIndex = -1; // by keyboard, the two number fields do the same
    button.textContent = cell.dataset.line;
    cell.replaceChildren(button);
  }
  table.addEventListener("click", (event) => {
    const button = event.target.closest(".line-number");
    if (button) choose(Number(button.textContent));
  });
  for (const field of [first, last]) field.addEventListener("input", mark);
  mark();
}
