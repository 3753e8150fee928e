// A list changes its address while somebody filters: the links to other languages go along.
for (const event of ["htmx:pushedIntoHistory", "htmx:replacedInHistory", "popstate"]) {
  addEventListener(event, () => {
    for (const link of document.querySelectorAll(".languages a[hreflang]")) {
      link.search = location.search;
    }
  });
}
