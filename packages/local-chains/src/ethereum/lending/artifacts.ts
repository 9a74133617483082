// Aave's own contracts as its package publishes them: core-v3 under BUSL-1.1, whose change date of January 2023 has made it MIT. They
// are read from there and put on a chain that is gone with its process; nothing of ours contains them.
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { Hex } from 'viem';
import { z } from 'zod';

const places = z.array(z.object({ start: z.number(), length: z.literal(20) }));
const artifactShape = z.object({
  bytecode: z.string().regex(/^0x[0-9a-f_$A-Za-z]+$/),
  linkReferences: z.record(z.string(), z.record(z.string(), places)),
});

const LOGIC = 'protocol/libraries/logic';

const FOLDERS = {
  ...{ SupplyLogic: LOGIC, BorrowLogic: LOGIC, LiquidationLogic: LOGIC, EModeLogic: LOGIC },
  ...{ BridgeLogic: LOGIC, PoolLogic: LOGIC, ConfiguratorLogic: LOGIC, FlashLoanLogic: LOGIC },
  ...{ PoolAddressesProvider: 'protocol/configuration', ACLManager: 'protocol/configuration' },
  ...{ Pool: 'protocol/pool', PoolConfigurator: 'protocol/pool' },
  DefaultReserveInterestRateStrategy: 'protocol/pool',
  ...{ AToken: 'protocol/tokenization', VariableDebtToken: 'protocol/tokenization' },
  StableDebtToken: 'protocol/tokenization',
  ...{ AaveOracle: 'misc', AaveProtocolDataProvider: 'misc' },
  MockAggregator: 'mocks/oracle/CLAggregators',
} as const;

export type LendingContract = keyof typeof FOLDERS;

/** The bytecode that deploys it, before the arguments of its constructor, with the libraries at these addresses that it calls. */
export function readLendingArtifact(name: LendingContract, libraries: ReadonlyMap<string, Hex>): Hex {
  const file = `@aave/core-v3/artifacts/contracts/${FOLDERS[name]}/${name}.sol/${name}.json`;
  const { resolve } = createRequire(import.meta.url);
  const { bytecode, linkReferences } = artifactShape.parse(JSON.parse(readFileSync(resolve(file), 'utf8')));
  let code = bytecode;
  for (const [library, all] of Object.values(linkReferences).flatMap((one) => Object.entries(one))) {
    const address = libraries.get(library)?.slice(2).toLowerCase();
    if (address === undefined) throw new Error(`${name} calls ${library}, which is not there yet.`);
    for (const { start } of all) {
      const at = 2 + start * 2;
      code = code.slice(0, at) + address + code.slice(at + 40);
    }
  }
  return `0x${code.slice(2)}`;
}
