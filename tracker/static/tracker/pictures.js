// Tells beside a picture what is pointed at, in it or in its table, and lights up both; with the
// arrow keys one goes through all there is. Words come from the page.
(() => {
  for (const pictured of document.querySelectorAll("[data-pictured]")) {
    const figure = pictured.querySelector("figure");
    const here = pictured.querySelector("[data-told-here]");
    const marks = [...pictured.querySelectorAll("[data-mark]")];
    if (!figure || !here || !marks.length) continue;
    let at = -1;

    const tell = (name) => {
      for (const lit of pictured.querySelectorAll(".is-told")) lit.classList.remove("is-told");
      const told = name === undefined ? [] : marks.filter((mark) => mark.dataset.mark === name);
      here.textContent = told.map((mark) => mark.dataset.told).join("; ");
      const row = told.length && pictured.querySelector(`[data-row="${CSS.escape(name)}"]`);
      for (const lit of row ? [...told, row] : told) lit.classList.add("is-told");
    };

    const nameAt = (target) => {
      const found = target.closest && target.closest("[data-mark], [data-row]");
      return found ? found.dataset.mark || found.dataset.row : undefined;
    };

    pictured.addEventListener("pointerover", (event) => tell(nameAt(event.target)));
    pictured.addEventListener("pointerleave", () => tell());
    pictured.addEventListener("focusin", (event) => tell(nameAt(event.target)));
    pictured.addEventListener("focusout", () => tell());

    figure.tabIndex = 0;
    figure.addEventListener("keydown", (event) => {
      const step = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 }[event.key];
      if (!step) return;
      event.preventDefault();
      at = (at + step + marks.length) % marks.length;
      tell(marks[at].dataset.mark);
    });
  }
})();
