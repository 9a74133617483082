import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client';

/** What is counted and timed, for Prometheus. One registry a server, so that tests may run several. */
export interface Metrics {
  readonly registry: Registry;
  readonly commits: Counter<'outcome'>;
  readonly commitSeconds: Histogram;
  readonly commitInputs: Histogram;
  readonly inputs: Counter<'type' | 'outcome'>;
  readonly providerSeconds: Histogram<'provider' | 'call' | 'outcome'>;
  readonly credentialsRefused: Gauge<'provider'>;
  readonly requestSeconds: Histogram<'method' | 'route' | 'status'>;
  readonly webhooks: Counter<'provider' | 'outcome'>;
  readonly liveSockets: Gauge;
  readonly liveClosed: Counter<'reason'>;
  readonly dueClaimed: Counter;
  readonly duePasses: Counter<'outcome'>;
  readonly duePassAt: Gauge;
  /** 1 when the books were well when they were last compared. */
  readonly booksOk: Gauge;
  readonly booksComparedAt: Gauge;
  /** Of when the newest rate of a pair is that this node was told. */
  readonly priceAt: Gauge<'asset' | 'currency'>;
  /** What lies with a provider by the books, what it holds, and what is not explained: in whole units of the asset. */
  readonly floatLedger: Gauge<FloatLabel>;
  readonly floatHeld: Gauge<FloatLabel>;
  readonly floatDifference: Gauge<FloatLabel>;
  readonly floatPromised: Gauge<FloatLabel>;
  readonly floatComparedAt: Gauge<FloatLabel>;
  /** Whether operators are asked about a float: 1, or 0. */
  readonly floatItems: Gauge<FloatLabel | 'cause'>;
  readonly floatLooks: Counter<'provider' | 'outcome'>;
  readonly depositLooks: Counter<'network' | 'outcome'>;
  readonly errors: Counter<'where'>;
}

type FloatLabel = 'provider' | 'network' | 'asset';

const FLOAT_LABELS: readonly FloatLabel[] = ['provider', 'network', 'asset'];

const SECONDS = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30];

export function createMetrics(): Metrics {
  const registry = new Registry();
  const registers = [registry];
  const counter = <Label extends string>(name: string, help: string, labelNames: readonly Label[] = []) =>
    new Counter<Label>({ name: `diboas_${name}`, help, labelNames: [...labelNames], registers });
  const gauge = <Label extends string = never>(
    name: string,
    help: string,
    labelNames: readonly Label[] = [],
  ) => new Gauge<Label>({ name: `diboas_${name}`, help, labelNames: [...labelNames], registers });
  const timer = <Label extends string>(name: string, help: string, labelNames: readonly Label[] = []) =>
    new Histogram<Label>({
      name: `diboas_${name}`,
      help,
      labelNames: [...labelNames],
      buckets: SECONDS,
      registers,
    });
  collectDefaultMetrics({ register: registry });
  return {
    registry,
    commits: counter('commits_total', 'Batches, by whether they were committed.', ['outcome']),
    commitSeconds: timer('commit_seconds', 'How long a batch took, from its lock to its commit.'),
    commitInputs: new Histogram({
      name: 'diboas_commit_transactions',
      help: 'How many transactions a batch named.',
      buckets: [1, 2, 5, 10, 20, 50, 100, 200],
      registers,
    }),
    inputs: counter('inputs_total', 'Inputs to the engine from outside, by what became of them.', [
      'type',
      'outcome',
    ]),
    providerSeconds: timer('provider_call_seconds', 'Calls to providers, by how the adapter sorted them.', [
      'provider',
      'call',
      'outcome',
    ]),
    credentialsRefused: gauge(
      'provider_credentials_refused',
      'Whether a provider refuses the key that we show it: 1 until it takes it again.',
      ['provider'],
    ),
    requestSeconds: timer('http_request_seconds', 'Requests, by route and status.', [
      'method',
      'route',
      'status',
    ]),
    webhooks: counter('webhooks_total', 'Webhooks, by what became of them.', ['provider', 'outcome']),
    liveSockets: gauge('live_sockets', 'Live streams that are open now.'),
    liveClosed: counter('live_closed_total', 'Live streams that we closed, by reason.', ['reason']),
    dueClaimed: counter('due_claimed_total', 'Resting transactions whose time had come.'),
    duePasses: counter('due_passes_total', 'Looks for due work.', ['outcome']),
    duePassAt: gauge(
      'due_last_pass_timestamp_seconds',
      'When due work was last looked for and found no fault.',
    ),
    booksOk: gauge('books_ok', 'Whether the books were well when this node compared them last: 1, or 0.'),
    booksComparedAt: gauge('books_compared_timestamp_seconds', 'When this node compared the books last.'),
    priceAt: gauge(
      'price_timestamp_seconds',
      'Of when the newest price is that this node was told, by asset and currency.',
      ['asset', 'currency'],
    ),
    ...floatFigures(gauge, counter),
    depositLooks: counter('deposit_looks_total', 'Looks at addresses of people.', ['network', 'outcome']),
    errors: counter('errors_total', 'Faults and bugs that were logged.', ['where']),
  };
}

/** Of every float, as it was when any node looked last. */
function floatFigures(
  gauge: <Label extends string>(name: string, help: string, labelNames: readonly Label[]) => Gauge<Label>,
  counter: <Label extends string>(name: string, help: string, labelNames: readonly Label[]) => Counter<Label>,
): Pick<
  Metrics,
  | 'floatLedger'
  | 'floatHeld'
  | 'floatDifference'
  | 'floatPromised'
  | 'floatComparedAt'
  | 'floatItems'
  | 'floatLooks'
> {
  const of = (name: string, help: string) => gauge(name, help, FLOAT_LABELS);
  return {
    floatLedger: of('float_ledger', 'What of ours lies with a provider by the books.'),
    floatHeld: of('float_held', 'What of ours a provider, or the network, said last that it holds.'),
    floatDifference: of('float_difference', 'What of that the books and what is under way do not explain.'),
    floatPromised: of('float_promised', 'What of it is promised, and may have left already.'),
    floatLooks: counter('float_looks_total', 'Looks at what lies with providers, by what came of them.', [
      'provider',
      'outcome',
    ]),
    floatComparedAt: of('float_compared_timestamp_seconds', 'When it said so.'),
    floatItems: gauge('float_items', 'Whether operators are asked about a float: 1, or 0.', [
      ...FLOAT_LABELS,
      'cause' as const,
    ]),
  };
}
