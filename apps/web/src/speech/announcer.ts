/**
 * The page's one polite voice and one urgent voice. Both elements are in the HTML itself, empty, from the first
 * paint, because a screen reader only follows regions that it knew before they changed.
 */
export interface Announcer {
  say(text: string, urgency?: 'polite' | 'urgent'): void;
}

export function createAnnouncer(document: Pick<Document, 'getElementById'>): Announcer {
  const waiting = { polite: [] as string[], urgent: [] as string[] };
  return {
    say(text, urgency = 'polite') {
      const texts = waiting[urgency];
      texts.push(text);
      if (texts.length > 1) return;
      // What is said in one breath is said together, or the last text would silence the ones before.
      queueMicrotask(() => {
        const element = document.getElementById(`speech-${urgency}`);
        const all = texts.splice(0).join('. ');
        // An equal text is no change to a screen reader, so a trailing space is added or removed.
        if (element) element.textContent = element.textContent === all ? `${all}\u00a0` : all;
      });
    },
  };
}
