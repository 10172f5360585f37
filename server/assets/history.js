// Keeps the Back button true. Streamlit writes a step into the history for each choice that a page makes by itself, so
// that Back would only make it choose again; and on the way to another page it first writes that page's choices under
// the old page's name, so that Back would come to the old page without its own.
(() => {
  "use strict";

  const SOON = 3000; // ms within which the second step of a way to another page follows the first
  const push = history.pushState.bind(history);
  const replace = history.replaceState.bind(history);
  let left = { href: "", at: -Infinity }; // the address that the last change of choices replaced

  history.pushState = (state, title, address) => {
    const next = new URL(address ?? location.href, location.href);
    if (next.pathname === location.pathname && next.hash === location.hash) {
      left = { href: location.href, at: performance.now() };
      replace(state, title, address);
      return;
    }
    const onTheWay = next.search && next.search === location.search && performance.now() - left.at < SOON;
    if (onTheWay) replace(history.state, title, left.href);
    left = { href: "", at: -Infinity };
    push(state, title, address);
  };
})();
