/** What a test asks of the chains of the sandbox beside their public wires. */
import { assert, formatMoney, isAsset, type Money, parseMoney } from '@diboas/kernel';
import type { AnswerFault, Reorganisation } from '@diboas/local-chains';
import type { ChainNetwork } from '@diboas/networks';

/** One chain. Every act rejects with the chain's own reason where it is refused. */
export interface ChainControl {
  /** Its public wire, as the servers know it. */
  readonly url: string;
  /** Gives an address money from nowhere, in a block of its own, and answers the hash. */
  fund(address: string, money: Money): Promise<string>;
  /** What lies at an address now, an amount an asset; of what is not there, nothing. */
  holdings(address: string): Promise<readonly Money[]>;
  mine(blocks: number): Promise<void>;
  reorganise(reorganisation: Reorganisation): Promise<void>;
  stall(): Promise<void>;
  resume(): Promise<void>;
  /** Whether it waited, and is forgotten. */
  drop(hash: string): Promise<boolean>;
  answers(method: string, fault: AnswerFault): Promise<void>;
  /** Does something to what stands there: the acts of `LocalChain`. */
  act(name: string, figures: object): Promise<void>;
}

/**
 * @param ask carries a question to the sandbox: the path below its control
 * @param post carries an act to it: a path, and a body
 */
export function controlChain(
  { network, url }: { readonly network: ChainNetwork; readonly url: string },
  ask: (path: string) => Promise<unknown>,
  post: (path: string, body: object) => Promise<unknown>,
): ChainControl {
  const act = (name: string, body: object) => post(`/chains/${network}/${name}`, body);
  return {
    url,
    async fund(address, money) {
      const body = { address, asset: money.asset, amount: formatMoney(money) };
      return ((await act('fund', body)) as { readonly hash: string }).hash;
    },
    async holdings(address) {
      const answer = await ask(`/chains/${network}/addresses/${address}`);
      return (answer as { readonly balances: readonly Held[] }).balances.map(readHeld);
    },
    mine: async (blocks) => void (await act('mine', { blocks })),
    reorganise: async (body) => void (await act('reorganise', body)),
    stall: async () => void (await act('stall', {})),
    resume: async () => void (await act('resume', {})),
    drop: async (hash) => ((await act('drop', { hash })) as { readonly dropped: boolean }).dropped,
    act: async (name, figures) => void (await act('on', { act: name, figures })),
    answers: async (method, fault) => void (await act('answers', { method, ...fault })),
  };
}

interface Held {
  readonly asset: string;
  readonly amount: string;
}

function readHeld({ asset, amount }: Held): Money {
  const money = isAsset(asset) ? parseMoney(asset, amount) : null;
  assert(money?.ok, 'what lies there is an amount of an asset', { asset, amount });
  return money.value;
}
