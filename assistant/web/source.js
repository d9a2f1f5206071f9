// The source pane: a citation of any turn, old or new, names its words by its own address.
const pane = element.querySelector("#source");
let latest = 0, open = "", chosen = null, why = window.innerWidth >= 900; // whether it is told why words are marked so: as the reader left it
// The number chosen stays marked when the conversation is drawn anew, as long as it stands for the same words.
window.markChosen = () => {
  if (open && location.hash === "#" + open && !chosen?.isConnected) chosen = [...document.querySelectorAll("#talk a.cite")].findLast((link) => link.hash === "#" + open);
  for (const link of document.querySelectorAll("a.cite[aria-current]")) if (link !== chosen) link.removeAttribute("aria-current");
  if (chosen && chosen.getAttribute("href") === "#" + open) chosen.setAttribute("aria-current", "true");
};
window.openCitation = async (address, link) => {
  const mine = ++latest;
  pane.setAttribute("aria-busy", "true");
  document.body.dataset.source = "open";
  const html = await server.source(address); // built and escaped by render.py
  if (mine !== latest) return; // another citation was chosen meanwhile
  pane.innerHTML = window.given(html);
  open = address;
  chosen = link?.matches("a.cite") ? link : null;
  pane.removeAttribute("aria-busy");
  const close = document.createElement("button");
  close.type = "button"; close.className = "close"; close.textContent = "×";
  close.setAttribute("aria-label", "Close the source");
  pane.prepend(close);
  for (const one of pane.querySelectorAll(".why")) one.open = why;
  window.markChosen();
  const cited = pane.querySelector("#cited");
  if (!cited) return pane.focus({ preventScroll: true });
  const above = Math.max(pane.clientHeight / 3, pane.querySelector("header").offsetHeight + 16); // what stays at the top
  pane.scrollTop = cited.offsetTop - above;
  cited.focus({ preventScroll: true });
};
window.closeSource = () => {
  delete document.body.dataset.source;
  const from = document.querySelector("a.cite[aria-current]");
  if (from) from.focus();
};
// Of a document that was removed nothing stays in sight.
window.forgetSource = (id) => {
  if (!open.startsWith(`cite-${id}-`)) return;
  pane.innerHTML = '<p class="gone">The document is no longer in the library.</p>';
  open = ""; chosen = null;
  delete document.body.dataset.source;
};
const shut = () => {
  window.closeSource();
  if (location.hash.startsWith("#cite-")) history.replaceState(null, "", location.pathname + location.search);
};
element.addEventListener("click", async (event) => {
  if (event.target.closest(".close")) shut();
  const copy = event.target.closest("[data-copy-link]");
  if (copy) copy.textContent = (await window.copyText(location.origin + location.pathname + "#" + open)) ? "Link copied" : "Could not copy";
});
element.addEventListener("toggle", (event) => { if (event.target.matches(".why")) why = event.target.open; }, true);
element.addEventListener("keydown", (event) => { if (event.key === "Escape") shut(); });
if (location.hash.startsWith("#cite-")) window.openCitation(location.hash.slice(1));
