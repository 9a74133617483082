import { createId, createSeededRandom } from '@diboas/kernel';
import type { AddressCheckRequest } from '@diboas/protocol';
import { describe, expect, it } from 'vitest';
import { type ContractLook, createContractLook } from '../../custody/contract-look.ts';
import { createTestParts, requestOf } from '../../testing/parts.ts';
import { createSmallWorld } from '../../testing/small-world.ts';
import { createToldWallet, createToldWallets, TOLD_ADDRESSES } from '../../testing/told-wallet.ts';
import { createRecipientHandlers } from '../recipients/handler.ts';
import { createAddressHandlers } from './handler.ts';

const SOMEBODYS = '0x52908400098527886E0F7030069857D2E4169EE7';
const NEVER = () => () => {};

async function createScene(isContractAt: ContractLook = async () => false) {
  const world = createSmallWorld();
  const parts = createTestParts(world, { isContractAt });
  const customerId = createId({ now: world.clock.at, random: createSeededRandom(9), bucket: 3 });
  await world.store.ensureCustomer(customerId, world.clock.at);
  const personalWallets = createToldWallets(parts, [createToldWallet().wallet]);
  await personalWallets.make(customerId);
  const { checkAddress } = createAddressHandlers({ ...parts, personalWallets });
  const check = (of: Partial<AddressCheckRequest>) => {
    const body = { network: 'ethereum', asset: 'USDC', text: SOMEBODYS, ...of } as const;
    return checkAddress({ ...requestOf(customerId), body });
  };
  const recipients = createRecipientHandlers({ ...parts, personalWallets });
  const request = requestOf(customerId);
  return { check, recipients, request };
}

const said = (what: object) => ({ ok: true, value: { body: what } });

describe('M21: a look at an address', () => {
  it('says how it is written, the least that goes there, and that nothing was sent there before', async () => {
    const { check } = await createScene();
    expect(await check({ text: ` ${SOMEBODYS}\n` })).toEqual(
      said({
        ...{ is: 'good', network: 'ethereum', address: SOMEBODYS, isChecked: true, ask: null },
        least: { asset: 'USDC', amount: '0.000001' },
        leastIfNew: { asset: 'USDC', amount: '0.000001' },
        ...{ contract: 'no', warnings: ['first_use'], knownAs: null, alike: null },
      }),
    );
    expect(await check({ text: SOMEBODYS.toLowerCase() })).toMatchObject(
      said({ isChecked: false, warnings: ['first_use', 'unchecked'] }),
    );
  });

  it('says what is wrong with what is none, and that it is their own or a token', async () => {
    const { check } = await createScene();
    const wrong = (why: object) => said({ is: 'wrong', why });
    expect(await check({ text: '' })).toEqual(wrong({ reason: 'empty' }));
    expect(await check({ text: TOLD_ADDRESSES[0].address.toLowerCase() })).toEqual(wrong({ reason: 'own' }));
    expect(await check({ network: 'solana' })).toMatchObject(
      wrong({ reason: 'of_another_network', network: 'ethereum' }),
    );
    expect(await check({ text: `0x${'0'.repeat(40)}` })).toMatchObject(
      wrong({ reason: 'danger', danger: 'burn' }),
    );
    expect(await check({ asset: 'BTC' })).toEqual({ ok: false, refusal: { code: 'method_unavailable' } });
  });

  it('knows what the person wrote down, and what only looks like it [address.look_alike]', async () => {
    const { check, recipients, request } = await createScene();
    const body = { name: ' Vault ', network: 'ethereum', address: SOMEBODYS.toLowerCase() } as const;
    const added = await recipients.addRecipient({ ...request, body });
    expect(added).toMatchObject(said({ kind: 'address', name: 'Vault', address: SOMEBODYS }));
    expect(await recipients.listRecipients(request)).toMatchObject(said({ items: [{ address: SOMEBODYS }] }));
    expect(await check({ text: SOMEBODYS.toLowerCase() })).toMatchObject(
      said({ warnings: [], knownAs: 'Vault', alike: null, contract: 'unchecked' }),
    );
    const alike = `0x529${'0'.repeat(34)}ee7`;
    expect(await check({ text: alike })).toMatchObject(
      said({ warnings: ['look_alike', 'unchecked'], knownAs: null, alike: SOMEBODYS }),
    );
    const id = added.ok ? added.value.body.id : '';
    expect(await recipients.removeRecipient({ ...request, params: { id } })).toMatchObject({ ok: true });
    expect(await check({})).toMatchObject(said({ warnings: ['first_use'] }));
  });

  it('keeps no address on the list that nobody could send to', async () => {
    const { recipients, request } = await createScene();
    const add = (address: string) =>
      recipients.addRecipient({ ...request, body: { name: 'X', network: 'ethereum', address } });
    expect(await add('0x12')).toMatchObject({ refusal: { code: 'address_wrong' } });
    expect(await add(TOLD_ADDRESSES[0].address)).toMatchObject({ refusal: { code: 'recipient_is_you' } });
  });

  it('never says a secret again', async () => {
    const { check } = await createScene();
    const words =
      'abandon abandon abandon abandon abandon abandon abandon abandon abandon abandon abandon about';
    const answer = await check({ text: words });
    expect(answer).toEqual(said({ is: 'wrong', why: { reason: 'secret', what: 'seed_phrase' } }));
    expect(JSON.stringify(answer)).not.toContain('abandon');
  });

  it('asks the network whether a program has it, and says where it did not say', async () => {
    const program = await createScene(async () => true);
    expect(await program.check({})).toMatchObject(
      said({ contract: 'yes', warnings: ['first_use', 'contract'] }),
    );
    const silent = await createScene(createContractLook(async () => null, NEVER));
    expect(await silent.check({})).toMatchObject(said({ contract: 'unchecked', warnings: ['first_use'] }));
  });

  it('waits for a network for two seconds at most [address.not_asked]', async () => {
    const asked: number[] = [];
    const look = createContractLook(
      async () => ({ isContract: () => new Promise(() => {}) }),
      (ms, onTime) => {
        asked.push(ms);
        onTime();
        return () => {};
      },
    );
    const { check } = await createScene(() => look('ethereum', SOMEBODYS));
    expect(await check({})).toMatchObject(said({ contract: 'unchecked' }));
    expect(asked).toEqual([2_000]);
  });

  it('is had so often a minute', async () => {
    const { check } = await createScene();
    for (let count = 0; count < 30; count += 1) expect((await check({})).ok).toBe(true);
    expect(await check({})).toMatchObject({ refusal: { code: 'too_many_requests' } });
  });
});
