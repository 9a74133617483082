import { type Asset, bucketOf, type Network } from '@diboas/kernel';
import type { PortfolioBooks, PortfolioMovement } from '@diboas/portfolio';
import type pg from 'pg';
import { withDatabase } from '../connection/connection.ts';
import { READ_STATEMENTS } from '../statements/read-statements.ts';

interface BooksRow {
  readonly seq: string | null;
  readonly held: readonly [network: Network, asset: Asset, units: string][] | null;
  readonly movements:
    | readonly [
        ...[seq: number, at: number, network: Network, asset: Asset, units: string],
        ...[operation: string, isFee: boolean],
      ][]
    | null;
}

export async function readPortfolioBooks(
  pool: pg.Pool,
  { customerId, seq, movementsMax }: { customerId: string; seq: number; movementsMax: number },
): Promise<PortfolioBooks | null> {
  const values = [bucketOf(customerId), customerId, seq, movementsMax + 1];
  const asked = { name: 'read_portfolio_books', text: READ_STATEMENTS.read_portfolio_books, values };
  const { rows } = await withDatabase(() => pool.query<BooksRow>(asked));
  const movements = rows[0]?.movements ?? [];
  if (movements.length > movementsMax) return null;
  return {
    seq: Number(rows[0]?.seq ?? 0),
    held: (rows[0]?.held ?? []).map(([network, asset, units]) => {
      return { network, money: { asset, units: BigInt(units) } };
    }),
    movements: movements.map(
      ([place, at, network, asset, units, operation, isFee]): PortfolioMovement => ({
        ...{ seq: place, at, network, operation, isFee },
        money: { asset, units: BigInt(units) },
      }),
    ),
  };
}
