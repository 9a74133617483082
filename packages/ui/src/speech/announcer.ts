/**
 * The page's one polite voice and one urgent voice. Both elements are in the HTML itself, empty, from the first
 * paint, because a screen reader only follows regions that it knew before they changed.
 */
export interface Announcer {
  /** Says it now. Afterwards the region is emptied, or whoever reads the page to its end would meet it as if it stood. */
  say(text: string, urgency?: Urgency): void;
  /**
   * Says it in a moment, unless a title with these words takes the focus just then: a screen reader reads that anyway,
   * and nobody wants to be told everything twice.
   */
  sayUnlessRead(text: string, title: string, urgency?: Urgency): void;
  /** A title took the focus, so it is read. */
  read(title: string): void;
}

export type Urgency = 'polite' | 'urgent';

/** Long enough for every screen reader to have taken it up. */
const KEPT_MS = 5_000;
/** A page that comes up because of a change has its title by then. */
const TITLE_WITHIN_MS = 300;

export function createAnnouncer(
  document: Pick<Document, 'getElementById'>,
  after: (delayMs: number, run: () => void) => unknown = (delayMs, run) => setTimeout(run, delayMs),
): Announcer {
  const waiting = { polite: [] as string[], urgent: [] as string[] };
  const emptied = { polite: 0, urgent: 0 };
  const recent = new Set<string>();
  const speak = (urgency: Urgency): void => {
    const element = document.getElementById(`speech-${urgency}`);
    const all = waiting[urgency].splice(0).join('. ');
    // An equal text is no change to a screen reader, so a trailing space is added or removed.
    if (element) element.textContent = element.textContent === all ? `${all}\u00a0` : all;
    emptied[urgency] += 1;
    const turn = emptied[urgency];
    after(KEPT_MS, () => {
      if (element && emptied[urgency] === turn) element.textContent = '';
    });
  };
  const say = (text: string, urgency: Urgency = 'polite'): void => {
    waiting[urgency].push(text);
    // What is said in one breath is said together, or the last text would silence the ones before.
    if (waiting[urgency].length === 1) queueMicrotask(() => speak(urgency));
  };
  return {
    say,
    sayUnlessRead(text, title, urgency) {
      after(TITLE_WITHIN_MS, () => {
        if (!recent.has(title)) say(text, urgency);
      });
    },
    read(title) {
      recent.add(title);
      after(3 * TITLE_WITHIN_MS, () => recent.delete(title));
    },
  };
}
