import {
  type BalancesView,
  balancesView,
  begunIdentity,
  type DraftView,
  draftView,
  factorSetUp,
  type IdentityView,
  identityView,
  type LiveAsk,
  type LivePrices,
  liveMessage,
  type Problem,
  problem,
  type QuoteRequest,
  type QuoteView,
  quoteView,
  ROUTES,
  type StreamMessage,
  type TransactionPage,
  type TransactionView,
  transactionPage,
  transactionView,
} from '@diboas/protocol';
import { firstIdentityDesk } from '@diboas/providers/testing';
import { WebSocket } from 'ws';
import { type CodeApp, createCodeApp } from './code-app.ts';

/** What came back, read as JSON if it is that. */
export interface Answer {
  readonly status: number;
  readonly headers: Headers;
  readonly body: unknown;
}

/** Somebody who is signed in, and everything they do over HTTP. What comes back is checked against the protocol. */
export interface Person {
  readonly email: string;
  readonly cookie: string;
  /** Whoever has set an app up gives a code of it where one is asked for, and asks again. */
  call(method: string, path: string, options?: PersonCallOptions): Promise<Answer>;
  quote(method?: 'card' | 'bank', amount?: string): Promise<QuoteView>;
  /** A price for whatever is asked for. */
  price(wanted: QuoteRequest): Promise<QuoteView>;
  confirm(quote: QuoteView, key?: string): Promise<Answer>;
  /** Sets an app up that makes codes, with which money can leave beyond what may without. Gives it. */
  setUpCodeApp(): Promise<CodeApp>;
  /** Shows who they are on the provider’s page: as whoever tests chooses there, or with a good document. */
  verify(choices?: Readonly<Record<string, string>>): Promise<void>;
  identity(): Promise<IdentityView>;
  /** Quotes and confirms in one go. */
  add(method?: 'card' | 'bank', amount?: string): Promise<TransactionView>;
  transaction(id: string): Promise<TransactionView>;
  page(query?: string): Promise<TransactionPage>;
  balances(): Promise<BalancesView>;
  draft(answer: Answer): DraftView;
  /** Waits until the transaction shows the state; fails by a deadline, naming the state it is in. */
  until(id: string, state: TransactionView['state'], timeoutMs?: number): Promise<TransactionView>;
  live(after?: number): LiveLink;
}

export interface PersonCallOptions {
  readonly body?: unknown;
  /** Sent exactly so instead of `body`. */
  readonly raw?: string | Uint8Array<ArrayBuffer>;
  readonly headers?: Readonly<Record<string, string>>;
}

/** An open live stream and everything it has said. */
export interface LiveLink {
  /** All but prices. */
  readonly said: readonly StreamMessage[];
  readonly prices: readonly LivePrices[];
  /** Says which prices the screen shows. */
  show(ask: Omit<LiveAsk, 'type'>): void;
  readonly closed: Promise<number>;
  until(
    is: (said: readonly StreamMessage[]) => boolean,
    timeoutMs?: number,
  ): Promise<readonly StreamMessage[]>;
  close(): void;
}

export async function call(
  serverUrl: string,
  method: string,
  path: string,
  { body, raw, headers = {} }: PersonCallOptions = {},
): Promise<Answer> {
  const sent = raw ?? (body === undefined ? undefined : JSON.stringify(body));
  const response = await fetch(`${serverUrl}${path}`, {
    method,
    redirect: 'manual',
    headers: { ...(body === undefined ? {} : { 'content-type': 'application/json' }), ...headers },
    ...(sent === undefined ? {} : { body: sent }),
  });
  const text = await response.text();
  const isJson = text !== '' && /json/.test(response.headers.get('content-type') ?? '');
  return { status: response.status, headers: response.headers, body: isJson ? JSON.parse(text) : text };
}

/** The refusal that an answer carries. */
export function problemIn(answer: Answer): Problem {
  return problem.parse(answer.body);
}

/** Signs in by the link in the mailbox. */
export async function signIn(serverUrl: string, email: string): Promise<Person> {
  const token = await askServerForLink(serverUrl, email);
  const followed = await call(serverUrl, 'POST', ROUTES.followLink.path, { body: { token, pressed: true } });
  const cookie = followed.headers.getSetCookie()[0]?.split(';', 1)[0] ?? '';
  if (cookie === '') throw new Error(`the link was answered with ${followed.status} and no cookie`);
  return createPerson(serverUrl, { email, cookie });
}

/** Asks for a link, and gives the secret of the newest one in the mailbox: what stands behind its `#`. */
export async function askServerForLink(serverUrl: string, email: string): Promise<string> {
  const asked = await call(serverUrl, 'POST', ROUTES.requestLink.path, { body: { email } });
  if (asked.status !== 200) throw new Error(`sign-in was answered with ${asked.status}`);
  const box = await call(serverUrl, 'GET', `/mailbox.json?to=${encodeURIComponent(email)}`);
  const { mails } = box.body as { mails: { kind: string; link: string }[] };
  return new URL(mails.find(({ kind }) => kind === 'sign_in')?.link ?? '').hash.slice(1);
}

