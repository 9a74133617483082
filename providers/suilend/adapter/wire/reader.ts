// What the network says of the market: its contents, its clock and its code, in one answer.
import { createHash } from 'node:crypto';
import { accept, type Instant, type Outcome, refuse } from '@diboas/kernel';
import { CLOCK, coinTypeOf, type SuiParts } from '@diboas/providers-kit/sui';
import { normalizeStructTag, parseStructTag } from '@mysten/sui/utils';
import { z } from 'zod';
import type { SuilendMarket } from './contracts.ts';
import {
  clockLayout,
  type MarketContents,
  marketLayout,
  type ReserveConfig,
  type ReserveContents,
} from './layout.ts';

const bytes = z.instanceof(Uint8Array);
const clockShape = z.object({ contents: z.object({ value: bytes }) });
const marketShape = z.object({
  objectType: z.string(),
  owner: z.object({ version: z.bigint() }),
  contents: z.object({ value: bytes }),
});
const packageShape = z.object({
  package: z.object({ modules: z.array(z.object({ name: z.string(), contents: bytes })).min(1) }),
});

/** The types of a market: what it is of, the coin that is lent, and what one has for it. */
interface MarketTypes {
  readonly pool: string;
  readonly coinType: string;
  readonly ctokenType: string;
  /** Of an exemption from what may leave within a window: nobody of ours has one. */
  readonly exemptionType: string;
}

/** The market as it is now. */
export interface MarketNow extends MarketTypes {
  readonly contents: MarketContents;
  readonly reserve: ReserveContents;
  readonly config: ReserveConfig;
  /** Where in the market the reserve is. */
  readonly place: number;
  /** By the chain's own clock. */
  readonly at: Instant;
  /** The version at which the market was shared. */
  readonly sharedAt: bigint;
  readonly codeHash: string;
}

const FIELDS = ['object_id', 'object_type', 'owner', 'contents', 'package'];

/** `changed`: nothing is there, or nothing that can be read as it was. */
export async function readMarket(
  parts: Pick<SuiParts, 'reader' | 'chain'>,
  { marketId, packageId }: SuilendMarket,
): Promise<Outcome<MarketNow, 'unavailable' | 'changed'>> {
  if (parts.reader === null) return refuse('unavailable');
  const found = await parts.reader.objects([CLOCK.id, marketId, packageId], FIELDS);
  if (!found.ok) return found;
  const [clock, market, code] = found.value;
  const at = readClock(clock);
  if (at === null) return refuse('unavailable');
  const read = marketShape.safeParse(market);
  const codeHash = hashOf(code);
  if (!read.success || codeHash === null) return refuse('changed');
  const { objectType, owner, contents } = read.data;
  const types = typesOf(objectType, coinTypeOf(parts, 'USDC'));
  const kept = parsed(() => marketLayout.parse(contents.value));
  const place = kept?.reserves.findIndex((one) => one.coinType.name === moveName(types?.coinType)) ?? -1;
  const reserve = kept?.reserves[place];
  const config = reserve?.config.element;
  if (!kept || !types || !reserve || !config) return refuse('changed');
  return accept({ ...types, contents: kept, reserve, config, place, at, sharedAt: owner.version, codeHash });
}

function readClock(clock: unknown): Instant | null {
  const read = clockShape.safeParse(clock);
  const time = read.success ? parsed(() => clockLayout.parse(read.data.contents.value)) : null;
  return time === null ? null : Number(time.timestampMs);
}

/** By the type of the market: what it is of, and which package its types were first published with. */
function typesOf(objectType: string, lent: string): MarketTypes | null {
  return parsed(() => {
    const { address, typeParams } = parseStructTag(objectType);
    const [tag] = typeParams;
    if (tag === undefined) return null;
    const [pool, coinType] = [normalizeStructTag(tag), normalizeStructTag(lent)];
    const of = `<${pool}, ${coinType}>`;
    return {
      ...{ pool, coinType, ctokenType: normalizeStructTag(`${address}::reserve::CToken${of}`) },
      exemptionType: `${address}::lending_market::RateLimiterExemption${of}`,
    };
  });
}

/** Move writes types without what says that they are hexadecimal. */
function moveName(type: string | undefined): string | undefined {
  return type?.replaceAll('0x', '');
}

/** SHA-256 of all its modules, each by its name; null where there is no package. */
function hashOf(code: unknown): string | null {
  const read = packageShape.safeParse(code);
  if (!read.success) return null;
  const hash = createHash('sha256');
  const sorted = read.data.package.modules.toSorted((left, right) => (left.name < right.name ? -1 : 1));
  for (const { name, contents } of sorted) hash.update(`${name} ${contents.length}\n`).update(contents);
  return hash.digest('hex');
}

/** The library throws for bytes and for types that are none. */
function parsed<Value>(read: () => Value): Value | null {
  try {
    return read();
  } catch {
    return null;
  }
}
