/* Comfort only: every page works without this file. */
(function () {
  "use strict";
  var summary = document.getElementById("ini-errors") || document.getElementById("ini-conflict");
  if (summary) { summary.focus(); }
  /* A list that is longer than the screen: add rows without a round trip is left to the button; we only keep the place. */
  document.querySelectorAll(".ini form").forEach(function (form) {
    form.addEventListener("submit", function () {
      window.setTimeout(function () {
        form.querySelectorAll("button[type=submit]:not([name])").forEach(function (button) {
          button.setAttribute("aria-disabled", "true");
        });
      }, 0);
    });
  });
})();
