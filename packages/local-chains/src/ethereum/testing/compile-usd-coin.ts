import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import solc from 'solc';
import { z } from 'zod';

const compiled = z.object({
  errors: z.array(z.object({ formattedMessage: z.string() })).default([]),
  contracts: z.object({
    'UsdCoin.sol': z.object({
      UsdCoin: z.object({ evm: z.object({ bytecode: z.object({ object: z.string() }) }) }),
    }),
  }),
});

/** The bytecode that deploys UsdCoin.sol, as the pinned compiler makes it. Throws what the compiler has against it. */
export function compileUsdCoin(): `0x${string}` {
  const input = {
    language: 'Solidity',
    sources: {
      'UsdCoin.sol': { content: readFileSync(join(import.meta.dirname, '..', 'UsdCoin.sol'), 'utf8') },
    },
    settings: {
      // Without the hash of the source behind the code: a comment that changes makes no other contract.
      metadata: { bytecodeHash: 'none', appendCBOR: false },
      optimizer: { enabled: true, runs: 200 },
      evmVersion: 'cancun',
      outputSelection: { '*': { '*': ['evm.bytecode.object'] } },
    },
  };
  const { errors, contracts } = compiled.parse(JSON.parse(solc.compile(JSON.stringify(input))));
  if (errors.length > 0) throw new Error(errors.map(({ formattedMessage }) => formattedMessage).join('\n'));
  return `0x${contracts['UsdCoin.sol'].UsdCoin.evm.bytecode.object}`;
}
