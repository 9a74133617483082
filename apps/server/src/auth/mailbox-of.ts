/** Services that deliver an address to the same mailbox with any dots in it, and how they are all written here. */
const DOTS_IGNORED: Readonly<Record<string, string>> = {
  'gmail.com': 'gmail.com',
  'googlemail.com': 'gmail.com',
};

/**
 * The one mailbox that an address leads to, as most mail services deliver: what follows a plus is a label, and Gmail
 * takes no notice of dots. Only mails are counted by it. Two such addresses remain two accounts, since not every
 * service delivers so.
 */
export function mailboxOf(email: string): string {
  const at = email.lastIndexOf('@');
  const domain = email.slice(at + 1);
  const local = email.slice(0, at);
  const plain = local.startsWith('"') ? local : local.replace(/(.)\+.*$/u, '$1');
  const same = DOTS_IGNORED[domain];
  return same === undefined ? `${plain}@${domain}` : `${plain.replaceAll('.', '')}@${same}`;
}
