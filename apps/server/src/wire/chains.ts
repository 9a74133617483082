import { SECOND_MS } from '@diboas/kernel';
import { isChainNetwork, type NetworkChain } from '@diboas/networks';
import type { ChainNodes } from '@diboas/providers-kit';
import { StartRefusal } from '@diboas/storage';
import type { Logger } from 'pino';
import { CONTRACT_WITHIN_MS, type ContractLook, createContractLook } from '../custody/contract-look.ts';
import { startTimer } from '../parts/start-timer.ts';
import type { Settings } from '../settings/shape.ts';

/** How long a start waits for a node to say which chain it is of. */
const ANSWER_MS = 5 * SECOND_MS;

type ChainSettings = Pick<Settings, 'world' | 'chainUrls'>;
type SubmitSettings = Pick<Settings, 'ethereumSubmitUrl'>;

/** The networks as providers see them. */
export function chainNodesOf({
  world,
  chainUrls,
  ethereumSubmitUrl,
}: ChainSettings & SubmitSettings): ChainNodes {
  return {
    chain: chainOf(world),
    urlOf: (network) => (isChainNetwork(network) ? (chainUrls.get(network) ?? null) : null),
    submitUrlOf: (network) => (network === 'ethereum' ? ethereumSubmitUrl : null),
  };
}

/** Asks the networks whether a program has an address, as far as anybody said where to ask them. */
export function contractLookOf(settings: ChainSettings): ContractLook {
  const chain = chainOf(settings.world);
  return createContractLook(async (network) => {
    const url = settings.chainUrls.get(network);
    if (url === undefined) return null;
    const { openChain } = await import('@diboas/chain-access');
    return openChain({ network, chain, url, timeoutMs: CONTRACT_WITHIN_MS });
  }, startTimer);
}

/**
 * Asks every node which chain it is of: coins of a chain for tests are worth nothing, and those of a live one are not to be
 * tried with. One that does not answer holds nobody up, since a network that is away must not keep the app away: what is
 * signed for one chain is refused by the other.
 * @throws StartRefusal with a sentence for each that is of the other kind
 */
export async function checkChains(settings: ChainSettings, logger: Logger): Promise<void> {
  if (settings.chainUrls.size === 0) return;
  const wanted = chainOf(settings.world);
  // The clients of four networks, which a server without any has no use for.
  const { chainOfGenesis, openChain } = await import('@diboas/chain-access');
  const found = await Promise.all(
    [...settings.chainUrls].map(async ([network, url]) => {
      const genesis = await openChain({ network, chain: wanted, url, timeoutMs: ANSWER_MS }).genesis();
      if (!genesis.ok) {
        logger.warn({ network }, 'a network did not say which chain it is, and is taken as it is');
        return [];
      }
      const which = chainOfGenesis(network, genesis.value);
      return which === wanted ? [] : [wordsOf(network, which)];
    }),
  );
  const lines = found.flat();
  if (lines.length > 0) throw new StartRefusal(lines);
}

function chainOf(world: Settings['world']): NetworkChain {
  return world === 'live' ? 'live' : 'test';
}

function wordsOf(network: string, found: NetworkChain): string {
  const name = `CHAIN_URL_${network.toUpperCase()}`;
  return found === 'live'
    ? `${name} is of the live chain, where coins are worth something: give one for tests, or set WORLD=live.`
    : `${name} is of a chain for tests, whose coins are worth nothing: give one of the live chain, or set WORLD=sandbox.`;
}
