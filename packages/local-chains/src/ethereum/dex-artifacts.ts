// Uniswap's own contracts as its packages publish them: v3-core under BUSL-1.1, whose change date of April 2023 has made it
// GPL-2.0-or-later, v3-periphery and swap-router-contracts under GPL-2.0-or-later, and universal-router under GPL-3.0-or-later. They
// are read from there and put on a chain that is gone with its process; nothing of ours contains them.
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { Hex } from 'viem';
import { z } from 'zod';

const artifactShape = z.object({
  bytecode: z
    .string()
    .regex(/^0x[0-9a-f]+$/)
    .transform((text): Hex => `0x${text.slice(2)}`),
});

const FILES = {
  factory: '@uniswap/v3-core/artifacts/contracts/UniswapV3Factory.sol/UniswapV3Factory.json',
  positions:
    '@uniswap/v3-periphery/artifacts/contracts/NonfungiblePositionManager.sol/NonfungiblePositionManager.json',
  quoter: '@uniswap/v3-periphery/artifacts/contracts/lens/QuoterV2.sol/QuoterV2.json',
  router: '@uniswap/swap-router-contracts/artifacts/contracts/SwapRouter02.sol/SwapRouter02.json',
  universal: '@uniswap/universal-router/artifacts/contracts/UniversalRouter.sol/UniversalRouter.json',
} as const;

/** The bytecode that deploys each of them, before the arguments of its constructor. */
export function readArtifact(name: keyof typeof FILES): Hex {
  const { resolve } = createRequire(import.meta.url);
  return artifactShape.parse(JSON.parse(readFileSync(resolve(FILES[name]), 'utf8'))).bytecode;
}
