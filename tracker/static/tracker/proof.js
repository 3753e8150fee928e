// Solves the task of a form in the background, from the first touch of the form on. Whoever sends
// it sooner waits a moment; where it cannot be solved, the form is sent without it.
(() => {
  const task = document.querySelector("[data-task]");
  const form = task && task.closest("form");
  if (!form || !window.Worker) return;

  const MOST_MS = 60000;
  const answer = form.elements.namedItem("proof");
  let worker = null;
  let isOver = false;
  let waiting = null;

  const end = (solution) => {
    if (isOver) return;
    isOver = true;
    if (worker) worker.terminate();
    if (solution && !solution.error) {
      const solved = { challenge: JSON.parse(task.dataset.task), solution };
      answer.value = btoa(JSON.stringify(solved));
    }
    task.hidden = true;
    if (waiting) form.requestSubmit(waiting.submitter);
  };

  const begin = () => {
    if (worker || isOver) return;
    try {
      worker = new Worker(task.dataset.worker);
    } catch {
      end(null);
      return;
    }
    worker.onmessage = (message) => end(message.data);
    worker.onerror = () => end(null);
    worker.postMessage({ type: "work", challenge: JSON.parse(task.dataset.task), timeout: MOST_MS });
    setTimeout(() => end(null), MOST_MS);
  };

  form.addEventListener("focusin", begin);
  form.addEventListener("input", begin);
  form.addEventListener("submit", (event) => {
    if (isOver) return;
    event.preventDefault();
    begin();
    if (isOver) {
      form.requestSubmit(event.submitter);
      return;
    }
    waiting = event;
    task.hidden = false;
    task.textContent = task.dataset.words;
  });
})();
