/**
 * What every screening of addresses keeps, whoever the provider is (M24): a word for an answer that is whole and known, one
 * call for one asking, and no way for anything else to be taken for `clear`.
 *
 * Test code: it is called from a provider's own `*.test.ts`.
 */
import { assert } from '@diboas/kernel';
import { CHAIN_NETWORKS, type ChainNetwork } from '@diboas/networks';
import type { AddressMark } from '@diboas/sandbox-kit';
import { describe, expect, it } from 'vitest';
import type { AddressRisk, AddressScreening } from '../../manifest/address-screening.ts';
import type { ProviderManifest } from '../../manifest/define-provider.ts';
import type { Desks } from '../../manifest/desk.ts';
import {
  type AnsweringSuite,
  type AnsweringWorld,
  IMPATIENT_MS,
  NO_ANSWER_FAULTS,
  NO_BODIES,
  useAnsweringWorld,
} from '../answering/answering-world.ts';
import { describeAnswerVectors } from '../answering/vectors.ts';

/** What a provider's tests hand to the suite. */
export interface AddressScreeningSuite extends AnsweringSuite {
  /** Those whose addresses the provider knows. */
  readonly networks: readonly ChainNetwork[];
  /** Whether it knows of more than lists of sanctions. */
  readonly tellsExposure: boolean;
  /**
   * By what is wrong with it, the body of an answer about an address of somebody on a list, changed so that nobody can know
   * what it says: a word that nobody has heard of, another address, a part that is missing.
   */
  readonly unreadable: Readonly<Record<string, (body: string) => string>>;
}

/** Addresses of examples in the networks' own documents; nobody has anything against them. */
const EXAMPLES: Readonly<Record<ChainNetwork, string>> = {
  bitcoin: 'bc1qw508d6qejxtdg4y5r3zarvary0c5xw7kv8f3t4',
  ethereum: '0x5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAed',
  solana: '9WzDXwBbmkg8ZTbNMqUxvQRAyrZzDsGYdLVL9zYtAWWM',
  sui: '0x02a212de6a9dfa3a69e22387acfbafbb1a9e591bd9d636e7895dcfc8de05f331',
};

/** On the list of OFAC since 2021 (home.treasury.gov/news/press-releases/jy0126), in the spelling that we keep. */
const SANCTIONED = { network: 'ethereum', address: '0x1da5821544e25c636c1417Ba96Ade4Cf6D2f9B5A' } as const;

/** What each mark of the sandbox's world comes to. */
const RISK_OF: Readonly<Record<AddressMark, AddressRisk['risk']>> = {
  clean: 'clear',
  exposed: 'elevated',
  sanctioned: 'sanctioned',
};

type Opened = () => AnsweringWorld<AddressScreening>;

export function describeAddressScreening(
  suite: AddressScreeningSuite,
  manifest: ProviderManifest<Pick<Desks, 'addressScreening'>>,
): void {
  describe(`${suite.name} keeps the contract of a screening of addresses:`, () => {
    const { world, desk } = useAnsweringWorld('addressScreening', suite, manifest);
    describeAddressConversation(suite, desk);
    describeAnswerVectors(suite, world, async (one) => [
      await one.screen(exampleOf(suite)),
      await one.screen(SANCTIONED),
    ]);
    describeMarks(suite, { world, screening: desk });
    describeNoRisk(suite, { world, screening: desk });
  });
}

/** What holds with whoever answers, the double or the provider itself. */
export function describeAddressConversation(
  suite: AddressScreeningSuite,
  open: () => AddressScreening,
): void {
  describe('whoever answers,', () => {
    it('M24: the address of somebody on a list is theirs, and it is told why', async () => {
      const told = await open().screen(SANCTIONED);
      assert(told.ok, 'it is answered', { told });
      expect(told.value.risk).toBe('sanctioned');
      expect(told.value.findings.map(({ category }) => category)).toContain('sanctions');
      for (const { words } of told.value.findings) expect(words).toMatch(/^[^\p{C}]{1,1024}$/u);
    });

    it('an address of which nobody has heard is clear', async () => {
      const clear = { ok: true, value: { risk: 'clear', findings: [] } };
      expect(await open().screen(exampleOf(suite))).toEqual(clear);
    });
  });
}

