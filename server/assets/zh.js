// Puts Streamlit's and plotly's own texts into Chinese as they appear. The words are in server/zh.toml.
(() => {
  "use strict";

  const WORDS = new Map(Object.entries(/*WORDS*/ {}));
  const PATTERNS = /*PATTERNS*/ [].map(([written, chinese]) => [new RegExp(written), chinese]);
  const NAMED = ["aria-label", "placeholder", "title", "alt", "data-title"];
  const KEPT = "[data-report], [class*='st-key-report'], script, style, textarea"; // what a report says stays as it is
  const LONGEST = 250;

  function inChinese(written) {
    const said = written.trim();
    if (!said || said.length > LONGEST || !/[A-Za-z]/.test(said)) return undefined;
    const word = WORDS.get(said);
    if (word !== undefined) return written.replace(said, () => word);
    const pattern = PATTERNS.find(([form]) => form.test(said));
    return pattern ? said.replace(pattern[0], pattern[1]) : inChineseWithName(said);
  }

  // "Fullscreen: 各地数值" is the button of one table among several.
  function inChineseWithName(said) {
    const [written, ...name] = said.split(": ");
    const word = name.length ? WORDS.get(written) : undefined;
    return word && `${word}：${name.join(": ")}`;
  }

  // Inside a drawing there are figures and words of ours, and very many nodes.
  const isDrawn = (element) => Boolean(element?.ownerSVGElement);

  function translateText(node) {
    if (isDrawn(node.parentElement)) return;
    const chinese = inChinese(node.data);
    if (chinese !== undefined && !node.parentElement?.closest(KEPT)) node.data = chinese;
  }

  function translateName(element, name) {
    const written = element.getAttribute(name);
    const chinese = written ? inChinese(written) : undefined;
    if (chinese !== undefined && !element.closest(KEPT)) element.setAttribute(name, chinese);
  }

  function translateTree(node) {
    if (node.nodeType === Node.TEXT_NODE) return translateText(node);
    if (node.nodeType !== Node.ELEMENT_NODE || isDrawn(node) || node.matches(KEPT)) return undefined;
    NAMED.forEach((name) => translateName(node, name));
    node.childNodes.forEach(translateTree);
    return undefined;
  }

  function translateChange(change) {
    if (change.type === "characterData") translateText(change.target);
    else if (change.type === "attributes") translateName(change.target, change.attributeName);
    else change.addedNodes.forEach(translateTree);
  }

  new MutationObserver((changes) => changes.forEach(translateChange)).observe(document.documentElement, {
    subtree: true,
    childList: true,
    characterData: true,
    attributes: true,
    attributeFilter: NAMED,
  });
})();
