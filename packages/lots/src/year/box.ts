import type { HoldingTerm } from '../holding/holding-period.ts';

/** What somebody besides the person told the IRS of a sale, on Form 1099-DA or 1099-B: proceeds and basis, proceeds, or nothing. */
export type BrokerReport = 'basis' | 'proceeds' | 'nothing';

export type Form8949Box = 'A' | 'B' | 'C' | 'D' | 'E' | 'F' | 'G' | 'H' | 'I' | 'J' | 'K' | 'L';

type Boxes = Readonly<Record<HoldingTerm, Readonly<Record<BrokerReport, Form8949Box>>>>;

const SECURITIES: Boxes = {
  short: { basis: 'A', proceeds: 'B', nothing: 'C' },
  long: { basis: 'D', proceeds: 'E', nothing: 'F' },
};

const DIGITAL_ASSETS: Boxes = {
  short: { basis: 'G', proceeds: 'H', nothing: 'I' },
  long: { basis: 'J', proceeds: 'K', nothing: 'L' },
};

/** Form 8949 has boxes of their own for digital assets since this year, with Form 1099-DA. */
const DIGITAL_ASSETS_SINCE = 2025;

/**
 * The box of Form 8949 that a sale goes under: A to F, and from 2025 on G to L for digital assets, which tokenised stocks are
 * as well (Form 8949 of 2025 and its instructions, and those of Form 1099-DA, "Applicable Checkbox").
 */
export function boxOf(
  year: number,
  { isDigital, term, told }: { isDigital: boolean; term: HoldingTerm; told: BrokerReport },
): Form8949Box {
  const boxes = isDigital && year >= DIGITAL_ASSETS_SINCE ? DIGITAL_ASSETS : SECURITIES;
  return boxes[term][told];
}
