// Runs before the first paint: says that scripts work, and applies the colours that the learner chose.
(function () {
  var root = document.documentElement;
  if (!("noModule" in HTMLScriptElement.prototype)) return; // a browser that cannot run the rest stays plain
  root.classList.add("js");
  try {
    var theme = localStorage.getItem("carrel-theme");
    if (theme === "light" || theme === "dark") root.dataset.theme = theme;
  } catch (error) {
    // Storage may be forbidden; then the system's colours are used.
  }
})();
