// The conversation: its buttons, its address, and where it is scrolled to.
const tell = (turn, words) => { turn.querySelector(".thanks").textContent = words; };
const copyText = async (text) => {
  try { await navigator.clipboard.writeText(text); return true; }
  catch {
    const area = document.body.appendChild(Object.assign(document.createElement("textarea"), { value: text }));
    area.select();
    const done = document.execCommand("copy");
    area.remove();
    return done;
  }
};
window.copyText = copyText;
const plain = (turn) => {
  const answer = turn.querySelector(".answer").cloneNode(true);
  const sources = new Set();
  for (const link of answer.querySelectorAll("a.cite")) {
    const number = link.querySelector("i") && link.textContent; // of what is nearest, the source alone is told
    if (number) sources.add(`${number} ${link.title}`);
    link.textContent = ` ${number || `(${link.title})`}`;
  }
  for (const away of answer.querySelectorAll(".suggestions")) away.remove();
  for (const block of answer.querySelectorAll("p, li, .from, .statement")) block.append("\n");
  for (const chip of answer.querySelectorAll(".chip")) chip.append("\n");
  const words = answer.textContent.replace(/[ \t\u00a0]+/g, " ").replace(/\n\s*\n+/g, "\n").trim();
  return [turn.querySelector(".asked").textContent, words, [...sources].join("\n")].join("\n\n").trim();
};
const rate = (turn, verdict, reasons = [], remark = "") =>
  server.rate([element.querySelector(".talk").dataset.key, turn.dataset.turn, verdict, reasons, remark]);

element.addEventListener("click", async (event) => {
  const suggestion = event.target.closest(".suggest");
  if (suggestion) return trigger("suggested", { question: suggestion.dataset.question });
  const button = event.target.closest("[data-do]");
  if (!button) return;
  const turn = button.closest(".turn");
  const act = button.dataset.do;
  if (act === "again") trigger("again", { turn: turn.dataset.turn });
  if (act === "takeback") trigger("takeback", { turn: turn.dataset.turn });
  if (act === "copy") tell(turn, (await copyText(plain(turn))) ? "Copied" : "Could not copy");
  if (act !== "like" && act !== "dislike") return;
  const taken = button.getAttribute("aria-pressed") === "true";
  for (const other of turn.querySelectorAll("[aria-pressed]")) other.setAttribute("aria-pressed", "false");
  button.setAttribute("aria-pressed", String(!taken));
  const form = turn.querySelector(".reasons");
  turn.rating = !(form.hidden = taken || act === "like");
  const kept = await rate(turn, taken ? "" : act);
  tell(turn, !kept ? "Could not be kept" : taken ? "" : "Thank you");
  if (!form.hidden) { form.scrollIntoView({ block: "nearest" }); form.querySelector("input").focus({ preventScroll: true }); }
});
element.addEventListener("submit", async (event) => {
  event.preventDefault();
  const form = event.target, turn = form.closest(".turn"), said = new FormData(form);
  const kept = await rate(turn, "dislike", said.getAll("reason"), said.get("remark"));
  turn.rating = !(form.hidden = true);
  tell(turn, kept ? "Kept, thank you" : "Could not be kept");
});

// Examples take a moment to make, and may not replace what has been asked meanwhile.
const greet = async () => {
  const html = await server.welcome(""); // built and escaped by render.py
  const talk = element.querySelector(".talk");
  if (!html || !talk || talk.querySelector(".turn")) return;
  const lost = talk.querySelector(".lost");
  talk.outerHTML = html;
  if (lost) element.querySelector(".talk").prepend(lost);
};
const offer = async (turn) => {
  const html = await server.instead([element.querySelector(".talk").dataset.key, turn.dataset.turn]); // likewise
  const refusal = element.querySelector(`.turn[data-turn="${turn.dataset.turn}"]:last-child .refusal`);
  if (html && refusal && !refusal.querySelector(".suggest")) refusal.insertAdjacentHTML("beforeend", html);
};
window.refreshTalk = () => {
  const talk = element.querySelector(".talk");
  if (talk && talk.dataset.busy) return; // what it shows when done is up to date
  if (talk && talk.dataset.key) trigger("opened", { key: talk.dataset.key });
  else greet();
};
// Said to who cannot see that the answer has come.
const status = element.parentElement.appendChild(Object.assign(document.createElement("p"), { className: "hidden" }));
status.setAttribute("role", "status");
const announce = (turn) => {
  const count = turn.querySelectorAll(".statement").length;
  status.textContent = count ? `Answered: ${count} statement${count > 1 ? "s" : ""}` : turn.querySelector(".answer").textContent.trim().slice(0, 120);
};
// Where there is a keyboard one can write at once, unless a link has opened something else.
let fresh = window.innerWidth >= 900 && !location.hash;
const begin = () => {
  fresh = false;
  if (document.activeElement === document.body) document.querySelector("#question textarea")?.focus({ preventScroll: true });
};
let shown = 0, busy = false;
// The frame draws a conversation over what stands there: what was typed or chosen stays, with its own answer alone.
const settle = (turn) => {
  const form = turn.querySelector(".reasons");
  if (!form) return;
  if (turn.rated !== turn.dataset.turn) { turn.rated = turn.dataset.turn; turn.rating = false; form.reset(); }
  form.hidden = !turn.rating;
};
watch("value", () => {
  const talk = element.querySelector(".talk");
  if (!talk) return;
  talk.querySelectorAll(".turn").forEach(settle);
  window.markChosen?.();
  if (fresh) begin();
  // A question at hand stands in the address, so that a page loaded anew in the middle of its answer asks it again.
  const wanted = new URLSearchParams(), asked = talk.dataset.busy && talk.querySelector(".pending .asked");
  if (talk.dataset.key) wanted.set("c", talk.dataset.key);
  if (asked) wanted.set("q", asked.textContent);
  const search = String(wanted) && `?${wanted}`;
  if (location.search !== search) history.replaceState(null, "", location.pathname + search + location.hash);
  const turns = talk.querySelectorAll(".turn"), last = turns[turns.length - 1];
  // A question stands at the top while its answer grows below it.
  if (last && (turns.length !== shown || busy)) last.scrollIntoView({ block: "start" });
  if (last && busy && !talk.dataset.busy) announce(last);
  shown = turns.length;
  busy = Boolean(talk.dataset.busy);
  if (last && last.querySelector(".refusal") && !talk.dataset.busy) offer(last);
  if (talk.querySelector(".welcome") && !talk.querySelector(".suggest")) greet();
});
