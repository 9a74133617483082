/**
 * The page's one polite voice and one urgent voice. Both elements are in the HTML itself, empty, from the first
 * paint, because a screen reader only follows regions that it knew before they changed.
 */
export interface Announcer {
  say(text: string, urgency?: 'polite' | 'urgent'): void;
}

export function createAnnouncer(document: Document): Announcer {
  return {
    say(text, urgency = 'polite') {
      const element = document.getElementById(`speech-${urgency}`);
      if (!element) return;
      // An equal text is no change to a screen reader, so a trailing space is added or removed.
      element.textContent = element.textContent === text ? `${text}\u00a0` : text;
    },
  };
}
