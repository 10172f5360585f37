// Keeps the Back button true: a step for each choice that a visitor makes, none for what a page chooses by itself, as
// when it is filled with what was chosen before. On the way to another page Streamlit first writes that page's choices
// under the old page's name; the step to the page takes the place of that one.
(() => {
  "use strict";

  const SOON = 3000; // ms within which the second step of a way to another page follows the first
  const push = history.pushState.bind(history);
  const replace = history.replaceState.bind(history);
  let stepped = -Infinity; // when the choices of the same page changed last

  const byVisitor = () => !navigator.userActivation || navigator.userActivation.isActive;

  history.pushState = (state, title, address) => {
    const next = new URL(address ?? location.href, location.href);
    if (next.pathname === location.pathname && next.hash === location.hash) {
      const step = byVisitor();
      stepped = step ? performance.now() : -Infinity;
      return (step ? push : replace)(state, title, address);
    }
    const onTheWay = next.search === location.search && performance.now() - stepped < SOON;
    stepped = -Infinity;
    (onTheWay ? replace : push)(state, title, address);
  };
})();
