/* Runs before the page is drawn, so that a chosen light or dark does not flash. Without it the system decides. */
(function () {
  "use strict";
  window.dsWarnings = false;
  try {
    var chosen = localStorage.getItem("nybrott-scheme");
    if (chosen === "light" || chosen === "dark") document.documentElement.dataset.colorScheme = chosen;
  } catch (error) {
    /* storage is closed: follow the system */
  }
})();