interface AtDouble {
  readonly world: Opened;
  readonly screening: () => AddressScreening;
}

/** What the sandbox's world knows of addresses, on every network. */
function describeMarks({ networks, tellsExposure }: AddressScreeningSuite, { world, screening }: AtDouble) {
  const marks = Object.keys(RISK_OF) as AddressMark[];
  it.each(networks.flatMap((network) => marks.map((mark) => [network, mark] as const)))(
    'M24: tells of an address on %s that it is %s',
    async (network, mark) => {
      const address = EXAMPLES[network];
      await markAt(world().url, address, mark);
      const told = await screening().screen({ network, address });
      await markAt(world().url, address, 'clean');
      const expected = mark === 'exposed' && !tellsExposure ? 'clear' : RISK_OF[mark];
      assert(told.ok, 'it is answered', { told });
      expect(told.value.risk).toBe(expected);
      expect(told.value.findings.length > 0).toBe(expected !== 'clear');
    },
  );

  it('asks nobody of a network that the provider does not know', async () => {
    const before = world().calls();
    for (const network of CHAIN_NETWORKS.filter((one) => !networks.includes(one)))
      expect(await screening().screen({ network, address: EXAMPLES[network] })).toEqual({
        ok: false,
        refusal: 'unsupported',
      });
    expect(world().calls()).toBe(before);
  });
}

function describeNoRisk(suite: AddressScreeningSuite, { world, screening }: AtDouble): void {
  const none = { ok: false, refusal: 'unavailable' };

  it.each(NO_ANSWER_FAULTS)('M24: with the fault %s nothing is known, after one call', async (kind) => {
    const before = world().calls();
    world().setFault({ kind });
    const struck =
      kind === 'timeout_before' ? await world().createDesk({ timeoutMs: IMPATIENT_MS }) : screening();
    // A provider that refuses the request itself, where only the address differs, reads no address in it.
    const refusal = kind === 'refuse' ? 'unsupported' : 'unavailable';
    expect(await struck.screen(exampleOf(suite))).toEqual({ ok: false, refusal });
    expect(world().calls() - before).toBe(1);
    world().reset();
    expect(await screening().screen(exampleOf(suite))).toMatchObject({ ok: true });
  });

  it('M24: nothing is known where nobody listens, nor from what cannot be read', async () => {
    const nobody = await world().createDesk({ reach: 'nowhere' });
    expect(await nobody.screen(exampleOf(suite))).toEqual(none);
    for (const body of [...NO_BODIES, '{}', '[{}]', '[null]']) {
      const desk = await world().createDesk({ rewrite: () => body });
      expect(await desk.screen(exampleOf(suite)), body).toEqual(none);
    }
  });

  it.each(Object.entries(suite.unreadable))('M24: nothing is known from %s', async (_what, rewrite) => {
    let isChanged = false;
    const desk = await world().createDesk({
      rewrite(body) {
        isChanged = rewrite(body) !== body;
        return rewrite(body);
      },
    });
    expect(await desk.screen(SANCTIONED)).toEqual(none);
    expect(isChanged).toBe(true);
  });
}

function exampleOf({ networks }: AddressScreeningSuite) {
  const [network = 'ethereum'] = networks;
  return { network, address: EXAMPLES[network] };
}

/** On the page of the sandbox where whoever tests says what its world knows of an address. */
async function markAt(url: string, address: string, mark: AddressMark): Promise<void> {
  const body = new URLSearchParams({ address, mark });
  const answer = await fetch(`${url}/sandbox/addresses`, { method: 'POST', body, redirect: 'manual' });
  assert(answer.status === 303, 'the page takes the mark', { status: answer.status });
}
