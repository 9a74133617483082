import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { isIP } from 'node:net';
import { formatInstant, unreachable } from '@diboas/kernel';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import * as z from 'zod/mini';
import { callsFromHere } from '../http/caller.ts';
import { RefusalError } from '../refusals/refusal.ts';
import type { KeptMail, Mailbox } from './mailbox.ts';

const mailboxQuery = z.strictObject({ to: z.optional(z.string().check(z.maxLength(254))) });

export interface MailboxPageOptions {
  readonly mailbox: Mailbox;
  readonly publicUrl: string;
  /** Whether whoever reaches this server may read it, and not only callers on this machine. */
  readonly isForAll: boolean;
}

/** The mailbox as a page for people and as JSON for tests. Its style is a file of its own: nothing is inline. */
export function mountMailbox(
  app: FastifyInstance,
  { mailbox, publicUrl, isForAll }: MailboxPageOptions,
): void {
  const ourName = new URL(publicUrl).hostname;
  const onlyByOurName = async (request: FastifyRequest) => {
    const isFromHere = isForAll || callsFromHere(request);
    if (!isFromHere || !isOurName(request.hostname, ourName)) throw new RefusalError({ code: 'not_allowed' });
  };
  app.route<{ Querystring: z.infer<typeof mailboxQuery> }>({
    method: 'GET',
    url: '/mailbox',
    schema: { querystring: mailboxQuery, hide: true },
    onRequest: onlyByOurName,
    handler: (request, reply) =>
      reply
        .type('text/html; charset=utf-8')
        .header('cache-control', 'no-store')
        .send(mailboxPage(mailbox.mails(request.query.to))),
  });
  app.route<{ Querystring: z.infer<typeof mailboxQuery> }>({
    method: 'GET',
    url: '/mailbox.json',
    schema: { querystring: mailboxQuery, hide: true },
    onRequest: onlyByOurName,
    handler: (request, reply) =>
      reply.header('cache-control', 'no-store').send({
        mails: mailbox
          .mails(request.query.to)
          .map(({ kind, to, link, at }) => ({ kind, to, link, at: formatInstant(at) })),
      }),
  });
  app.route({
    method: 'GET',
    url: '/mailbox.css',
    schema: { hide: true },
    handler: (_request, reply) => reply.type('text/css; charset=utf-8').send(STYLE),
  });
  app.route({
    method: 'GET',
    url: '/mailbox.woff2',
    schema: { hide: true },
    handler: (_request, reply) => reply.type('font/woff2').send(FONT),
  });
}

/**
 * The mailbox has no other lock than that a foreign page cannot read it. Such a page could have a name of its own
 * point at this machine, and would then count as ours for the browser; but that name is what `Host` tells. Nobody can
 * do this with `localhost` or a bare address.
 */
function isOurName(hostname: string, ourName: string): boolean {
  const bare = hostname.replace(/^\[(.*)\]$/, '$1');
  return hostname === ourName || hostname === 'localhost' || isIP(bare) !== 0;
}

