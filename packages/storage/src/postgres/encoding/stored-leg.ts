// The legs of what is done in several, as they are kept. What a leg is at its beginning is left out.
import type { Leg, LegChange } from '@diboas/orchestration';
import { decodeSettlement, encodeSettlement, type StoredSettlement } from './stored-money.ts';

export type StoredLegChange = Omit<LegChange, 'did'> & { readonly did?: StoredSettlement | null };

export function encodeLegChange({ did, ...change }: LegChange): StoredLegChange {
  return did === undefined ? change : { ...change, did: did && encodeSettlement(did, null) };
}

export function decodeLegChange({ did, ...change }: StoredLegChange): LegChange {
  return did === undefined ? change : { ...change, did: did && decodeSettlement(did, null) };
}

export type StoredLeg = Pick<Leg, 'key' | 'state'> & StoredLegChange;

export function encodeLeg({ key, state, did, doneAs, undoId, undoTries }: Leg): StoredLeg {
  return {
    key,
    state,
    ...(did === null ? {} : { did: encodeSettlement(did, null) }),
    ...(doneAs === null ? {} : { doneAs }),
    ...(undoId === null ? {} : { undoId }),
    ...(undoTries === 0 ? {} : { undoTries }),
  };
}

export function decodeLeg({ key, state, did, doneAs, undoId, undoTries }: StoredLeg): Leg {
  return {
    key,
    state,
    did: did ? decodeSettlement(did, null) : null,
    doneAs: doneAs ?? null,
    undoId: undoId ?? null,
    undoTries: undoTries ?? 0,
  };
}
