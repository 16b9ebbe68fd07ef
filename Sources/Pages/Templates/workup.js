// What a page does more where scripts run. Nothing here is needed: every page works without it.

// A list of faults takes the focus, so that it is the first thing read.
document.querySelector("[data-faults]")?.focus();

// Says that the list has changed since it was shown. What is read stays where it is until somebody asks for it anew.
for (const live of document.querySelectorAll("[data-changes]")) {
  const source = new EventSource(live.dataset.changes);
  source.addEventListener("changed", () => {
    live.hidden = false;
    source.close();
  });
  addEventListener("pagehide", () => source.close());
}
