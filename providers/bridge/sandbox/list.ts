/** GET /v0/transfers: newest first, with cursors of which at most one may be given. */
import { accept, type Outcome, refuse } from '@diboas/kernel';
import { type BridgeError, ERRORS, invalid } from './errors.ts';
import { type Transfer, transferObject } from './transfer.ts';

const CURSORS = ['starting_after', 'ending_before', 'updated_before_ms', 'updated_after_ms'] as const;

/** `transfers` newest first. */
export function listObject(query: string, transfers: readonly Transfer[]): Outcome<object, BridgeError> {
  const fields = new URLSearchParams(query);
  const limit = fields.get('limit') ?? '10';
  if (!/^(?:[1-9]\d?|100)$/.test(limit)) return refuse(invalid('limit'));
  const given = CURSORS.filter((name) => fields.has(name));
  const [cursor] = given;
  if (given.length > 1) return refuse(invalid(given[1] ?? '', 'At most one of the cursors may be given'));
  const wanted = cursor === undefined ? accept(transfers) : side(transfers, cursor, fields.get(cursor) ?? '');
  if (!wanted.ok) return wanted;
  const size = Number(limit);
  const page = cursor === 'ending_before' ? wanted.value.slice(-size) : wanted.value.slice(0, size);
  return accept({ count: page.length, data: page.map(transferObject) });
}

function side(
  transfers: readonly Transfer[],
  cursor: (typeof CURSORS)[number],
  value: string,
): Outcome<readonly Transfer[], BridgeError> {
  if (cursor === 'updated_before_ms' || cursor === 'updated_after_ms') {
    if (!/^\d{1,15}$/.test(value)) return refuse(invalid(cursor));
    const isBefore = cursor === 'updated_before_ms';
    return accept(
      transfers.filter(({ updatedAt }) => (isBefore ? updatedAt < Number(value) : updatedAt > Number(value))),
    );
  }
  const at = transfers.findIndex(({ id }) => id === value);
  if (at === -1) return refuse({ ...ERRORS.NOT_FOUND, status: 400, key: cursor });
  return accept(cursor === 'starting_after' ? transfers.slice(at + 1) : transfers.slice(0, at));
}
