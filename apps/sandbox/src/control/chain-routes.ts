/** The acts on chains, which no public wire of theirs knows: whoever plays the outside world gives, undoes and stalls. */
import { formatMoney, isAsset, type Money, parseMoney } from '@diboas/kernel';
import type { LocalChain } from '@diboas/local-chains';
import { assetsOn, CHAIN_NETWORKS, type ChainNetwork } from '@diboas/networks';
import type { FastifyInstance, FastifyReply } from 'fastify';
import { z } from 'zod';
import type { Chains } from '../chains/chains.ts';
import { invalid, problem } from './problem.ts';

const networkParam = z.object({ network: z.enum(CHAIN_NETWORKS) });
/** More blocks at once would hold up whoever asks meanwhile. */
const BLOCKS_MAX = 1_000;
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
const answersBody = z.strictObject({
  method: z.string().min(1).max(100),
  kind: z.enum(['fail', 'hang', 'lose']),
  times: z.number().int().min(1).max(1_000).default(1),
});

type Act<Body> = (chain: LocalChain<string>, body: Body, network: ChainNetwork) => Promise<unknown>;

export function addChains(
  app: FastifyInstance,
  { chains, note }: { readonly chains: Chains; readonly note: (words: string) => void },
): void {
  app.get('/chains', () => ({
    chains: chains.list().map(({ network, chain }) => ({
      network,
      url: chain.url,
      assets: assetsOn(network, 'test').map(({ asset }) => asset),
    })),
  }));

  /** What the chain itself refuses it says by throwing a RangeError with a sentence for people. */
  function act<Body>(name: string, schema: z.ZodType<Body>, run: Act<Body>): void {
    app.post(`/chains/:network/${name}`, async (request, reply) => {
      const params = networkParam.safeParse(request.params);
      const chain = params.success ? chains.of(params.data.network) : null;
      if (!params.success || chain === null) return noChain(reply);
      const body = schema.safeParse(request.body ?? {});
      if (!body.success) return invalid(reply, body.error);
      note(`${params.data.network}: ${name} ${JSON.stringify(request.body ?? {})}`);
      try {
        return (await run(chain, body.data, params.data.network)) ?? { ok: true };
      } catch (error) {
        if (!(error instanceof RangeError)) throw error;
        return problem(reply, 409, 'refused_by_chain', error.message);
      }
    });
  }

  act('fund', grantBody, async (chain, { address, money }, network) => ({
    hash: await chain.fund(address, assetOn(network, money), money.units),
  }));
  act('mine', mineBody, (chain, { blocks }) => chain.mine(blocks));
  act('reorganise', reorganiseBody, (chain, body) => chain.reorganise(body));
  act('stall', z.strictObject({}), (chain) => chain.stall());
  act('resume', z.strictObject({}), (chain) => chain.resume());
  act('drop', dropBody, async (chain, { hash }) => ({ dropped: await chain.drop(hash) }));
  act('answers', answersBody, async (chain, { method, ...fault }) => chain.answers(method, fault));
}

function assetOn(network: ChainNetwork, money: Money): string {
  if (assetsOn(network, 'test').some(({ asset }) => asset === money.asset)) return money.asset;
  throw new RangeError(`Nobody can be given ${formatMoney(money)} ${money.asset} there.`);
}

function noChain(reply: FastifyReply): FastifyReply {
  return problem(
    reply,
    404,
    'unknown_chain',
    'No chain of that network runs here. SANDBOX_CHAINS starts them.',
  );
}
