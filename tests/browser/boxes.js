// What stands outside of its box, is cut without a sign, lies over another label, or makes the page move sideways.
() => {
  const found = [], near = 2;
  const say = (what, words) => found.push(`${what}: ${words.trim().replace(/\s+/g, " ").slice(0, 60)}`);
  const shown = (node) => {
    const box = node.getBoundingClientRect();
    return box.width > 1 && box.height > 1 && node.checkVisibility({ opacityProperty: true, visibilityProperty: true });
  };
  const mover = (node, axis) => {
    for (let up = node; up && up !== document.body; up = up.parentElement)
      if (["auto", "scroll"].includes(getComputedStyle(up)[`overflow${axis}`]) && !up.matches(".stMain")) return up;
    return null;
  };
  for (const page of [document.documentElement, document.querySelector(".stMain")].filter(Boolean))
    if (page.scrollWidth > page.clientWidth + near) say("page moves sideways", `${page.scrollWidth} > ${page.clientWidth}`);

  const walker = document.createTreeWalker(document.querySelector(".stMain") ?? document.body, NodeFilter.SHOW_TEXT);
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    const own = node.parentElement;
    if (!node.data.trim() || own.closest("svg, canvas, style, script, [data-testid='stDataFrame']") || !shown(own)) continue;
    const range = document.createRange();
    range.selectNodeContents(node);
    const text = range.getBoundingClientRect();
    if (text.width < 2 || mover(own, "X")) continue;
    let held = false;
    for (let up = own, n = 0; up && n < 3; up = up.parentElement, n++) {
      const style = getComputedStyle(up), box = up.getBoundingClientRect();
      held ||= ["hidden", "clip"].includes(style.overflowX);
      if (["hidden", "clip"].includes(style.overflowX) && text.right > box.right + near && style.textOverflow !== "ellipsis")
        say("cut at the right", node.data);
      if (["hidden", "clip"].includes(style.overflowY) && text.bottom > box.bottom + near && text.height < 40)
        say("cut at the foot", node.data);
    }
    if (!held && (text.right > innerWidth + near || text.left < -near)) say("outside of the screen", node.data);
  }

  for (const plot of document.querySelectorAll(".js-plotly-plot")) {
    const frame = plot.getBoundingClientRect();
    const labels = [...plot.querySelectorAll("text")].filter((label) => label.textContent.trim() && shown(label))
      .map((label) => ({ words: label.textContent, box: label.getBoundingClientRect() }));
    for (const { words, box } of labels)
      if (box.left < frame.left - near || box.right > frame.right + near || box.top < frame.top - near || box.bottom > frame.bottom + near)
        say("outside of its figure", words);
    labels.forEach((one, n) => labels.slice(n + 1).forEach((other) => {
      const wide = Math.min(one.box.right, other.box.right) - Math.max(one.box.left, other.box.left);
      const high = Math.min(one.box.bottom, other.box.bottom) - Math.max(one.box.top, other.box.top);
      if (wide > 4 && high > 6) say("one over the other", `${one.words} / ${other.words}`);
    }));
  }
  return [...new Set(found)];
}
