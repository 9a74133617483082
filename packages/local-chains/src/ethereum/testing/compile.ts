import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import solc from 'solc';
import { z } from 'zod';

const contractShape = z.object({ evm: z.object({ bytecode: z.object({ object: z.string() }) }) });

const compiledShape = z.object({
  errors: z.array(z.object({ formattedMessage: z.string() })).default([]),
  contracts: z.record(z.string(), z.record(z.string(), contractShape)).default({}),
});

/** The bytecode that deploys a contract of its own file, as the pinned compiler makes it. Throws what the compiler has against it. */
export function compile(
  name:
    | 'UsdCoin'
    | 'WrappedEther'
    | 'WrappedTokenGateway'
    | 'LentVault'
    | 'MessageTransmitter'
    | 'TokenMessenger'
    | 'Carrier'
    | 'DlnSource',
  folder = '.',
): `0x${string}` {
  const file = `${name}.sol`;
  const input = {
    language: 'Solidity',
    sources: { [file]: { content: readFileSync(join(import.meta.dirname, '..', folder, file), 'utf8') } },
    settings: {
      // Without the hash of the source behind the code: a comment that changes makes no other contract.
      metadata: { bytecodeHash: 'none', appendCBOR: false },
      optimizer: { enabled: true, runs: 200 },
      evmVersion: 'cancun',
      outputSelection: { '*': { '*': ['evm.bytecode.object'] } },
    },
  };
  const { errors, contracts } = compiledShape.parse(
    JSON.parse(solc.compile(JSON.stringify(input), { import: fromPackage })),
  );
  if (errors.length > 0) throw new Error(errors.map(({ formattedMessage }) => formattedMessage).join('\n'));
  const made = contracts[file]?.[name];
  if (made === undefined) throw new Error(`${file} has no contract of that name.`);
  return `0x${made.evm.bytecode.object}`;
}

/** Sources that a contract imports of a package. */
function fromPackage(path: string): { readonly contents: string } {
  return { contents: readFileSync(createRequire(import.meta.url).resolve(path), 'utf8') };
}
