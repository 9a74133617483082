/** The acts on chains, which no public wire of theirs knows: whoever plays the outside world gives, undoes and stalls. */
import { formatMoney, isAsset, type Money, money, parseMoney } from '@diboas/kernel';
import type { LocalChain } from '@diboas/local-chains';
import { assetsOn, CHAIN_NETWORKS, type ChainNetwork } from '@diboas/networks';
import type { FastifyInstance, FastifyReply } from 'fastify';
import { z } from 'zod';
import type { Chains } from '../chains/chains.ts';
import { chainPage } from './chain-page.ts';
import { invalid, problem } from './problem.ts';

const networkParam = z.object({ network: z.enum(CHAIN_NETWORKS) });
/** More blocks at once would hold up whoever asks meanwhile. */
const BLOCKS_MAX = 1_000;
/** How many of the newest blocks are shown: some seconds to a minute of them. */
const BLOCKS_SHOWN = 12;
const grantBody = z
  .strictObject({ address: z.string().min(1).max(200), asset: z.string(), amount: z.string() })
  .transform(({ address, asset, amount }, context) => {
    const parsed = isAsset(asset) ? parseMoney(asset, amount) : null;
    if (parsed?.ok && parsed.value.units > 0n) return { address, money: parsed.value };
    context.addIssue({ code: 'custom', message: 'an amount of an asset, above nothing', path: ['amount'] });
    return z.NEVER;
  });
const mineBody = z.strictObject({ blocks: z.number().int().min(1).max(BLOCKS_MAX).default(1) });
const reorganiseBody = z.strictObject({
  depth: z.number().int().min(1).max(BLOCKS_MAX),
  transactions: z.enum(['return', 'drop']).default('return'),
});
const dropBody = z.strictObject({ hash: z.string().min(1).max(200) });
/** An act on what stands on a chain, whose figures the chain reads. */
const actBody = z.strictObject({ act: z.string().min(1).max(100), figures: z.unknown() });
const answersBody = z.strictObject({
  method: z.string().min(1).max(100),
  kind: z.enum(['fail', 'hang', 'lose']),
  times: z.number().int().min(1).max(1_000).default(1),
});

interface FoundChain {
  readonly network: ChainNetwork;
  readonly chain: LocalChain<string>;
}

type Act<Body> = (chain: LocalChain<string>, body: Body, network: ChainNetwork) => Promise<unknown>;

export function addChains(
  app: FastifyInstance,
  { chains, note }: { readonly chains: Chains; readonly note: (words: string) => void },
): void {
  /** @returns the chain that a path names, or null */
  const chainOf = (params: unknown) => {
    const read = networkParam.safeParse(params);
    const chain = read.success ? chains.of(read.data.network) : null;
    return read.success && chain !== null ? { network: read.data.network, chain } : null;
  };
  app.get('/networks/:network', (request, reply) => {
    const found = chainOf(request.params);
    if (found === null) return noChain(reply);
    const page = chainPage(
      found.network,
      chains.list().map(({ network }) => network),
    );
    return reply.headers(page.headers).send(page.html);
  });
  app.get('/chains', () => ({
    chains: chains.list().map(({ network, chain }) => ({
      network,
      url: chain.url,
      assets: assetsOn(network, 'test').map(({ asset }) => asset),
    })),
  }));

  app.get('/chains/:network', async (request, reply) => {
    const found = chainOf(request.params);
    return found === null ? noChain(reply) : await found.chain.view(BLOCKS_SHOWN);
  });
  app.get<{ Params: { address: string } }>('/chains/:network/addresses/:address', async (request, reply) => {
    const found = chainOf(request.params);
    if (found === null) return noChain(reply);
    return await orRefused(reply, async () => ({
      balances: await balancesOf(found, request.params.address),
    }));
  });

  function act<Body>(name: string, schema: z.ZodType<Body>, run: Act<Body>): void {
    app.post(`/chains/:network/${name}`, async (request, reply) => {
      const found = chainOf(request.params);
      if (found === null) return noChain(reply);
      const { network, chain } = found;
      const body = schema.safeParse(request.body ?? {});
      if (!body.success) return invalid(reply, body.error);
      note(`${network}: ${name} ${JSON.stringify(request.body ?? {})}`);
      return await orRefused(reply, async () => (await run(chain, body.data, network)) ?? { ok: true });
    });
  }

  act('fund', grantBody, async (chain, { address, money }, network) => ({
    hash: await chain.fund(address, assetOn(network, money), money.units),
  }));
  act('mine', mineBody, (chain, { blocks }) => chain.mine(blocks));
  act('reorganise', reorganiseBody, (chain, body) => chain.reorganise(body));
  act('on', actBody, async (chain, { act: name, figures }) => {
    const acting = chain.acts?.[name];
    if (acting === undefined) throw new RangeError(`Nothing there is done by ${name}.`);
    await acting(figures);
  });
  act('stall', z.strictObject({}), (chain) => chain.stall());
  act('resume', z.strictObject({}), (chain) => chain.resume());
  act('drop', dropBody, async (chain, { hash }) => ({ dropped: await chain.drop(hash) }));
  act('answers', answersBody, async (chain, { method, ...fault }) => chain.answers(method, fault));
}

/** What a chain refuses it says by throwing a RangeError with a sentence for people. */
async function orRefused(reply: FastifyReply, run: () => Promise<unknown>): Promise<unknown> {
  try {
    return await run();
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    return problem(reply, 409, 'refused_by_chain', error.message);
  }
}

async function balancesOf({ network, chain }: FoundChain, address: string): Promise<readonly object[]> {
  const held = assetsOn(network, 'test').map(async ({ asset }) => ({
    asset,
    amount: formatMoney(money(asset, await chain.balance(address, asset))),
  }));
  return await Promise.all(held);
}

function assetOn(network: ChainNetwork, given: Money): string {
  if (assetsOn(network, 'test').some(({ asset }) => asset === given.asset)) return given.asset;
  throw new RangeError(`Nobody can be given ${formatMoney(given)} ${given.asset} there.`);
}

function noChain(reply: FastifyReply): FastifyReply {
  return problem(
    reply,
    404,
    'unknown_chain',
    'No chain of that network runs here. SANDBOX_CHAINS starts them.',
  );
}
