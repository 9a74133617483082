import * as z from 'zod';

/** A key of an operator: their name, and the SHA-256 of the key itself, which is in no setting. */
export interface OperatorKey {
  readonly name: string;
  readonly digest: Buffer;
}

/**
 * `ana:3b0c…`. Names are written small, so that nobody is two people by a capital: what needs a second one goes by names.
 */
export const operatorKey = z.string().transform((text, context): OperatorKey => {
  const [, name, digest] = /^([a-z0-9._@-]{2,64}):([0-9a-f]{64})$/.exec(text) ?? [];
  if (name !== undefined && digest !== undefined) return { name, digest: Buffer.from(digest, 'hex') };
  context.addIssue(
    'must be names in small letters, each with the SHA-256 of a key in 64 digits, like ana:3b0c…,ben:91fe…',
  );
  return z.NEVER;
});

/** What is wrong with the keys together; null for nothing. */
export function wrongWithKeys(keys: readonly OperatorKey[]): string | null {
  const digests = new Set(keys.map(({ digest }) => digest.toString('hex')));
  if (digests.size < keys.length)
    return 'OPERATOR_KEYS has one key twice: give each operator a key of their own.';
  const byName = [...Map.groupBy(keys, ({ name }) => name).values()];
  return byName.some((own) => own.length > 2)
    ? 'OPERATOR_KEYS has more than two keys of one operator: the old and the new one are enough.'
    : null;
}
