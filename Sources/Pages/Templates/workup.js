// What a page does more where scripts run. Nothing here is needed: every page works without it.

// A list of faults takes the focus, so that it is the first thing read.
document.querySelector("[data-faults]")?.focus();

// Computes a study anew while it is typed, a moment after the last change. Only what was computed is replaced: what is being
// typed stays as it is.
for (const area of document.querySelectorAll("[data-preview]")) {
  const form = area.querySelector("form");
  let waiting;
  let asking;
  form.addEventListener("change", () => {
    clearTimeout(waiting);
    waiting = setTimeout(async () => {
      asking?.abort();
      asking = new AbortController();
      try {
        const answer = await fetch(area.dataset.preview, {
          method: "POST",
          body: new URLSearchParams(new FormData(form)),
          signal: asking.signal,
        });
        if (!answer.ok) return;
        const page = new DOMParser().parseFromString(await answer.text(), "text/html");
        const meter = page.querySelector("[data-meter]");
        if (meter) area.querySelector("[data-meter]")?.replaceChildren(...document.adoptNode(meter).childNodes);
        for (const row of form.querySelectorAll("tr.detail")) row.remove();
        for (const cell of page.querySelectorAll("[data-computed]")) {
          const input = document.getElementById(cell.id.replace(/-detail$/, ""));
          input?.closest("tr").after(document.adoptNode(cell.closest("tr")));
        }
      } catch (error) {
        if (error.name !== "AbortError") throw error;
      }
    }, 600);
  });
}

// Saves what is typed into a large form as a draft: after ten seconds of quiet, when the page is left, and before one is signed
// out where it was not saved yet. A form that is being sent waits for the saving that is under way, and is saved no more.
for (const status of document.querySelectorAll("[data-draft]")) {
  const form = status.closest("form");
  const address = new URL(status.dataset.draft, location.href);
  address.searchParams.set("brief", "true");
  let waiting;
  let isUnsaved = false;
  let isSent = false;
  let isSaving = false;
  let saving;
  const save = async (keepalive) => {
    clearTimeout(waiting);
    [isSaving, isUnsaved] = [true, false];
    const fields = [...new FormData(form)].filter(([, value]) => value !== "");
    const answer = await fetch(address, { method: "POST", body: new URLSearchParams(fields), keepalive }).catch(() => null);
    isUnsaved ||= !answer?.ok;
    const isSentence = answer?.headers.get("content-type")?.startsWith("text/plain");
    const sentence = isSentence ? await answer.text().catch(() => "") : "";
    status.textContent = sentence || status.dataset.failed;
    isSaving = false;
  };
  const saveNow = () => {
    if (isUnsaved && !isSent) saving = Promise.resolve(saving).then(() => save(false));
  };
  const touch = () => {
    isUnsaved = true;
    clearTimeout(waiting);
    waiting = setTimeout(saveNow, 10_000);
  };
  // What comes back in a page that says what is wrong with it is in no draft.
  if ("unsaved" in status.dataset) touch();
  form.addEventListener("input", touch);
  form.addEventListener("change", touch);
  form.addEventListener("submit", (event) => {
    clearTimeout(waiting);
    const waits = isSaving && !isSent;
    isSent = true;
    // Only what ends later may send the form: while this event is told, the browser takes no second one.
    if (!waits) return;
    event.preventDefault();
    // Not for ever: whoever sends is more in a hurry than the draft.
    const atMost = new Promise((resolve) => setTimeout(resolve, 3000));
    Promise.race([saving, atMost]).then(() => form.requestSubmit(event.submitter));
  });
  // Whoever leaves is not waited for: the browser sends it after the page is gone.
  const leave = () => {
    if (isUnsaved && !isSent) save(true);
  };
  addEventListener("beforeunload", leave);
  addEventListener("pagehide", leave);
  addEventListener("pageshow", () => (isSent = false));
  document.addEventListener("signoutsoon", saveNow);
}

// Takes a block of cells that was copied from a spreadsheet or the device: rows by lines, columns by tabs.
for (const table of document.querySelectorAll("[data-grid]")) {
  table.addEventListener("paste", (event) => {
    const text = event.clipboardData?.getData("text/plain") ?? "";
    const block = text.replace(/\r?\n$/, "").split(/\r?\n/).map((line) => line.split("\t"));
    if (block.length < 2 && block[0].length < 2) return;
    const rows = [...table.tBodies[0].rows].filter((row) => !row.classList.contains("detail"));
    const top = rows.indexOf(event.target.closest("tr"));
    const left = event.target.closest("td").cellIndex;
    event.preventDefault();
    block.forEach((line, down) => line.forEach((value, right) => {
      const field = rows[top + down]?.cells[left + right]?.querySelector("input:not([type])");
      if (field) field.value = value.trim();
    }));
    table.closest("form").dispatchEvent(new Event("change"));
  });
}

