// Money from nowhere: one coin of SUI and one of USDC, whose owner is a key that the seed makes.

import { assert } from '@diboas/kernel';
import { bcs } from '@mysten/sui/bcs';
import { normalizeStructTag } from '@mysten/sui/utils';
import { ed25519 } from '@noble/curves/ed25519.js';
import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils.js';
import { COIN_STORAGE_COST } from '../execution/gas.ts';
import { createCoin, SUI_TYPE, type SuiCoin } from '../objects/coin-object.ts';
import type { CoinStore } from '../objects/coin-store.ts';
import { addressOfKey, signSuiTransaction } from '../transactions/signature.ts';

/** A thousand million SUI, and as many dollars. */
const SUI_GRANTED = 1_000_000_000_000_000_000n;
const USDC_GRANTED = 1_000_000_000_000_000n;
const GAS_BUDGET = 10_000_000n;

export interface SuiFaucet {
  readonly coins: readonly SuiCoin[];
  /** The type of its dollars, of six decimals, as Circle's are on mainnet under another package. */
  readonly usdcType: string;
  /** A signed payment, of a new coin for the one who is paid. */
  pay(
    payment: FaucetPayment,
    coins: CoinStore,
  ): { readonly bytes: Uint8Array; readonly signature: Uint8Array };
}

export interface FaucetPayment {
  readonly to: string;
  readonly coinType: string;
  readonly amount: bigint;
  readonly gasPrice: bigint;
}

export interface SuiFaucetOptions {
  readonly seed: string;
  readonly genesis: string;
  readonly usdcType: string;
}

export function createSuiFaucet({ seed, genesis, usdcType: asked }: SuiFaucetOptions): SuiFaucet {
  const named = (name: string) => sha256(utf8ToBytes(`${seed}: ${name}`));
  const secret = named('the faucet');
  const owner = addressOfKey(ed25519.getPublicKey(secret));
  const usdcType = normalizeStructTag(asked);
  const coin = (name: string, coinType: string, balance: bigint) =>
    createCoin({
      id: `0x${bytesToHex(named(name))}`,
      version: 1n,
      owner,
      coinType,
      balance,
      previousTransaction: genesis,
      storageRebate: COIN_STORAGE_COST,
    });
  const sui = coin('its coin of SUI', SUI_TYPE, SUI_GRANTED);
  const usdc = coin('its coin of USDC', usdcType, USDC_GRANTED);
  return {
    coins: [sui, usdc],
    usdcType,
    pay(payment, coins) {
      const gas = coins.current(sui.id);
      const from = payment.coinType === SUI_TYPE ? gas : coins.current(usdc.id);
      assert(gas !== null && from !== null, 'the coins of the faucet never end');
      if (from.balance < payment.amount + GAS_BUDGET)
        throw new RangeError(`The faucet has no ${payment.amount} of ${payment.coinType}.`);
      const bytes = encodePayment(payment, { owner, gas, from });
      return { bytes, signature: signSuiTransaction(bytes, secret) };
    },
  };
}

function encodePayment(
  { to, amount, gasPrice }: FaucetPayment,
  { owner, gas, from }: { readonly owner: string; readonly gas: SuiCoin; readonly from: SuiCoin },
): Uint8Array {
  const isGas = from.id === gas.id;
  const pure = [
    { Pure: { bytes: bcs.u64().serialize(amount).toBytes() } },
    { Pure: { bytes: bcs.Address.serialize(to).toBytes() } },
  ];
  const coin = isGas ? [] : [{ Object: { ImmOrOwnedObject: referenceOf(from) } }];
  return bcs.TransactionData.serialize({
    V1: {
      kind: {
        ProgrammableTransaction: {
          inputs: [...pure, ...coin],
          commands: [
            { SplitCoins: { coin: isGas ? { GasCoin: true } : { Input: 2 }, amounts: [{ Input: 0 }] } },
            { TransferObjects: { objects: [{ NestedResult: [0, 0] }], address: { Input: 1 } } },
          ],
        },
      },
      sender: owner,
      gasData: { payment: [referenceOf(gas)], owner, price: gasPrice, budget: GAS_BUDGET },
      expiration: { None: true },
    },
  }).toBytes();
}

function referenceOf({ id, version, digest }: SuiCoin) {
  return { objectId: id, version, digest };
}
