import { hash } from 'node:crypto';

/** What is kept of a text that is only ever compared: the links that were sent, and the mailboxes that they went to. */
export function digestText(text: string): Buffer {
  return hash('sha256', text, 'buffer');
}
