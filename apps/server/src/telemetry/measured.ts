import type { Engine, Provider } from '@diboas/orchestration';
import type { PriceFeed } from '@diboas/providers-kit';
import type { Store } from '@diboas/storage';
import type { Metrics } from './metrics.ts';

/** The same store; every commit is timed. */
export function measureStore(store: Store, metrics: Metrics): Store {
  return {
    ...store,
    async commit(bucket, scope, decide) {
      const end = metrics.commitSeconds.startTimer();
      try {
        const result = await store.commit(bucket, scope, decide);
        metrics.commits.inc({ outcome: 'committed' });
        metrics.commitInputs.observe(scope.transactionIds.length);
        return result;
      } catch (error) {
        metrics.commits.inc({ outcome: 'failed' });
        throw error;
      } finally {
        end();
      }
    },
  };
}

/** The same engine; every input from outside is counted by what became of it. */
export function measureEngine(engine: Engine, metrics: Metrics): Engine {
  return {
    ...engine,
    async send(input) {
      try {
        const reply = await engine.send(input);
        metrics.inputs.inc({ type: input.type, outcome: reply.kind });
        return reply;
      } catch (error) {
        metrics.inputs.inc({ type: input.type, outcome: 'error' });
        throw error;
      }
    },
  };
}

/** The same provider; every call is timed by how it was sorted. */
export function measureProvider(provider: Provider, metrics: Metrics): Provider {
  async function timed<Answer>(
    call: string,
    run: () => Promise<Answer>,
    outcomeOf: (answer: Answer) => string,
  ): Promise<Answer> {
    const end = metrics.providerSeconds.startTimer({ provider: provider.id, call });
    try {
      const answer = await run();
      end({ outcome: outcomeOf(answer) });
      return answer;
    } catch (error) {
      end({ outcome: 'threw' });
      throw error;
    }
  }
  const { prepare, cancel, orderNamed } = provider;
  const kindOf = ({ kind }: { readonly kind: string }) => kind;
  return {
    ...provider,
    ...(prepare ? { prepare: (submission) => timed('prepare', () => prepare(submission), kindOf) } : {}),
    ...(cancel ? { cancel: (lookup) => timed('cancel', () => cancel(lookup), kindOf) } : {}),
    ...(orderNamed
      ? {
          orderNamed: (name) =>
            timed(
              'named',
              () => orderNamed(name),
              (answer) => (answer.ok ? 'found' : answer.refusal),
            ),
        }
      : {}),
    quote: (request) =>
      timed(
        'quote',
        () => provider.quote(request),
        (answer) => (answer.ok ? 'quoted' : answer.refusal),
      ),
    submit: (submission) =>
      timed(
        'submit',
        () => provider.submit(submission),
        (answer) => answer.kind,
      ),
    lookup: (lookup) =>
      timed(
        'lookup',
        () => provider.lookup(lookup),
        (answer) => answer.kind,
      ),
  };
}

/** The same feed; every asking is timed by what came of it. */
export function measureFeed(feed: PriceFeed, metrics: Metrics): PriceFeed {
  return {
    ...feed,
    async rates(assets, currencies) {
      const end = metrics.providerSeconds.startTimer({ provider: feed.id, call: 'rates' });
      const told = await feed.rates(assets, currencies);
      end({ outcome: told.ok ? 'told' : told.refusal });
      return told;
    },
  };
}
