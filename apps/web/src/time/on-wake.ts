/**
 * Runs when the page comes back to somebody's eyes: timers stand still while the machine sleeps and crawl in a hidden
 * tab, so what they would have told must be looked at before the first frame. Answers how to stop.
 */
export function onWake(run: () => void): () => void {
  document.addEventListener('visibilitychange', run);
  window.addEventListener('pageshow', run);
  return () => {
    document.removeEventListener('visibilitychange', run);
    window.removeEventListener('pageshow', run);
  };
}
