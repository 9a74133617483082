import { assert as must } from '@diboas/kernel';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { keptFeesOf, movementsOf, sumUnits } from '../books/books.ts';
import { anyBooks, OWNER } from '../testing/arbitrary-books.ts';
import { makeStatement } from './account-statement.ts';
import { periodOf } from './month.ts';

const MONTHS = (['2026-10', '2026-11', '2026-12'] as const).map(periodOf);

describe('M26: a statement of any life', () => {
  it('has opening + movements = closing, month after month, up to what the ledger says', () => {
    fc.assert(
      fc.property(anyBooks, (books) => {
        const statements = MONTHS.map((period) => {
          const made = makeStatement(OWNER, period, books);
          must(made.ok, 'what the ledger carried out adds up');
          return made.value;
        });
        const closings = new Map<string, bigint>();
        for (const { sections } of statements) {
          for (const { key, opening, movements, closing } of sections) {
            const name = JSON.stringify(key);
            expect(opening).toBe(closings.get(name) ?? 0n);
            expect(opening + sumUnits(movements)).toBe(closing);
            expect(movements.at(-1)?.after ?? opening).toBe(closing);
            closings.set(name, closing);
          }
        }
        for (const { key, units } of books.balances)
          expect(closings.get(JSON.stringify(key)) ?? 0n).toBe(units);
        const told = statements.flatMap(({ sections }) => sections.flatMap(({ movements }) => movements));
        expect(told.length).toBe(movementsOf(books.transfers).length);
        const kept = statements.flatMap((statement) => statement.kept);
        expect(sumUnits(kept)).toBe(sumUnits(keptFeesOf(books.transfers)));
      }),
    );
  });

  it('is refused where a movement is lost, or an amount or a balance is another', () => {
    fc.assert(
      fc.property(anyBooks, fc.nat(), fc.constantFrom('lost', 'amount', 'balance'), (books, at, what) => {
        const crossing = books.transfers.filter((one) => movementsOf([one]).length === 1);
        const victim = crossing[at % Math.max(1, crossing.length)];
        fc.pre(victim !== undefined);
        const wrong = {
          lost: { ...books, transfers: books.transfers.filter((one) => one !== victim) },
          amount: {
            ...books,
            transfers: books.transfers.map((one) =>
              one === victim ? { ...one, units: one.units + 1n } : one,
            ),
          },
          balance: {
            ...books,
            balances: books.balances.map((one, index) =>
              index === 0 ? { ...one, units: one.units + 1n } : one,
            ),
          },
        }[what];
        for (const period of MONTHS)
          expect(makeStatement(OWNER, period, wrong)).toMatchObject({
            ok: false,
            refusal: { reason: 'does_not_add_up' },
          });
      }),
    );
  });
});
