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
