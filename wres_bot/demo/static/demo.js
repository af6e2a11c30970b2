// The page works without this file. With it, sending does not load the page again, focus stays where it was, and new
// messages appear, and are announced, by themselves.
"use strict";

(() => {
  const EVERY = 4000;
  const find = (id) => document.getElementById(id);
  const waiting = new Set();
  let turn = Promise.resolve();

  // The answer is always a whole page; what is new in it is taken over into the one that is open.
  async function load(address, options) {
    const response = await fetch(address, options);
    if (!(response.headers.get("content-type") || "").startsWith("text/html")) throw new Error(response.status);
    const page = new DOMParser().parseFromString(await response.text(), "text/html");
    return { page, address: response.url };
  }

  function take(page) {
    const list = find("messages");
    const added = [];
    for (const item of [...page.querySelectorAll("#messages > li")]) {
      const old = find(item.id);
      if (!old) {
        list.append(item);
        added.push(item);
      } else if (old.dataset.drawn !== item.dataset.drawn) {
        const held = old.contains(document.activeElement);
        old.replaceWith(item);
        if (held) item.focus({ preventScroll: true });
      }
    }
    for (const id of ["conversations", "today"]) {
      const fresh = page.getElementById(id);
      if (find(id).innerHTML !== fresh.innerHTML && !find(id).contains(document.activeElement)) {
        find(id).innerHTML = fresh.innerHTML;
      }
    }
    for (const option of page.querySelectorAll("#person option")) {
      const shown = find("person").querySelector(`option[value="${CSS.escape(option.value)}"]`);
      if (shown) shown.textContent = option.textContent;
    }
    const day = find("day");
    const fresh = page.getElementById("day");
    if (day.defaultValue !== fresh.defaultValue) day.value = day.defaultValue = fresh.defaultValue;
    return added;
  }

  function tell(html) {
    find("notice").innerHTML = html;
  }

  // A long answer is read from its beginning; a short one sits above the message box.
  function show(added) {
    if (!added.length) return;
    const log = find("log");
    const height = added[added.length - 1].getBoundingClientRect().bottom - added[0].getBoundingClientRect().top;
    const room = Math.min(log.clientHeight, window.innerHeight) - 24;
    added[height > room ? 0 : added.length - 1].scrollIntoView({ block: height > room ? "start" : "end" });
  }

  // Presses are sent one after another; one that is still on its way is not sent again.
  function press(form, pressed) {
    const body = new URLSearchParams(new FormData(form));
    if (pressed && pressed.name) body.append(pressed.name, pressed.value);
    const to = pressed && pressed.hasAttribute("formaction") ? pressed.formAction : form.action;
    const what = `${to} ${body}`;
    if (waiting.has(what)) return;
    if (form.classList.contains("composer")) find("say").value = "";
    waiting.add(what);
    document.body.classList.add("busy");
    turn = turn.then(() => send(form, to, body)).finally(() => {
      waiting.delete(what);
      document.body.classList.toggle("busy", waiting.size > 0);
    });
  }

  async function send(form, to, body) {
    // Several months may hold many letters.
    if (form.matches(".moves, .jump")) tell('<div class="notice"><p>Moving the date forward…</p></div>');
    try {
      const { page, address } = await load(to, { method: "POST", body });
      if (page.body.dataset.key !== document.body.dataset.key) {
        location.assign(address);
        return;
      }
      tell(page.getElementById("notice").innerHTML);
      show(take(page));
      const intro = document.querySelector(".intro");
      if (!intro.contains(form)) intro.open = false;
    } catch {
      const say = find("say");
      if (form.classList.contains("composer") && !say.value) say.value = body.get("text");
      tell('<div class="notice bad"><p>The demo did not answer. Is it still running where you started it?</p></div>');
    }
  }

  // What is new is read from its beginning when nothing in the address says where to look.
  if (!location.hash) show([...document.querySelectorAll("[data-new]")]);

  document.addEventListener("submit", (event) => {
    const form = event.target;
    if (!form.matches("[data-live], .buttons")) return;
    event.preventDefault();
    press(form, event.submitter);
  });

  setInterval(async () => {
    if (waiting.size || document.hidden) return;
    try {
      const { page } = await load(location.href.split("#")[0]);
      if (!waiting.size && page.body.dataset.key === document.body.dataset.key) take(page);
    } catch {
      // The next press says so; a page left open should not nag.
    }
  }, EVERY);
})();
