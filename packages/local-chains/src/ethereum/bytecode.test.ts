import { expect, it } from 'vitest';
import { MESSAGE_TRANSMITTER_BYTECODE, TOKEN_MESSENGER_BYTECODE } from './burn-mint/bytecode.ts';
import { CARRIER_BYTECODE } from './carrier/bytecode.ts';
import { WRAPPED_TOKEN_GATEWAY_BYTECODE } from './lending/wrapped-token-gateway.ts';
import { DLN_SOURCE_BYTECODE } from './order-book/bytecode.ts';
import { compile } from './testing/compile.ts';
import { USD_COIN_BYTECODE } from './usd-coin.ts';
import { LENT_VAULT_BYTECODE } from './vault/lent-vault.ts';
import { WRAPPED_ETHER_BYTECODE } from './wrapped-ether.ts';

it.each([
  ['UsdCoin', '.', USD_COIN_BYTECODE],
  ['WrappedEther', '.', WRAPPED_ETHER_BYTECODE],
  ['MessageTransmitter', 'burn-mint', MESSAGE_TRANSMITTER_BYTECODE],
  ['TokenMessenger', 'burn-mint', TOKEN_MESSENGER_BYTECODE],
  ['LentVault', 'vault', LENT_VAULT_BYTECODE],
  ['WrappedTokenGateway', 'lending', WRAPPED_TOKEN_GATEWAY_BYTECODE],
  ['Carrier', 'carrier', CARRIER_BYTECODE],
  ['DlnSource', 'order-book', DLN_SOURCE_BYTECODE],
] as const)(
  'the bytecode of %s that is put on the chain is what its source compiles to',
  (name, folder, bytecode) => {
    expect(bytecode).toBe(compile(name, folder));
  },
);
