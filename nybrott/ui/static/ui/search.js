/* The search of the top bar: "/" or Ctrl+K comes to it, arrows move in what it suggests. It is a form without this file. */
(function () {
  "use strict";

  var field = document.getElementById("nb-search-field");
  var panel = document.getElementById("nb-search");
  var list = field && document.getElementById(field.dataset.combobox);
  if (!list || !panel.showPopover) return;
  var at = -1;

  field.setAttribute("role", "combobox");
  field.setAttribute("aria-autocomplete", "list");
  field.setAttribute("aria-controls", list.id);
  field.setAttribute("aria-expanded", "false");

  function options() {
    return Array.from(list.querySelectorAll("[role=option]"));
  }

  function choose(place) {
    var all = options();
    at = all.length ? (place + all.length + 1) % (all.length + 1) : -1;
    if (at === all.length) at = -1; /* back in the field itself */
    all.forEach(function (option, number) {
      option.setAttribute("aria-selected", String(number === at));
    });
    if (at < 0) field.removeAttribute("aria-activedescendant");
    else {
      field.setAttribute("aria-activedescendant", all[at].id);
      all[at].scrollIntoView({ block: "nearest" });
    }
  }

  function draw() {
    var open = Boolean(field.value.trim()) && options().length > 0;
    list.hidden = !open;
    field.setAttribute("aria-expanded", String(open));
    choose(-1);
    var place = document.getElementById("nb-announce");
    if (place && open) place.textContent = list.getAttribute("aria-label") + ": " + options().length;
  }

  function come() {
    var own = document.querySelector("main input[type=search][name=q]");
    if (own) {
      own.focus();
      own.select();
      return;
    }
    if (!panel.matches(":popover-open")) panel.showPopover();
    field.focus();
    field.select();
  }

  function writes(target) {
    return target.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(target.nodeName);
  }

  document.addEventListener("keydown", function (event) {
    var slash = event.key === "/" && !event.ctrlKey && !event.metaKey && !event.altKey && !writes(event.target);
    var command = event.key.toLowerCase() === "k" && (event.ctrlKey || event.metaKey) && !event.altKey && !event.shiftKey;
    if (!slash && !command) return;
    event.preventDefault();
    come();
  });

  field.addEventListener("keydown", function (event) {
    if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      event.preventDefault();
      if (!list.hidden) choose(event.key === "ArrowDown" ? at + 1 : at - 1);
    } else if (event.key === "Enter" && at >= 0 && options()[at]) {
      event.preventDefault();
      options()[at].click();
    } else if (event.key === "Escape") {
      panel.hidePopover();
      field.blur(); /* else it has the focus until the next frame, and "/" is taken for something written in it */
    }
  });

  field.addEventListener("input", function () {
    if (!field.value.trim()) {
      list.replaceChildren();
      draw();
    }
  });

  document.addEventListener("htmx:after:swap", function (event) {
    var target = event.detail && event.detail.ctx && event.detail.ctx.target;
    if (target === list || (target && target.id === list.id)) draw();
  });
})();