function createPerson(serverUrl: string, { email, cookie }: { email: string; cookie: string }): Person {
  let codeApp: CodeApp | null = null;
  const callOnce = (method: string, path: string, options: PersonCallOptions = {}) =>
    call(serverUrl, method, path, { ...options, headers: { cookie, ...options.headers } });
  const callAs: Person['call'] = async (method, path, options) => {
    const answer = await callOnce(method, path, options);
    if (codeApp === null || answer.status !== 403 || problemIn(answer).code !== 'factor_required')
      return answer;
    const given = await callOnce('POST', ROUTES.giveFactor.path, { body: { code: codeApp.next() } });
    expectStatus(given, 200);
    return await callOnce(method, path, options);
  };
  const read = async (path: string) => expectStatus(await callAs('GET', path), 200);

  const person: Person = {
    email,
    cookie,
    call: callAs,
    async quote(method = 'card', amount = '100.00') {
      const added = { currency: 'USD', asset: 'USDC', network: 'solana' } as const;
      return await person.price({ operation: 'ADD_FUNDS', amount, method, ...added });
    },
    price: async (body) => quoteView.parse(expectStatus(await callAs('POST', '/v1/quotes', { body }), 201)),
    confirm: (quote, key = `key-${quote.id}`) =>
      callAs('POST', '/v1/transactions', {
        body: { quoteId: quote.id, total: quote.pay.total },
        headers: { 'idempotency-key': key },
      }),
    async setUpCodeApp() {
      const begun = expectStatus(await callAs('POST', ROUTES.beginFactor.path), 201);
      const app = createCodeApp(factorSetUp.parse(begun).secret);
      expectStatus(await callAs('POST', ROUTES.confirmFactor.path, { body: { code: app.next() } }), 201);
      codeApp = app;
      return app;
    },
    async verify(choices) {
      const { url } = begunIdentity.parse(expectStatus(await callAs('POST', ROUTES.beginIdentity.path), 201));
      if (url === null) throw new Error('there is nothing to do on the page of a provider');
      await firstIdentityDesk.passOnPage(url, choices);
    },
    identity: async () => identityView.parse(await read(ROUTES.identity.path)),
    async add(method, amount) {
      const confirmed = await person.confirm(await person.quote(method, amount));
      return transactionView.parse(expectStatus(confirmed, 201));
    },
    transaction: async (id) => transactionView.parse(await read(`/v1/transactions/${id}`)),
    page: async (query = '') => transactionPage.parse(await read(`/v1/transactions${query}`)),
    balances: async () => balancesView.parse(await read('/v1/balances')),
    draft: (answer) => draftView.parse(answer.body),
    async until(id, state, timeoutMs = 20_000) {
      let seen = await person.transaction(id);
      await untilTrue(
        async () => {
          seen = await person.transaction(id);
          return seen.state === state;
        },
        () => `${id} is ${seen.state}, not ${state}`,
        { timeoutMs },
      );
      return seen;
    },
    live: (after) => openLive(serverUrl, cookie, after),
  };
  return person;
}

function expectStatus(answer: Answer, status: number): unknown {
  if (answer.status !== status) throw new Error(`answered ${answer.status}: ${JSON.stringify(answer.body)}`);
  return answer.body;
}

function openLive(serverUrl: string, cookie: string, after?: number): LiveLink {
  const query = after === undefined ? '' : `?after=${after}`;
  const socket = new WebSocket(`${serverUrl.replace('http', 'ws')}/v1/live${query}`, { headers: { cookie } });
  const said: StreamMessage[] = [];
  const prices: LivePrices[] = [];
  socket.on('message', (data) => {
    const message = liveMessage.parse(JSON.parse(String(data)));
    if (message.type === 'prices') prices.push(message);
    else said.push(message);
  });
  socket.on('error', () => {});
  const closed = new Promise<number>((resolve) => socket.on('close', resolve));
  return {
    said,
    prices,
    show: (ask) => socket.send(JSON.stringify({ type: 'prices', ...ask })),
    closed,
    async until(is, timeoutMs = 10_000) {
      await untilTrue(
        async () => is(said),
        () => `it said ${said.map(({ type, seq }) => `${type} ${seq}`).join(', ')}`,
        { timeoutMs },
      );
      return said;
    },
    close: () => socket.terminate(),
  };
}

/** Waits for a condition, by a deadline. */
export async function untilTrue(
  is: () => Promise<boolean>,
  describe: () => string,
  { timeoutMs = 20_000, pauseMs = 25 }: { timeoutMs?: number; pauseMs?: number } = {},
): Promise<void> {
  const deadline = Date.now() + timeoutMs;
  while (!(await is())) {
    if (Date.now() > deadline) throw new Error(`not by the deadline: ${describe()}`);
    await new Promise((resolve) => setTimeout(resolve, pauseMs));
  }
}