function mailboxPage(mails: readonly KeptMail[]): string {
  const list = mails.length === 0 ? EMPTY : `<ol>${mails.map(mailItem).join('')}</ol>`;
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>Mailbox of this machine</title>
<link rel="stylesheet" href="/mailbox.css">
</head>
<body>
<main>
<h1>Mailbox of this machine</h1>
<p class="about">Mails are kept here and go nowhere else. A link that signs in works once, for 10 minutes.</p>
${list}
<p><a href="/mailbox">Look again</a></p>
</main>
</body>
</html>
`;
}

function mailItem(mail: KeptMail): string {
  const { to, link } = mail;
  const time = formatInstant(mail.at);
  const { title, text, act } = wordsOf(mail);
  return `<li>
<h2>${title}</h2>
<p class="to">To ${breakable(to)}, <time datetime="${time}">${time.slice(0, 10)} at ${time.slice(11, 19)} UTC</time></p>
${text}<a class="button" href="${escapeHtml(link)}"><span>${act}</span></a>
</li>`;
}

function wordsOf(mail: KeptMail): { readonly title: string; readonly text: string; readonly act: string } {
  const { kind, to } = mail;
  switch (kind) {
    case 'sign_in':
      return { title: 'Sign in to diBoaS', text: '', act: `Sign in as ${breakable(to)}` };
    case 'invitation': {
      const day = LONG_DAY.format(mail.until);
      const text = `<p>${breakable(mail.from)} sent you ${escapeHtml(mail.amount)} by diBoaS. Sign in by this address until ${day}, and
it is yours; after that it goes back to them. It costs nothing, and nobody asks you to pay anything first. If you do not know
them, do nothing.</p>
`;
      return { title: `${breakable(mail.from)} sent you money`, text, act: 'Go to diBoaS' };
    }
    case 'news':
      return {
        title: escapeHtml(mail.title),
        text: `<p>${escapeHtml(mail.text)}</p>\n`,
        act: 'Look at it',
      };
    default:
      return unreachable(kind);
  }
}

const LONG_DAY = new Intl.DateTimeFormat('en-GB', { dateStyle: 'long', timeZone: 'UTC' });

function escapeHtml(text: string): string {
  return text.replace(/[&<>"']/g, (letter) => `&#${letter.charCodeAt(0)};`);
}

/** An address that is too long for its line breaks after a mark, and not within a word. */
function breakable(address: string): string {
  return escapeHtml(address).replace(/[@._+-](?=.)/g, '$&<wbr>');
}

const EMPTY = `<p class="empty">No mail yet. Type your e-mail address on the <a href="/">sign-in page</a>, and the
mail with your link will be here.</p>`;

/** The letters of the app: the mailbox is the second page that somebody who tries it sees. */
const FONT = readFileSync(
  createRequire(import.meta.url).resolve(
    '@fontsource-variable/hanken-grotesk/files/hanken-grotesk-latin-wght-normal.woff2',
  ),
);

const STYLE = `@font-face {
  font-family: "Hanken Grotesk"; font-weight: 100 900; font-display: swap;
  src: url("/mailbox.woff2") format("woff2");
}
:root {
  --paper: #fbf8f6; --surface: #ffffff; --line: #e4ddd4; --ink: #0f1a21; --muted: #566069;
  --brand: #0b635d; --brand-hover: #084d48; --on-brand: #ffffff; --focus: #1b4fd8;
}
@media (prefers-color-scheme: dark) {
  :root {
    --paper: #0c1518; --surface: #131e22; --line: #27353a; --ink: #eef3f2; --muted: #a5b3b4;
    --brand: #66cfc2; --brand-hover: #8be0d5; --on-brand: #04211f; --focus: #8fb4ff;
  }
}
* { box-sizing: border-box; }
body {
  margin: 0; background: var(--paper); color: var(--ink);
  font: 1rem/1.55 "Hanken Grotesk", ui-sans-serif, system-ui, sans-serif;
  font-variant-numeric: tabular-nums lining-nums;
}
main { max-width: 34rem; margin: 0 auto; padding: 40px 16px; }
h1 { margin: 0 0 8px; font-size: 1.75rem; font-weight: 600; letter-spacing: -0.02em; line-height: 1.2; }
h2 { margin: 0; font-size: 1.125rem; font-weight: 600; }
.about, .to, .empty { color: var(--muted); }
.about { margin: 0 0 24px; }
.to { margin: 4px 0 16px; font-size: 0.875rem; overflow-wrap: anywhere; }
ol { list-style: none; margin: 0 0 24px; padding: 0; border-top: 1px solid var(--line); }
li { padding: 24px 0; border-bottom: 1px solid var(--line); }
a { color: var(--brand); text-underline-offset: 3px; }
a:hover { color: var(--brand-hover); }
a:focus-visible { outline: 2px solid var(--focus); outline-offset: 2px; border-radius: 2px; }
.button {
  display: inline-flex; align-items: center; min-height: 48px; padding: 8px 20px; border-radius: 8px;
  background: var(--brand); color: var(--on-brand); font-weight: 600; text-decoration: none; overflow-wrap: anywhere;
}
.button:hover { background: var(--brand-hover); color: var(--on-brand); }
.button:focus-visible { outline-offset: 4px; border-radius: 8px; }
`;
