/* Small comforts. Every page works without this file. */
(function () {
  "use strict";

  var root = document.documentElement;
  var system = window.matchMedia("(prefers-color-scheme: dark)");

  function isDark() {
    var chosen = root.dataset.colorScheme;
    return chosen === "dark" || (chosen === "auto" && system.matches);
  }

  function drawSwitch(button) {
    var dark = isDark();
    var icon = button.querySelector("use");
    button.hidden = false;
    button.querySelector("span").textContent = dark ? button.dataset.light : button.dataset.dark;
    icon.setAttribute("href", icon.getAttribute("href").replace(/#.*/, dark ? "#sun" : "#moon"));
  }

  function drawSwitches() {
    document.querySelectorAll("[data-scheme-switch]").forEach(drawSwitch);
  }

  function choose() {
    var next = isDark() ? "light" : "dark";
    root.dataset.colorScheme = next;
    try {
      localStorage.setItem("nybrott-scheme", next);
    } catch (error) {
      /* not remembered, but still chosen for this page */
    }
    drawSwitches();
  }

  document.addEventListener("click", function (event) {
    if (event.target.closest("[data-scheme-switch]")) choose();
    var opener = event.target.closest("a[data-dialog]");
    var dialog = opener && document.getElementById(opener.dataset.dialog);
    if (dialog && typeof dialog.showModal === "function") {
      event.preventDefault();
      dialog.showModal();
    }
  });

  /* One's own menu closes when one goes elsewhere, and on Escape. */
  function closeMenus(besides) {
    document.querySelectorAll("details.nb-me[open]").forEach(function (menu) {
      if (!besides || !menu.contains(besides)) menu.open = false;
    });
  }

  document.addEventListener("click", function (event) {
    closeMenus(event.target);
  });
  document.addEventListener("focusin", function (event) {
    closeMenus(event.target);
  });
  document.addEventListener("keydown", function (event) {
    var menu = event.key === "Escape" && event.target.closest && event.target.closest("details.nb-me[open]");
    if (!menu) return;
    menu.open = false;
    menu.querySelector("summary").focus();
  });

  /* After a list was swapped, say to those who cannot see it what it now holds. */
  document.addEventListener("htmx:after:swap", function (event) {
    var target = event.detail && event.detail.ctx && event.detail.ctx.target;
    var list = target && target.id && document.getElementById(target.id);
    var caption = list && list.querySelector("caption");
    var place = document.getElementById("nb-announce");
    if (caption && place) place.textContent = caption.textContent;
  });

  /* Designsystemet's elements are fetched only by pages that have any: most public pages have none. */
  var elements = document.currentScript.dataset.elements;
  var ELEMENTS = "ds-tabs, ds-field, ds-error-summary, ds-suggestion, dialog, [data-tooltip], .ds-popover";

  function fetchElements() {
    if (!elements || !document.querySelector(ELEMENTS)) return;
    var script = document.createElement("script");
    script.src = elements;
    document.head.append(script);
    elements = "";
  }

  /* Designsystemet's counter takes away that a field is wrong while it is not too long; what the server found wrong stays wrong until it is sent again. */
  new MutationObserver(function (changes) {
    changes.forEach(function (change) {
      var field = !change.target.hasAttribute("aria-invalid") && change.target.closest(".nb-field");
      if (field && field.querySelector('[data-field="validation"]')) change.target.setAttribute("aria-invalid", "true");
    });
  }).observe(root, { attributeFilter: ["aria-invalid"], subtree: true });

  document.addEventListener("htmx:after:swap", fetchElements);
  fetchElements();

  system.addEventListener("change", drawSwitches);
  drawSwitches();
})();
