// The three views, light and dark, and whatever of the frame's own markup a screen reader could not name.
const views = ["chat", "read", "library"];
window.showView = (view) => {
  document.body.dataset.view = view;
  for (const link of document.querySelectorAll("#masthead nav a"))
    link.getAttribute("href") === "#" + view ? link.setAttribute("aria-current", "page") : link.removeAttribute("aria-current");
};
window.goTo = (hash, link) => {
  const [, kind, rest] = hash.match(/^#(chat|library|read|cite)(?:-(.*))?$/) || [];
  if (!kind) return false;
  window.showView(kind === "cite" ? "chat" : kind);
  if (kind === "cite") window.openCitation && window.openCitation(hash.slice(1), link);
  if (kind === "read") window.openDocument && window.openDocument(...(rest || "").split("-"));
  if (kind === "library") window.showLibrary && window.showLibrary();
  return true;
};
// What the server gave, or a word on why it gave nothing: it may be stopped, or started anew, at this moment.
window.given = (html) => html ?? '<p class="gone" role="status">The server did not answer; try again in a moment.</p>';
const light = (choice) => {
  document.body.classList.toggle("dark", choice === "dark");
  try { localStorage.setItem("theme", choice); } catch { /* no storage: the choice lasts for this visit */ }
};
if (!window.pageListener) {
  window.pageListener = true;
  document.addEventListener("click", (event) => {
    const target = event.target.closest && event.target.closest("a[href^='#'], [data-theme]");
    if (!target) return;
    if (target.hasAttribute("data-theme")) return light(document.body.classList.contains("dark") ? "light" : "dark");
    if (target.matches(".skip")) {
      event.preventDefault();
      window.showView("chat");
      document.querySelector("#question textarea").focus();
    }
    if (!window.goTo(target.getAttribute("href"), target)) return;
    event.preventDefault();
    history.pushState(null, "", location.pathname + location.search + target.getAttribute("href"));
  });
  window.addEventListener("popstate", () => {
    if (!location.hash.startsWith("#cite-") && document.body.dataset.source) window.closeSource();
    window.goTo(location.hash || "#chat");
    window.showConversation?.();
  });
  const chosen = (() => { try { return localStorage.getItem("theme"); } catch { return null; } })();
  if (chosen) light(chosen);
  document.documentElement.lang = "en";
}
window.showView("chat");
watch("value", () => window.showView(document.body.dataset.view)); // who is here is told later, and all of it drawn anew
setTimeout(() => window.goTo(location.hash), 0);
