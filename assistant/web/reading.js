// The reading view: choosing a document, jumping to a place in it, searching inside it.
const place = element.querySelector("#reading");
let current = null, latest = 0, matches = [], at = -1;
window.openDocument = async (id, start) => {
  const mine = ++latest;
  if (id !== current || !id) {
    const html = await server.read(id || current || ""); // built and escaped by render.py and marking/page.py
    if (mine !== latest) return;
    place.innerHTML = html;
    matches = []; at = -1;
    if (id) current = place.querySelector(".marks") && id;
  }
  const from = start && place.querySelector(`.sentence[data-at="${Number(start)}"]`);
  if (from) { from.scrollIntoView({ block: "center" }); from.focus({ preventScroll: true }); }
};
const find = (words) => {
  const needle = words.trim().toLocaleLowerCase();
  matches = [];
  const text = place.querySelector(".text");
  if (!needle || !text) return;
  const walker = document.createTreeWalker(text, NodeFilter.SHOW_TEXT, {
    acceptNode: (node) => (node.parentElement.closest(".note, .sign") ? NodeFilter.FILTER_REJECT : NodeFilter.FILTER_ACCEPT),
  });
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    const held = node.data.toLocaleLowerCase();
    if (held.length !== node.data.length) continue;
    for (let i = held.indexOf(needle); i >= 0; i = held.indexOf(needle, i + needle.length)) {
      const range = new Range();
      range.setStart(node, i); range.setEnd(node, i + needle.length);
      matches.push(range);
    }
  }
};
const show = () => {
  const told = place.querySelector(".found");
  const typed = place.querySelector("[name=find]").value.trim();
  told.textContent = !typed ? "" : matches.length ? `${at + 1} of ${matches.length}` : "not found";
  if (!window.CSS || !CSS.highlights) return;
  CSS.highlights.set("found", new Highlight(...matches));
  CSS.highlights.set("found-now", at >= 0 ? new Highlight(matches[at]) : new Highlight());
  if (at >= 0) matches[at].startContainer.parentElement.scrollIntoView({ block: "center" });
};
element.addEventListener("input", (event) => {
  if (event.target.name !== "find") return;
  find(event.target.value);
  at = matches.length ? 0 : -1;
  show();
});
element.addEventListener("submit", (event) => {
  event.preventDefault();
  if (matches.length) at = (at + 1) % matches.length;
  show();
});
element.addEventListener("change", (event) => {
  if (!event.target.matches("[data-choose]") || !event.target.value) return;
  history.pushState(null, "", location.pathname + location.search + "#read-" + event.target.value);
  window.openDocument(event.target.value);
});
window.forgetDocument = (id) => { if (current === id) { current = null; place.innerHTML = ""; } };
if (location.hash.startsWith("#read")) window.openDocument(...location.hash.slice(6).split("-"));