// The room of a meeting: a field of the outcome is saved when it is left. What others wrote comes along into the fields in
// which nobody types here; where two wrote in one field, both texts come.
for (const room of document.querySelectorAll("[data-room]")) {
  const isTouched = (form) =>
    [...form.querySelectorAll("input:not([type=hidden]), textarea")].some(
      (field) => field === document.activeElement || field.value !== field.defaultValue,
    );
  const version = (root) => root.querySelector("#settling [name=version]");
  // What came of a saving is said in a place that stands in the page from the start: of a place that comes with its text nothing
  // is read out. It is emptied before, so that the same words are read out again.
  const said = room.querySelector("[data-said]");
  let last = Promise.resolve();
  const unsaved = () => room.querySelector("[data-unsaved]");
  // A text that could not be saved stays in its field, and so do the words that say so and why, until it is saved.
  const keep = (form, status, page) => {
    const why = { 401: "signedOut", 404: "gone", 409: "closed" }[status] ?? "later";
    const reason = why === "closed" ? page.querySelector("[data-faults] li")?.textContent.trim() : "";
    const words = `${room.dataset.unsavedWord} ${reason || room.dataset[`unsaved${why[0].toUpperCase()}${why.slice(1)}`]}`;
    form.dataset.unsaved = why;
    const told = form.querySelector("[data-told]");
    told.className = "late";
    told.textContent = words;
    said.textContent = `${form.querySelector("label").textContent.trim()}: ${words}`;
  };
  const save = async (form) => {
    said.textContent = "";
    const body = new URLSearchParams(new FormData(form));
    const answer = await fetch(form.action, { method: "POST", body, keepalive: true }).catch(() => null);
    const isPage = answer?.headers.get("content-type")?.startsWith("text/html");
    const text = isPage ? await answer.text().catch(() => "") : "";
    const page = new DOMParser().parseFromString(text, "text/html");
    if (!page.getElementById(form.id)) return keep(form, answer?.status, page);
    version(room).value = version(page).value;
    for (const part of room.querySelectorAll("[data-writes]")) {
      if (part !== form && isTouched(part)) continue;
      const hasFocus = part.contains(document.activeElement);
      const fresh = document.importNode(page.getElementById(part.id), true);
      part.replaceWith(fresh);
      if (hasFocus) fresh.querySelector("button").focus();
      if (part !== form) continue;
      if (answer.ok) fresh.querySelector("[data-told]").prepend(`${room.dataset.saved} `);
      const told = answer.ok ? room.dataset.saved : fresh.querySelector(".warn strong")?.textContent ?? "";
      if (told) said.textContent = `${fresh.querySelector("label").textContent.trim()}: ${told}`;
    }
  };
  room.addEventListener("change", (event) => {
    const form = event.target.closest("[data-writes]");
    if (form) last = last.then(() => save(form));
  });
  // The button of a field waits for the saving that leaving the field began: a form that was saved gave way to a fresh one,
  // and is not sent again. What comes of the case is settled after everything that was typed is saved.
  room.addEventListener("submit", (event) => {
    if (!event.target.closest("[data-writes], #settling")) return;
    event.preventDefault();
    const form = event.target;
    last = last.then(() => {
      if (!form.isConnected) return;
      // Nothing is sent that would take a text away with its page.
      if (form.dataset.unsaved === "later") return save(form);
      const other = [...room.querySelectorAll("[data-unsaved]")].find((part) => part !== form);
      if (other) return other.querySelector("input:not([type=hidden]), textarea").focus();
      delete form.dataset.unsaved;
      form.submit();
    });
  });
  addEventListener("online", () => {
    for (const form of room.querySelectorAll("[data-unsaved=later]")) last = last.then(() => form.isConnected && save(form));
  });
  addEventListener("beforeunload", (event) => unsaved() && event.preventDefault());
}

