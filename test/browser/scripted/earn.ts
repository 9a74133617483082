import type { PositionDetail } from '@diboas/protocol';
import type { ScriptedWorld } from './world.ts';

/** A position that earned something on three days, in dollars on Ethereum. */
export function somePosition(patch: Partial<PositionDetail> = {}): PositionDetail {
  const usdc = (amount: string) => ({ asset: 'USDC' as const, amount });
  return {
    ...{ id: '018f3a5e-7c1d-7a2b-9c3d-000000000044', strategy: 'northvault-usdc' },
    ...{ asset: 'USDC', network: 'ethereum', provider: { id: 'northvault', name: 'Northvault' } },
    ...{ putIn: usdc('1250.000000'), takenOut: usdc('0.000000') },
    ...{ earned: usdc('14.221300'), lies: usdc('1264.221300') },
    worth: { value: usdc('1264.318842'), at: '2026-11-30T09:30:00.000Z' },
    ...{ stopping: null, startedAt: '2026-09-03T10:00:00.000Z' },
    days: [
      { day: '2026-09-04', earned: usdc('0.140000') },
      { day: '2026-10-15', earned: usdc('6.901200') },
      { day: '2026-11-29', earned: usdc('14.221300') },
    ],
    ...patch,
  };
}

/** What is told of positions; null for one that is not there. */
export function positionsAnswer(
  { positions }: ScriptedWorld,
  { path }: { readonly path: string },
): { readonly status: number; readonly body: unknown } | null {
  const [, , , id] = path.split('/');
  if (id === undefined) return { status: 200, body: { items: positions } };
  const found = positions.find((one) => one.id === id);
  return found ? { status: 200, body: found } : null;
}
