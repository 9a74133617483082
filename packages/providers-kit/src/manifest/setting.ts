/** What settings are made of, for the server's own and for those of providers: one way to read and to refuse. */
import * as z from 'zod';

/** The settings that were given, each as the text that was meant. What is not here was not given. */
export type SettingTexts = Readonly<Record<string, string>>;

/** An address that paths are put behind: nothing after its own path, and no login in it. */
function isHttpBase(text: string): boolean {
  if (!URL.canParse(text)) return false;
  const { protocol, search, hash, username, password } = new URL(text);
  return /^https?:$/.test(protocol) && `${search}${hash}${username}${password}` === '';
}

/** An address without a path. */
export const httpOrigin = z
  .string()
  .refine(
    (text) => isHttpBase(text) && new URL(text).pathname === '/',
    'must be an address like http://127.0.0.1:3000, without a path',
  );

/** An address that paths are put behind, which may have a path of its own. */
export const httpBase = z.string().refine(isHttpBase, 'must be an address like https://api.example.com/path');

/** Where a WebSocket is opened: an address without a path. */
export const socketOrigin = z.string().refine((text) => {
  if (!URL.canParse(text)) return false;
  const { protocol, pathname, search, hash, username, password } = new URL(text);
  return /^wss?:$/.test(protocol) && pathname === '/' && `${search}${hash}${username}${password}` === '';
}, 'must be an address like wss://feed.example.com, without a path');

/** Where a sandbox takes WebSockets: where it takes requests. */
export function toldOnSocket(sandboxUrl: string): string {
  return sandboxUrl.replace(/^http/, 'ws');
}

/** What goes into a header, or is compared with one: a single word. */
export const word = z.string().regex(/^[\x21-\x7e]+$/, 'must be one word of plain characters');

/** Several, with commas between them: while one is rolled, the new one stands first and the old one is still good. */
export const listOf = <Item>(item: z.ZodType<Item, string>, what: string) =>
  z
    .string()
    .transform((text) => text.split(',').map((part) => part.trim()))
    .refine((items) => items.every((text) => text !== ''), `has an empty ${what} between its commas`)
    .pipe(z.array(item));

/** What is wrong with which setting, once each and by its name. The value is repeated nowhere. */
export function describeSettingIssues(issues: readonly z.core.$ZodIssue[], texts: SettingTexts): string[] {
  return [...new Set(issues.map((issue) => describeIssue(issue, texts)))];
}

function describeIssue(issue: z.core.$ZodIssue, texts: SettingTexts): string {
  const name = String(issue.path[0]);
  const isMissing = texts[name] === undefined;
  if (issue.code === 'invalid_value') {
    const values = issue.values.join(' or ');
    return isMissing ? `${name} is missing: ${values}` : `${name} must be ${values}`;
  }
  return isMissing ? `${name} is missing` : `${name} ${issue.message}`;
}