// Tells what changed in the list since it was shown, while the page is looked at. Nothing is shown anew by itself: whoever
// reads decides when.
for (const told of document.querySelectorAll("[data-changes]")) {
  const [here, elsewhere] = [new Set(), new Set()];
  const address = new URL(told.dataset.changes, location.href);
  let source;
  let more = false;
  let isOver = false;
  const mark = (workup) => {
    const row = document.querySelector(`a[href="/workups/${workup}"]`)?.closest("tr");
    (row ? here : elsewhere).add(workup);
    if (!row || row.querySelector("[data-changed]")) return;
    const word = document.createElement("strong");
    word.className = "tag";
    word.dataset.changed = "";
    word.textContent = told.dataset.mark;
    row.cells[0].append(" ", word);
  };
  const tell = () => {
    const parts = [];
    if (here.size) parts.push(`${told.dataset.here}: ${here.size}.`);
    if (elsewhere.size) parts.push(`${told.dataset.elsewhere}: ${elsewhere.size}.`);
    if (more) parts.push(`${told.dataset.more}.`);
    const link = document.createElement("a");
    link.href = told.dataset.address;
    link.textContent = told.dataset.anew;
    told.replaceChildren(`${parts.join(" ")} `, link);
  };
  const close = () => {
    source?.close();
    source = undefined;
  };
  const open = () => {
    if (source || isOver || document.visibilityState !== "visible") return;
    source = new EventSource(address);
    source.addEventListener("changed", (event) => {
      // The next stream goes on from here.
      address.searchParams.set("after", event.lastEventId);
      const { workups, isAll } = JSON.parse(event.data);
      workups.forEach(mark);
      more ||= isAll;
      tell();
    });
    source.addEventListener("ended", () => {
      isOver = true;
      close();
    });
    // A stream that broke off comes back by itself; one that was refused is asked for when the page is looked at again.
    source.addEventListener("error", () => {
      if (source?.readyState === EventSource.CLOSED) close();
    });
  };
  document.addEventListener("visibilitychange", () => (document.visibilityState === "visible" ? open() : close()));
  addEventListener("pagehide", close);
  addEventListener("pageshow", open);
  open();
}

// Takes the text of a file into a field.
for (const input of document.querySelectorAll("[data-reads]")) {
  input.closest("[hidden]").hidden = false;
  input.addEventListener("change", async () => {
    if (input.files.length) document.getElementById(input.dataset.reads).value = await input.files[0].text();
  });
}

// Whoever does nothing for a while is signed out. Two minutes before, a notice says so, with a button that asks the service
// for the session, which keeps it. What another window opens or sends keeps the session here as well.
const idle = document.querySelector("[data-idle]");
if (idle) {
  const others = new BroadcastChannel("workup-session");
  let ends;
  let notice;
  const wait = (seconds) => {
    ends = Date.now() + seconds * 1000;
    notice?.remove();
    notice = undefined;
  };
  const used = (seconds) => {
    wait(seconds);
    others.postMessage(seconds);
  };
  const stay = async () => {
    const answer = await fetch("/api/v1/session").catch(() => null);
    if (answer?.ok) used((await answer.json()).idleSeconds);
    else if (answer?.status === 401) ends = Date.now();
  };
  const tell = (text, label) => {
    const line = document.createElement("p");
    line.textContent = text;
    const button = document.createElement("button");
    button.type = "button";
    button.textContent = label ?? "";
    button.addEventListener("click", stay);
    notice.replaceChildren(line, ...(label ? [button] : []));
    notice.dataset.text = text;
  };
  others.addEventListener("message", (event) => wait(event.data));
  // What the page asks for by itself keeps the session too.
  new PerformanceObserver((list) => {
    if (list.getEntries().some((entry) => entry.initiatorType === "fetch" && entry.responseStatus !== 401)) used(Number(idle.dataset.idle));
  }).observe({ type: "resource" });
  used(Number(idle.dataset.idle));
  setInterval(() => {
    const left = ends - Date.now();
    if (left > 120_000) return;
    const text = left > 0 ? idle.dataset.soon : idle.dataset.ended;
    if (notice?.dataset.text === text) return;
    if (notice) {
      tell(text, left > 0 ? idle.dataset.stay : null);
      return;
    }
    // The place stands first, so that what comes into it is read out.
    document.dispatchEvent(new Event("signoutsoon"));
    notice = document.createElement("div");
    notice.className = "stay";
    notice.setAttribute("role", "status");
    document.body.append(notice);
  }, 1000);
}
