/* Comfort only: every page works without this file. */
(function () {
  "use strict";
  var summary = document.getElementById("ini-errors") || document.getElementById("ini-conflict");
  if (summary) { summary.focus(); }
  /* A list that is longer than the screen: add rows without a round trip is left to the button; we only keep the place. */
  /* Somebody has this form open: tell it every 45 seconds, and when the page is left. */
  var lock = document.querySelector("form[data-ini-lock]");
  if (lock) {
    var news = document.querySelector(".ini-lock-news");
    var keep = function () {
      fetch(lock.action, { method: "POST", body: new FormData(lock), credentials: "same-origin" })
        .then(function (answer) {
          var renewed = answer.ok && answer.headers.get("Ini-Lock");
          if (renewed) {
            document.querySelectorAll("form[data-ini-holds-lock] input[name=ini-what]").forEach(function (field) {
              field.value = renewed;
            });
          }
          return answer.ok ? answer.text() : "";
        })
        .then(function (words) {
          var holder = lock.getAttribute("data-ini-holder");
          var known = holder && words.indexOf(holder) === 0; /* the page says so already */
          if (!known && news.textContent !== words) { news.textContent = words; }
        })
        .catch(function () { /* the network is away; saving will tell */ });
    };
    keep();
    window.setInterval(keep, 45000);
    window.addEventListener("pagehide", function () {
      navigator.sendBeacon(lock.getAttribute("data-ini-lock"), new FormData(lock));
    });
  }
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
