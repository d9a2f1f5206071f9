// One listener for the whole page: a citation of any turn, old or new, names its words by its own address.
const pane = element.querySelector("#source");
async function open(address) {
  pane.setAttribute("aria-busy", "true");
  pane.innerHTML = await server.source(address); // built and escaped by render.py
  pane.removeAttribute("aria-busy");
  const cited = pane.querySelector("#cited");
  if (cited) {
    cited.scrollIntoView({ block: "nearest" });
    cited.focus({ preventScroll: window.innerWidth > 900 });
  }
}
if (!window.citationListener) {
  window.citationListener = true;
  document.addEventListener("click", (event) => {
    const link = event.target.closest && event.target.closest('a[href^="#cite-"]');
    if (!link) return;
    event.preventDefault();
    history.replaceState(null, "", link.getAttribute("href"));
    open(link.getAttribute("href").slice(1));
  });
}
if (location.hash.startsWith("#cite-")) open(location.hash.slice(1));
