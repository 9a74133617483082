/**
 * Calls back once the page is really opened: a browser may build it in advance, before anybody has asked for it, and
 * such a page must not act. Answers how to call it off.
 */
export function whenLookedAt(act: () => void, page: Document = document): () => void {
  let called = false;
  const once = (): void => {
    if (called) return;
    called = true;
    act();
  };
  if (!('prerendering' in page) || page.prerendering !== true) {
    // Left to a task of its own, so that a page which is taken away at once never acts.
    const timer = setTimeout(once);
    return () => clearTimeout(timer);
  }
  page.addEventListener('prerenderingchange', once, { once: true });
  return () => page.removeEventListener('prerenderingchange', once);
}
