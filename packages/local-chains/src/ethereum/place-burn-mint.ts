// The Ethereum end of CCTP v2 on the local Ethereum: where it is on Sepolia, with Solana at the other end. Burns destroy USDC and mints
// make it, as far as the token lets the messenger.
import { getAddressEncoder } from '@solana/kit';
import { concatHex, encodeAbiParameters, encodeFunctionData, type Hex, toHex } from 'viem';
import { ATTESTER, DOMAINS } from '../chain/attester.ts';
import { usdcOn } from '../chain/usdc-on.ts';
import { TOKEN_MESSENGER_MINTER } from '../solana/burn-mint/programs.ts';
import { MESSAGE_TRANSMITTER_BYTECODE, TOKEN_MESSENGER_BYTECODE } from './burn-mint/bytecode.ts';
import type { AnvilCalls } from './node/anvil-calls.ts';
import { hexText } from './node/waiting-transactions.ts';
import { placeContract } from './place-contract.ts';
import { usdCoinAbi } from './usd-coin.ts';

/** On Sepolia. Source: developers.circle.com, "CCTP contract addresses". */
export const BURN_MINT_ON_ETHEREUM = {
  tokenMessenger: '0x8FE6B999Dc680CcFDD5Bf7EB0974218be2542DAA',
  messageTransmitter: '0xE737e5cEBEEBa77EFE34D4aa090756590b1CE275',
} as const satisfies Readonly<Record<string, Hex>>;

/** More than anybody ever sends across. */
const PLENTY = 2n ** 100n;
const GAS = toHex(200_000n);

/** Puts it there; whoever calls makes the block that it stands in. */
export async function placeBurnMint({
  anvil,
  treasury,
  usdc,
}: {
  readonly anvil: AnvilCalls;
  readonly treasury: Hex;
  readonly usdc: Hex;
}): Promise<void> {
  const { tokenMessenger, messageTransmitter } = BURN_MINT_ON_ETHEREUM;
  const [program, mint] = [TOKEN_MESSENGER_MINTER, usdcOn('solana')].map((address) =>
    toHex(Uint8Array.from(getAddressEncoder().encode(address as typeof TOKEN_MESSENGER_MINTER))),
  );
  const transmitter = encodeAbiParameters(
    [{ type: 'uint32' }, { type: 'address' }],
    [DOMAINS.ethereum, ATTESTER],
  );
  const [address, word] = [{ type: 'address' }, { type: 'bytes32' }] as const;
  const messenger = encodeAbiParameters(
    [address, address, { type: 'uint32' }, word, word, address],
    [messageTransmitter, usdc, DOMAINS.solana, program ?? '0x', mint ?? '0x', ATTESTER],
  );
  const place = (at: Hex, code: Hex, args: Hex) =>
    placeContract({ anvil, treasury }, at, concatHex([code, args]));
  await place(messageTransmitter, MESSAGE_TRANSMITTER_BYTECODE, transmitter);
  await place(tokenMessenger, TOKEN_MESSENGER_BYTECODE, messenger);
  const args = [tokenMessenger, PLENTY] as const;
  const data = encodeFunctionData({ abi: usdCoinAbi, functionName: 'configureMinter', args });
  await anvil.ask(hexText, 'eth_sendTransaction', { from: treasury, to: usdc, data, gas: GAS });
}
