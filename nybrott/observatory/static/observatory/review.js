/* Answering with the keyboard alone. Every button works without this file. */
(function () {
  "use strict";

  var box = document.querySelector("[data-keys-switch]");
  if (!box) return;
  var sent = false;

  box.closest("[hidden]").hidden = false;
  try {
    box.checked = localStorage.getItem("nybrott-keys") !== "off";
  } catch (error) {
    box.checked = true;
  }
  box.addEventListener("change", function () {
    try {
      localStorage.setItem("nybrott-keys", box.checked ? "on" : "off");
    } catch (error) {
      /* not remembered, but holds for this page */
    }
  });

  document.addEventListener("keydown", function (event) {
    /* a key that is held down must not answer the next ones too */
    if (!box.checked || sent || event.repeat || event.defaultPrevented) return;
    if (event.altKey || event.ctrlKey || event.metaKey) return;
    if (event.target.closest("input:not([type=checkbox]), textarea, select, dialog, [contenteditable]")) return;
    var does = document.querySelector('[data-key="' + CSS.escape(event.key.toLowerCase()) + '"]');
    if (!does) return;
    event.preventDefault();
    sent = true;
    does.click();
  });

  /* back by the browser's own button: the page is as it was, and must answer again */
  window.addEventListener("pageshow", function () {
    sent = false;
  });
})();
