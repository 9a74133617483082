import type { Page } from 'playwright-core';

/**
 * Does to the page what a browser's translation does, and goes on doing it to whatever comes later: each text is
 * taken out and a copy of it, inside two <font> elements, stands in its place. The words stay as they are, so that
 * tests can read them.
 */
export async function translate(page: Page): Promise<void> {
  await page.evaluate(`(() => {
    const left = new Set(['SCRIPT', 'STYLE', 'NOSCRIPT', 'TEXTAREA', 'FONT']);
    const replace = (text) => {
      const parent = text.parentElement;
      if (!parent || left.has(parent.tagName) || text.data.trim() === '') return;
      const inner = document.createElement('font');
      inner.append(text.data);
      const outer = document.createElement('font');
      outer.append(inner);
      text.replaceWith(outer);
    };
    const replaceIn = (node) => {
      if (node.nodeType === Node.TEXT_NODE) return replace(node);
      const walker = document.createTreeWalker(node, NodeFilter.SHOW_TEXT);
      const texts = [];
      while (walker.nextNode()) texts.push(walker.currentNode);
      texts.forEach(replace);
    };
    replaceIn(document.body);
    new MutationObserver((changes) => {
      for (const { type, target, addedNodes } of changes) {
        if (type === 'characterData') replaceIn(target);
        else addedNodes.forEach(replaceIn);
      }
    }).observe(document.body, { subtree: true, childList: true, characterData: true });
  })()`);
}
