/** What every signer keeps: it signs what it is given, with the key of the address that it tells, and sends nothing. */
import { assert } from '@diboas/kernel';
import { verifyTransactionSignature } from '@mysten/sui/verify';
import { ed25519 } from '@noble/curves/ed25519.js';
import { getAddressEncoder, getTransactionDecoder } from '@solana/kit';
import { parseTransaction, recoverTransactionAddress, serializeTransaction } from 'viem';
import { describe, expect, it } from 'vitest';
import { type ChainSigner, SIGNING_USES, type SigningDesk } from '../../manifest/chain-signer.ts';
import type { ProviderManifest } from '../../manifest/define-provider.ts';
import type { Desks } from '../../manifest/desk.ts';
import {
  type AnsweringSuite,
  type AnsweringWorld,
  NO_ANSWER_FAULTS,
  NO_BODIES,
  useAnsweringWorld,
} from '../answering/answering-world.ts';
import { swapLike } from './swap-like.ts';

/** What a provider's tests hand to the suite of a signer. */
export interface SignerSuite extends Omit<AnsweringSuite, 'vectors'> {
  /** What may stand in no answer. */
  readonly hidden: readonly string[];
}

const NETWORKS = ['ethereum', 'solana', 'sui'] as const;

/** How long one waits where nobody will ever answer. */
const HASTY_MS = 500;

export function describeSigner(suite: SignerSuite, manifest: ProviderManifest<Pick<Desks, 'signer'>>): void {
  describe(`${suite.name} keeps the contract of a signer: it`, () => {
    const { world } = useAnsweringWorld('signer', suite, manifest);

    type Changed = Parameters<AnsweringWorld<SigningDesk>['createDesk']>[0];
    const signerOf = async (changed?: Changed) => (await world().createDesk(changed)).forUse('swaps');

    it('has another address on each network for each use', async () => {
      const desk = await world().createDesk();
      for (const network of NETWORKS) {
        const addresses = SIGNING_USES.map((use) => addressOf(desk.forUse(use), network));
        expect(new Set(await Promise.all(addresses)).size).toBe(SIGNING_USES.length);
      }
    });

    it('has one address on each network, the same whenever it is asked', async () => {
      const [one, other] = [await signerOf(), await signerOf()];
      for (const network of NETWORKS) {
        const told = await one.address(network);
        expect(told.ok).toBe(true);
        expect(await other.address(network)).toEqual(told);
      }
    });

    it('signs a transaction of Ethereum for that address, and changes nothing of it', async () => {
      const desk = await signerOf();
      const transaction = swapLike('ethereum', await addressOf(desk, 'ethereum'));
      const signed = await desk.sign({ network: 'ethereum', transaction });
      assert(signed.ok, 'it was signed', { signed });
      const whole = `0x02${signed.value.slice(2)}` as const;
      expect(await recoverTransactionAddress({ serializedTransaction: whole })).toBe(
        await addressOf(desk, 'ethereum'),
      );
      const { r: _r, s: _s, v: _v, yParity: _y, ...bare } = parseTransaction(whole);
      expect(serializeTransaction(bare).slice(2)).toBe(transaction);
    });

    it('signs a transaction of Solana for that address, and changes nothing of it', async () => {
      const desk = await signerOf();
      const address = await addressOf(desk, 'solana');
      const transaction = swapLike('solana', address);
      const signed = await desk.sign({ network: 'solana', transaction });
      assert(signed.ok, 'it was signed', { signed });
      const read = (hex: string) => getTransactionDecoder().decode(Buffer.from(hex, 'hex'));
      const { messageBytes, signatures } = read(signed.value);
      expect(messageBytes).toEqual(read(transaction).messageBytes);
      const signature = Object.values(signatures)[0];
      assert(signature, 'it bears a signature');
      const key = getAddressEncoder().encode(
        address as Parameters<ReturnType<typeof getAddressEncoder>['encode']>[0],
      );
      expect(
        ed25519.verify(Uint8Array.from(signature), Uint8Array.from(messageBytes), Uint8Array.from(key)),
      ).toBe(true);
    });

    it('signs a transaction of Sui that this address sends, and no other', async () => {
      const desk = await signerOf();
      const address = await addressOf(desk, 'sui');
      const transaction = swapLike('sui', address);
      const signed = await desk.sign({ network: 'sui', transaction });
      assert(signed.ok, 'it was signed', { signed });
      const key = await verifyTransactionSignature(
        Buffer.from(transaction, 'hex'),
        Buffer.from(signed.value, 'hex').toString('base64'),
      );
      expect(key.toSuiAddress()).toBe(address);
      const other = swapLike('sui', `0x${'7'.repeat(64)}`);
      expect((await desk.sign({ network: 'sui', transaction: other })).ok).toBe(false);
    });

    it('does not sign what is no transaction', async () => {
      const desk = await signerOf();
      for (const network of NETWORKS) {
        expect((await desk.sign({ network, transaction: '00' })).ok).toBe(false);
      }
    });

    it.each(NO_ANSWER_FAULTS)('that meets %s signs nothing and says so', async (kind) => {
      const desk = await signerOf({ timeoutMs: HASTY_MS });
      const transaction = swapLike('ethereum', await addressOf(desk, 'ethereum'));
      world().setFault({ kind } as Parameters<AnsweringWorld<SigningDesk>['setFault']>[0]);
      const signed = await desk.sign({ network: 'ethereum', transaction });
      expect(signed.ok).toBe(false);
      assertHides(suite, signed);
    });

    it('takes no other answer for a signature', async () => {
      for (const body of NO_BODIES) {
        const desk = await signerOf({ rewrite: () => body });
        expect((await desk.address('ethereum')).ok, body).toBe(false);
        const signed = await desk.sign({ network: 'ethereum', transaction: '02c0' });
        expect(signed, body).toMatchObject({ ok: false, refusal: { kind: 'retryable' } });
      }
    });

    it('is unavailable where nobody answers', async () => {
      const desk = await signerOf({ reach: 'nowhere' });
      expect(await desk.address('solana')).toEqual({ ok: false, refusal: 'unavailable' });
    });
  });
}

function assertHides({ hidden }: SignerSuite, said: unknown): void {
  const text = JSON.stringify(said);
  for (const secret of hidden) expect(text).not.toContain(secret);
}

async function addressOf(desk: ChainSigner, network: (typeof NETWORKS)[number]): Promise<string> {
  const told = await desk.address(network);
  assert(told.ok, 'it tells the address', { told });
  return told.value;
}

/** What holds with the provider itself, where nothing can be steered. */
export function describeSignerConversation(_suite: SignerSuite, open: () => SigningDesk): void {
  it('tells whose transactions it signs, and signs one', async () => {
    const desk = open().forUse('swaps');
    const transaction = swapLike('ethereum', await addressOf(desk, 'ethereum'));
    expect((await desk.sign({ network: 'ethereum', transaction })).ok).toBe(true);
  });
}
